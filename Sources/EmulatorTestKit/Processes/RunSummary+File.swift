import Foundation
import Tasks
public import Trace

extension RunSummary {
  /// Reads what `--json` wrote.
  ///
  /// - Parameter path: the file.
  /// - Throws: what reading and decoding throw.
  public init(file path: String) throws {
    self = try JSONDecoder().decode(RunSummary.self, from: Data(contentsOf: URL(filePath: path)))
  }

  /// Whether every task of every UE is accounted for and no message was lost or doubled.
  public var isWhole: Bool {
    ues.allSatisfy { $0.tasks.addsUp } && totals.tasks.addsUp && messages.gaps == 0 && messages.duplicates == 0
  }
}

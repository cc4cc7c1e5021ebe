public import Protocol

/// A task of a run: `ue-2/7` is the seventh task of ue-2. When a UE has come back with a fresh queue, `ue-2/7#2` is the
/// seventh task since it came for the second time.
public struct TaskID: Hashable, Sendable, Encodable, CustomStringConvertible {
  /// The UE.
  public var ue: UEName
  /// The number of the task at the UE, from 1.
  public var task: Int
  /// The stay in which the numbering of the tasks began, from 1.
  public var stay: Int

  /// Names a task.
  public init(ue: UEName, task: Int, stay: Int = 1) {
    self.ue = ue
    self.task = task
    self.stay = stay
  }

  /// Reads `ue-2/7` or `ue-2/7#2`; nil for anything else.
  public init?(_ text: String) {
    guard let slash = text.lastIndex(of: "/"), let ue = try? UEName(String(text[..<slash])) else { return nil }
    let parts = text[text.index(after: slash)...].split(separator: "#", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let task = Int(parts[0]), task >= 1 else { return nil }
    guard let stay = parts.count == 2 ? Int(parts[1]) : 1, stay >= 1 else { return nil }
    self.init(ue: ue, task: task, stay: stay)
  }

  /// Writes it as `init(_:)` reads it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  /// As `init(_:)` reads it.
  public var description: String { "\(ue)/\(task)" + (stay > 1 ? "#\(stay)" : "") }
}

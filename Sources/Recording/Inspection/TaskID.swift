public import Protocol

/// A task of a run: `ue-2/7` is the seventh task of ue-2. Tasks belong to the name: a UE that comes back goes on with its
/// queue and its numbering.
public struct TaskID: Hashable, Sendable, Encodable, CustomStringConvertible {
  /// The UE.
  public var ue: UEName
  /// The number of the task at the UE, from 1.
  public var task: Int

  /// Names a task.
  public init(ue: UEName, task: Int) {
    self.ue = ue
    self.task = task
  }

  /// Reads `ue-2/7`; nil for anything else.
  public init?(_ text: String) {
    guard let slash = text.lastIndex(of: "/"), let ue = try? UEName(String(text[..<slash])),
      let task = Int(text[text.index(after: slash)...]), task >= 1
    else { return nil }
    self.init(ue: ue, task: task)
  }

  /// Writes it as `init(_:)` reads it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  /// As `init(_:)` reads it.
  public var description: String { "\(ue)/\(task)" }
}

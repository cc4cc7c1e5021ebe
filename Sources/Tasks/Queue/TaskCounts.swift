/// Where the tasks are; `generated = completed + failed + queued + inFlight`, always.
public struct TaskCounts: Codable, Hashable, Sendable {
  /// All tasks that ever came.
  public var generated: Int
  /// Those that met their constraints.
  public var completed: Int
  /// Those that were given up after the most attempts allowed.
  public var failed: Int
  /// Those that wait.
  public var queued: Int
  /// Those that are being tried.
  public var inFlight: Int

  /// Makes the counts.
  public init(generated: Int = 0, completed: Int = 0, failed: Int = 0, queued: Int = 0, inFlight: Int = 0) {
    self.generated = generated
    self.completed = completed
    self.failed = failed
    self.queued = queued
    self.inFlight = inFlight
  }

  /// Whether every task is accounted for.
  public var addsUp: Bool { generated == completed + failed + queued + inFlight }

  /// The sum of two counts.
  public static func + (left: TaskCounts, right: TaskCounts) -> TaskCounts {
    TaskCounts(
      generated: left.generated + right.generated, completed: left.completed + right.completed,
      failed: left.failed + right.failed, queued: left.queued + right.queued, inFlight: left.inFlight + right.inFlight)
  }
}

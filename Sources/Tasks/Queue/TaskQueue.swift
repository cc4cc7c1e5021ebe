/// A task that waits, or is being tried.
public struct QueuedTask: Hashable, Sendable {
  /// The number of the task at its UE, from 1 on in the order of generation.
  public let id: Int
  /// How often the task has been tried to the end without success.
  public internal(set) var failedAttempts: Int
}

/// A UE's tasks, first come, first served: the head of the line is tried once per slot, and leaves the queue when it
/// succeeds (d → d − 1, [Ji24] Section III) or when it has failed as often as is allowed.
///
/// A slot runs: ``arrive(_:)``, then ``beginAttempt(inSlot:)``, then ``finishAttempt(succeeded:givingUp:)``.
public struct TaskQueue: Hashable, Sendable {
  /// After how many failed attempts a task counts as failed; without limit when `nil`.
  public let attemptLimit: Int?
  /// The tasks that wait or are in flight, the head of the line first.
  public private(set) var tasks: [QueuedTask] = []
  /// How many tasks are in which state.
  public private(set) var counts = TaskCounts()
  private var lastSlotTried: Int?

  /// An empty queue.
  ///
  /// - Parameter attemptLimit: after how many failed attempts a task counts as failed, ≥ 1; `nil` for no limit.
  public init(attemptLimit: Int? = nil) {
    precondition(attemptLimit.map { $0 >= 1 } ?? true, "a task needs at least one attempt")
    self.attemptLimit = attemptLimit
  }

  /// The queue of a UE that goes on after its process was started again: tasks leave the line in the order of their
  /// numbers, so that the counts tell which ones wait.
  ///
  /// - Parameters:
  ///   - attemptLimit: after how many failed attempts a task counts as failed, ≥ 1; `nil` for no limit.
  ///   - generated: all tasks that ever came, at least as many as are done.
  ///   - completed: those that met their constraints.
  ///   - failed: those that were given up.
  ///   - failedAttempts: how often the head of the line has failed.
  public init(attemptLimit: Int?, generated: Int, completed: Int, failed: Int, failedAttempts: Int) {
    precondition(generated >= completed + failed, "more tasks are done than ever came")
    self.init(attemptLimit: attemptLimit)
    let waiting = generated - completed - failed
    counts = TaskCounts(generated: generated, completed: completed, failed: failed, queued: waiting)
    tasks = (0..<waiting).map { QueuedTask(id: completed + failed + 1 + $0, failedAttempts: 0) }
    if !tasks.isEmpty { tasks[0].failedAttempts = failedAttempts }
  }

  /// The task at the head of the line.
  public var head: QueuedTask? { tasks.first }

  /// Whether no task waits or is in flight.
  public var isEmpty: Bool { tasks.isEmpty }

  /// Adds new tasks at the end of the line.
  ///
  /// - Parameter count: how many, ≥ 0.
  public mutating func arrive(_ count: Int) {
    precondition(count >= 0, "tasks cannot arrive \(count) times")
    for _ in 0..<count {
      counts.generated += 1
      tasks.append(QueuedTask(id: counts.generated, failedAttempts: 0))
    }
    counts.queued += count
  }

  /// Takes the head of the line into flight.
  ///
  /// - Parameter slot: the slot of the attempt.
  /// - Returns: the task, or `nil` when the queue is empty, the head is in flight already or the slot has had its
  ///   attempt.
  public mutating func beginAttempt(inSlot slot: Int) -> QueuedTask? {
    guard let head, counts.inFlight == 0, lastSlotTried != slot else { return nil }
    lastSlotTried = slot
    counts.queued -= 1
    counts.inFlight = 1
    return head
  }

  /// Ends the attempt: success takes the task off the queue, failure leaves it at the head of the line until the limit.
  ///
  /// - Parameters:
  ///   - succeeded: whether all constraints were met.
  ///   - givingUp: whether a failed task is not tried again, however many attempts it has left.
  /// - Returns: whether the task has left the queue.
  @discardableResult
  public mutating func finishAttempt(succeeded: Bool, givingUp: Bool = false) -> Bool {
    precondition(counts.inFlight == 1, "no attempt is in flight")
    counts.inFlight = 0
    if succeeded {
      counts.completed += 1
      tasks.removeFirst()
      return true
    }
    tasks[0].failedAttempts += 1
    if givingUp || attemptLimit.map({ tasks[0].failedAttempts >= $0 }) == true {
      counts.failed += 1
      tasks.removeFirst()
      return true
    }
    counts.queued += 1
    return false
  }
}

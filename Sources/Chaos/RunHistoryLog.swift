import Launching
import Synchronization
import Tasks
import Trace

/// What the launcher told of a run, kept for whoever waits for something. Written on the launcher's thread.
final class RunHistoryLog: Sendable {
  /// A committed slot as the server told of it.
  struct ObservedSlot: Sendable {
    var slot: Int
    /// When the launcher heard of it, s.
    var time: Double
    /// The UEs that took part.
    var ues: Set<String>
    /// Whether a task was completed in it.
    var completesTask: Bool
  }

  fileprivate struct Contents {
    var lastSlot: Int?
    var observed: [ObservedSlot] = []
    var restarts: [String: (count: Int, time: Double)] = [:]
    var identifiers: [Int32: String] = [:]
    var violations: [Violation] = []
    var isOver = false
  }

  private let contents = Mutex(Contents())

  /// The slot that was committed last.
  var lastSlot: Int? { contents.withLock { $0.lastSlot } }
  /// Whether the run has ended or is being ended.
  var isOver: Bool { contents.withLock { $0.isOver } }
  /// Every process that was ever started, by its number.
  var identifiers: [Int32: String] { contents.withLock { $0.identifiers } }

  /// How often a process was started again, and when the last time, s.
  func restarts(of name: String) -> (count: Int, time: Double) { contents.withLock { $0.restarts[name] ?? (0, 0) } }

  /// Forgets the slots seen so far.
  ///
  /// - Returns: the one that was committed last.
  func mark() -> Int {
    contents.withLock { contents in
      contents.observed = []
      return contents.lastSlot ?? -1
    }
  }

  /// The first slot since the mark for which something holds.
  func firstSlot(where holds: (ObservedSlot) -> Bool) -> ObservedSlot? {
    contents.withLock { $0.observed.first(where: holds) }
  }

  /// What the server told that cannot be; each is handed out once.
  func takeViolations() -> [Violation] {
    contents.withLock { contents in
      defer { contents.violations = [] }
      return contents.violations
    }
  }

  func take(_ event: LaunchEvent) {
    contents.withLock { contents in
      switch event {
      case .started(let name, let identifier): contents.identifiers[identifier] = name
      case .restarted(let account):
        contents.identifiers[account.processIdentifier] = account.name
        contents.restarts[account.name] = (account.count, Clock.now)
      case .stopping: contents.isOver = true
      case .progress(.summary): contents.isOver = true
      case .progress(.slot(let slot, _, let ues, _)): contents.take(slot, ues)
      case .progress, .ended, .output, .left, .diedAfterTheEnd, .signalled: break
      }
    }
  }
}

extension RunHistoryLog.Contents {
  /// The longest time without a mark is a few seconds of slots; a run that nobody marks must not grow.
  private static let capacity = 100_000

  fileprivate mutating func take(_ slot: Int, _ ues: [UEProgress]) {
    for ue in ues where !ue.tasks.addsUp {
      violations.append(
        Violation(
          .accounting, slot: slot,
          "\(ue.name): \(ue.tasks.generated) generated, \(ue.tasks.completed) completed, \(ue.tasks.failed) failed, "
            + "\(ue.tasks.queued) queued, \(ue.tasks.inFlight) in flight"))
    }
    if let lastSlot, slot <= lastSlot {
      violations.append(Violation(.slots, slot: slot, "the server told of it after slot \(lastSlot)"))
    }
    lastSlot = slot
    if observed.count >= Self.capacity { observed.removeFirst(Self.capacity / 2) }
    observed.append(
      RunHistoryLog.ObservedSlot(
        slot: slot, time: Clock.now, ues: Set(ues.map(\.name)), completesTask: ues.contains { $0.qoe ?? 0 > 0 }))
  }
}

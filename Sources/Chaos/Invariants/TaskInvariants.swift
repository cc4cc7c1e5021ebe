import Protocol
import Tasks
public import Trace

/// Checks committed slots: that tasks are accounted for, delivered once, and slots have no gap. A fold over the slots of a
/// record, in their order.
public struct TaskInvariants: Sendable {
  /// What the slots so far say of one UE.
  private struct Ledger: Sendable {
    var generated = 0
    var completed = 0
    var failed = 0
    /// All tasks below this one have left the queue: a run without end does not fill the memory.
    private var firstOpen = 1
    /// Those from it on that have left the queue.
    private var done: Set<Int> = []

    func isDone(_ task: Int) -> Bool { (1..<firstOpen).contains(task) || done.contains(task) }

    mutating func finish(_ task: Int) {
      done.insert(task)
      while done.remove(firstOpen) != nil { firstOpen += 1 }
    }
  }

  /// The slot that comes next.
  public private(set) var nextSlot = 0
  private var ledgers: [UEName: Ledger] = [:]

  /// A run without slots.
  public init() {}

  /// Takes the next slot.
  ///
  /// - Parameter slot: as committed.
  /// - Returns: what does not hold in it.
  public mutating func take(_ slot: SlotRecord) -> [Violation] {
    var violations: [Violation] = []
    if slot.slot != nextSlot {
      violations.append(Violation(.slots, slot: slot.slot, "it comes where slot \(nextSlot) belongs"))
    }
    nextSlot = slot.slot + 1
    for ue in slot.ues {
      var ledger = ledgers[ue.name] ?? Ledger()
      if let report = ue.report { violations += Self.check(report, of: ue.name, &ledger, slot.slot) }
      if let outcome = ue.outcome { violations += Self.check(outcome, of: ue, &ledger, slot.slot) }
      ledgers[ue.name] = ledger
    }
    return violations
  }

  private static func check(
    _ report: SlotReport, of ue: UEName, _ ledger: inout Ledger, _ slot: Int
  ) -> [Violation] {
    var violations: [Violation] = []
    if report.generated != report.completed + report.failed + report.queued {
      violations.append(
        Violation(
          .accounting, slot: slot,
          "\(ue) reports \(report.generated) generated, but \(report.completed) completed, \(report.failed) failed and "
            + "\(report.queued) queued"))
    }
    let isKept = report.completed == ledger.completed && report.failed == ledger.failed
    if !isKept || report.generated < ledger.generated {
      violations.append(
        Violation(
          .accounting, slot: slot,
          "\(ue) reports \(report.generated) generated, \(report.completed) completed, \(report.failed) failed; the slots "
            + "before come to \(ledger.generated), \(ledger.completed), \(ledger.failed)"))
    }
    ledger.generated = max(ledger.generated, report.generated)
    (ledger.completed, ledger.failed) = (report.completed, report.failed)
    return violations
  }

  private static func check(
    _ outcome: Outcome, of ue: UESlotRecord, _ ledger: inout Ledger, _ slot: Int
  ) -> [Violation] {
    var violations: [Violation] = []
    let asked = [ue.report?.wish.task, ue.arrival?.task, ue.answer?.task].compactMap(\.self)
    if asked.isEmpty || asked.contains(where: { $0 != outcome.task }) {
      let tasks = asked.map { "\($0)" }.joined(separator: ", ")
      violations.append(
        Violation(
          .singleDelivery, slot: slot,
          "\(ue.name) has an outcome of task \(outcome.task), its report, burst and answer are of \(tasks)"))
    }
    if ledger.isDone(outcome.task) {
      violations.append(
        Violation(.singleDelivery, slot: slot, "\(ue.name)/\(outcome.task) was done in a slot before already"))
    }
    guard outcome.result == .completed || outcome.givenUp else { return violations }
    ledger.finish(outcome.task)
    if outcome.result == .completed { ledger.completed += 1 } else { ledger.failed += 1 }
    return violations
  }

  /// Compares a run's summary with what its slots come to.
  ///
  /// - Parameter summary: of the whole run.
  /// - Returns: what does not fit.
  public func check(_ summary: RunSummary) -> [Violation] {
    var violations: [Violation] = []
    for ue in summary.ues {
      guard let name = try? UEName(ue.name) else { continue }
      let (tasks, ledger) = (ue.tasks, ledgers[name] ?? Ledger())
      guard !tasks.addsUp || tasks.completed != ledger.completed || tasks.failed != ledger.failed else { continue }
      violations.append(
        Violation(
          .accounting,
          "the summary has \(tasks.generated) generated, \(tasks.completed) completed, \(tasks.failed) failed, "
            + "\(tasks.queued) queued, \(tasks.inFlight) in flight for \(ue.name); its slots come to "
            + "\(ledger.completed) completed, \(ledger.failed) failed"))
    }
    if summary.slots != nextSlot {
      violations.append(Violation(.slots, "the summary has \(summary.slots) slots, the record \(nextSlot)"))
    }
    return violations
  }
}

import Offloading
import Protocol
import Quantities
import Roles
import Scenario
import Tasks
import Trace

#if canImport(Glibc)
  import Glibc
#endif

extension EdgeServerRole {
  /// The committed slot as a line of progress.
  func progress(of open: OpenSlot, _ records: [UESlotRecord]) -> RunProgress {
    let ues = records.map { ue in
      let account = accounts[ue.name]
      return UEProgress(
        name: ue.name.rawValue, task: account?.profile.task.rawValue ?? "",
        policy: account?.profile.policy.description ?? "", action: ue.report?.wish.word ?? "late",
        tasks: account?.tasks ?? TaskCounts(),
        snrDecibels: ue.arrival.flatMap { $0.measuredSNR > 0 ? 10 * log10($0.measuredSNR) : nil },
        latencySeconds: ue.outcome?.latency.value, qoe: ue.outcome?.qoe, correct: ue.outcome?.score.isRight,
        bleu: ue.outcome?.score.bleu)
    }
    return .slot(slot: open.slot, of: scenario.slots.count, ues: ues, startError: open.startError)
  }

  /// Ends the run: the summary, a farewell to everybody, and out.
  mutating func conclude(at now: Instant) -> [Step] {
    // Tasks of a slot that is cut short are in flight: neither done nor waiting.
    for name in current?.participants ?? [] {
      guard let report = current?.records[name]?.report, report.wish.task != nil else { continue }
      accounts[name]?.tasks = TaskCounts(
        generated: report.generated, completed: report.completed, failed: report.failed, queued: report.queued - 1,
        inFlight: 1)
    }
    finished = true
    let lines = accounts.sorted { $0.key < $1.key }.map { $0.value.summary(named: $0.key.rawValue) }
    let wall = firstSlotAt.map { now.seconds(since: $0) } ?? 0
    let goodbye = farewells(.runEnded)
    let counters = mailbox.counters
    let summary = RunSummary(
      topology: scenario.name, seed: scenario.seed, clock: scenario.clock.rawValue, runner: runner,
      slots: committedSlots, digest: runsClock ? nil : digest?.text, ues: lines,
      totals: RunTotals(
        tasks: lines.reduce(TaskCounts()) { $0 + $1.tasks }, sumQoE: lines.reduce(0) { $0 + ($1.qoe ?? 0) }),
      messages: MessageSummary(
        sent: counters.sent, received: counters.received, duplicates: counters.duplicates, gaps: counters.gaps,
        refused: counters.refused),
      timing: runsClock
        ? TimingSummary(
          slotStartSeconds: Lateness.median(lateness.slotStarts), answerSeconds: Lateness.median(lateness.answers))
        : nil,
      wallSeconds: wall, slotsPerSecond: wall > 0 ? Double(committedSlots - resumedSlots) / wall : 0,
      resumedAtSlot: resumedSlots > 0 ? resumedSlots : nil)
    // The summary first: whoever hears the farewell is gone before it, and would seem to have left too early.
    return [.note(.progress(.summary(summary)))] + goodbye + [.finish(.completed)]
  }
}

extension Wish {
  /// The wish in one word, for the live table.
  var word: String {
    switch self {
    case .idle: "idle"
    case .local: "local"
    case .offload: "offload"
    }
  }
}

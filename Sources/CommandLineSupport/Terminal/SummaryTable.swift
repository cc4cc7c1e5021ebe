import Tasks
public import Trace

/// A run's summary as a table.
public enum SummaryTable {
  /// The lines: what ran, a row for every UE, totals, digest and messages.
  public static func lines(_ summary: RunSummary) -> [String] {
    var table = TextTable([
      ("UE", .left), ("task", .left), ("policy", .left), ("tasks", .right), ("done", .right), ("failed", .right),
      ("queued", .right), ("in flight", .right), ("QoE", .right), ("latency (ms)", .right), ("energy (mJ)", .right),
      ("expected (%)", .right), ("measured (%)", .right), ("SNR (dB)", .right),
    ])
    for ue in summary.ues {
      table.add([
        ue.name, ue.task, ue.policy, "\(ue.tasks.generated)", "\(ue.tasks.completed)", "\(ue.tasks.failed)",
        "\(ue.tasks.queued)", "\(ue.tasks.inFlight)", FixedPoint.text(ue.qoe, decimals: 3),
        FixedPoint.text(ue.latencySeconds.map { $0 * 1e3 }, decimals: 2),
        FixedPoint.text(ue.energyJoules.map { $0 * 1e3 }, decimals: 2),
        FixedPoint.text(ue.expectedAccuracy.map { $0 * 100 }, decimals: 1),
        FixedPoint.text(ue.measuredAccuracy.map { $0 * 100 }, decimals: 1),
        FixedPoint.text(ue.snrDecibels, decimals: 1),
      ])
    }
    let tasks = summary.totals.tasks
    table.addRule()
    table.add([
      "all", "", "", "\(tasks.generated)", "\(tasks.completed)", "\(tasks.failed)", "\(tasks.queued)",
      "\(tasks.inFlight)", FixedPoint.text(summary.totals.sumQoE, decimals: 3),
    ])
    let resumed = summary.resumedAtSlot.map { ", \(summary.slots - $0) of them since the last restart" } ?? ""
    let head =
      "\(summary.topology): \(summary.slots) slots\(resumed) in \(FixedPoint.text(summary.wallSeconds, decimals: 2)) s "
      + "(\(FixedPoint.text(summary.slotsPerSecond, decimals: 1)) slots/s), seed \(summary.seed), \(summary.clock) clock, "
      + summary.runner
    let messages = summary.messages
    var lines = [head, ""] + table.lines + [""]
    lines.append(
      "messages: \(messages.sent) sent, \(messages.received) received, \(messages.duplicates) duplicates, "
        + "\(messages.gaps) missing, \(messages.refused) refused")
    if let timing = summary.timing {
      let slot = FixedPoint.text(timing.slotStartSeconds.map { $0 * 1e3 }, decimals: 2)
      let answer = FixedPoint.text(timing.answerSeconds.map { $0 * 1e3 }, decimals: 2)
      lines.append("lateness (median): slot starts \(slot) ms, answers \(answer) ms")
    }
    if let digest = summary.digest { lines.append("digest: \(digest)") }
    return lines
  }
}

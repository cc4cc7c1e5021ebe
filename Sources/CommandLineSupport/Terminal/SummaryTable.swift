import Quantities
import Tasks
public import Trace

/// A run's summary as a table.
public enum SummaryTable {
  /// The lines: what ran, a row for every UE, totals, restarts, digest and messages.
  ///
  /// - Parameters:
  ///   - summary: the summary.
  ///   - width: how many characters a line of the table has at most.
  /// - Returns: the lines.
  public static func lines(_ summary: RunSummary, width: Int) -> [String] {
    var lines = [head(summary), ""] + table(summary).lines(within: width) + [""]
    if let note = measureNote(summary) { lines.append(note) }
    if let restarts = summary.restarts {
      let names = restarts.keys.sorted(by: NaturalOrder.precedes)
      lines.append("started again: " + names.map { "\($0) \(times(restarts[$0] ?? 0))" }.joined(separator: ", "))
    }
    let messages = summary.messages
    lines.append(
      "messages: \(messages.sent) sent, \(messages.received) received, \(counted(messages.duplicates, "duplicate")), "
        + "\(messages.gaps) missing, \(messages.refused) refused")
    if let timing = summary.timing {
      let slot = FixedPoint.text(timing.slotStartSeconds.map { $0 * 1e3 }, decimals: 2)
      let answer = FixedPoint.text(timing.answerSeconds.map { $0 * 1e3 }, decimals: 2)
      lines.append("lateness (median): slot starts \(slot) ms, answers \(answer) ms")
    }
    if let digest = summary.digest { lines.append("digest: \(digest)") }
    return lines
  }

  private static func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }

  private static func head(_ summary: RunSummary) -> String {
    let resumed = summary.resumedAtSlot.map { ", \(summary.slots - $0) of them since the last restart" } ?? ""
    return
      "\(summary.topology): \(counted(summary.slots, "slot"))\(resumed) in "
      + "\(FixedPoint.text(summary.wallSeconds, decimals: 2)) s "
      + "(\(FixedPoint.text(summary.slotsPerSecond, decimals: 1)) slots/s), seed \(summary.seed), "
      + "\(summary.clock) clock, \(summary.runner)"
  }

  /// The UEs whose accuracy is another measure than the share of right answers that the heading says.
  private static func measureNote(_ summary: RunSummary) -> String? {
    let names = translators(summary).map(\.name).sorted(by: NaturalOrder.precedes)
    guard !names.isEmpty, names.count < summary.ues.count else { return nil }
    let more = names.count > 6 ? " and \(names.count - 6) more" : ""
    return "accuracies of \(names.prefix(6).joined(separator: ", "))\(more) (translation): BLEU, 0 to 100"
  }

  private static func translators(_ summary: RunSummary) -> [UESummary] {
    summary.ues.filter { $0.task == TaskKind.translation.rawValue }
  }

  private static func table(_ summary: RunSummary) -> TextTable {
    let tasks = summary.totals.tasks
    // Generated = done + failed + queued + in flight is seen in every row: a column of zeros alone may go.
    let nothingFlies = tasks.inFlight == 0 && summary.ues.allSatisfy { $0.tasks.inFlight == 0 }
    let unit = !summary.ues.isEmpty && translators(summary).count == summary.ues.count ? "BLEU" : "%"
    var table = TextTable([
      .init("UE", .left), .init("task", .left, leaves: 2), .init("policy", .left, leaves: 5), .init("tasks", .right),
      .init("done", .right), .init("failed", .right), .init("queued", .right),
      .init("in flight", .right, short: "flying", leaves: nothingFlies ? 1 : nil), .init("QoE", .right),
      .init("latency (ms)", .right, short: "lat./ms", leaves: 6),
      .init("energy (mJ)", .right, short: "en./mJ", leaves: 4),
      .init("expected (\(unit))", .right, short: "exp./\(unit)", leaves: 3),
      .init("measured (\(unit))", .right, short: "meas./\(unit)", leaves: 8),
      .init("SNR (dB)", .right, short: "SNR/dB", leaves: 7),
    ])
    for ue in summary.ues.sorted(by: { NaturalOrder.precedes($0.name, $1.name) }) {
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
    table.addRule()
    table.add([
      "all", "", "", "\(tasks.generated)", "\(tasks.completed)", "\(tasks.failed)", "\(tasks.queued)",
      "\(tasks.inFlight)", FixedPoint.text(summary.totals.sumQoE, decimals: 3),
    ])
    return table
  }
}

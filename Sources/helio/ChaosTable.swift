import Chaos
import CommandLineSupport
import Quantities

/// A run with faults as text.
enum ChaosTable {
  /// One fault as it happened.
  static func line(_ account: FaultAccount) -> String {
    let missed = account.isInPhase ? "" : " (none came)"
    let end = account.recoverySeconds.map { "recovered in \(FixedPoint.text($0, decimals: 3)) s" } ?? "not recovered"
    let faults = account.violations.map { "\n  \($0)" }.joined()
    return "fault \(account.number)  slot \(account.slot)  \(account.fault)\(missed): \(end)\(faults)"
  }

  /// The table per kind, and what the run came to.
  static func lines(_ report: ChaosReport, width: Int) -> [String] {
    var table = TextTable([
      .init("fault", .left), .init("count", .right), .init("median (s)", .right), .init("p99 (s)", .right),
      .init("worst (s)", .right), .init("failures", .right),
    ])
    for (kind, statistics) in report.kinds { table.add(cells(kind.rawValue, statistics)) }
    table.addRule()
    table.add(cells("all", report.total))
    let restarts = report.restarts.sorted { NaturalOrder.precedes($0.key, $1.key) }.map { "\($0.key) \($0.value)" }
    let verdict =
      report.isSound ? "every invariant held" : "\(counted(report.violations.count, "violation")) of what must hold"
    return [
      "\(report.topology): \(counted(report.faults.count, "fault")), \(counted(report.ues, "UE")), "
        + "\(counted(report.slots, "slot")), \(counted(report.completedTasks, "task")) completed, seed \(report.seed)",
      "",
    ] + table.lines(within: width) + [
      "", "time from the restart or the continuation to the next completed task",
      "started again: \(restarts.isEmpty ? "none" : restarts.joined(separator: ", "))", verdict,
    ]
  }

  private static func cells(_ name: String, _ statistics: RecoveryStatistics) -> [String] {
    [
      name, "\(statistics.count)", FixedPoint.text(statistics.medianSeconds, decimals: 3),
      FixedPoint.text(statistics.p99Seconds, decimals: 3), FixedPoint.text(statistics.worstSeconds, decimals: 3),
      "\(statistics.failures)",
    ]
  }
}

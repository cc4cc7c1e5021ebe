import Quantities
import Tasks
public import Trace

/// The state of a run as a table.
public enum StatusTable {
  /// The most columns that a line has.
  public static let width = 100
  /// The longest name that is shown whole.
  static let nameWidth = 12

  /// The lines: what runs, how it goes, a row for every UE.
  ///
  /// - Parameters:
  ///   - status: the run.
  ///   - rows: the most lines for UEs; nil: as many as there are.
  ///   - paint: marks a line as alarming.
  /// - Returns: lines of at most `width` columns.
  public static func lines(
    _ status: RunStatus, rows: Int? = nil, paint: (String) -> String = { $0 }
  ) -> [String] {
    let channel = status.channel
    var lines = [clipped(head(status))]
    let line = "channel: \(channel.state.rawValue)\(ago(channel.silentSeconds))"
    lines.append(channel.state == .attached ? line : paint(line))
    lines.append(clipped(messages(status.messages)))
    if status.serverRestarts > 0 { lines.append("the server was started again \(status.serverRestarts) times") }
    if let digest = status.digest, status.slot > 0 {
      lines.append(clipped("digest after slot \(status.slot - 1): \(digest)"))
    }
    if !status.missing.isEmpty { lines.append(clipped("waiting for \(status.missing.joined(separator: ", "))")) }
    let ues = status.ues.sorted { NaturalOrder.precedes($0.name, $1.name) }
    let shown = ues.prefix(rows ?? ues.count)
    var table = TextTable([
      .init("UE", .left), .init("state", .left), .init("heard (s)", .right), .init("SNR (dB)", .right),
      .init("dist. (m)", .right), .init("queue", .right), .init("done", .right), .init("failed", .right),
      .init("last", .left), .init("restarts", .right),
    ])
    for ue in shown { table.add(cells(ue)) }
    let drawn = table.lines(within: width)
    lines += [""] + drawn.prefix(2).map(clipped)
    for (ue, row) in zip(shown, drawn.dropFirst(2)) {
      lines.append(isAlarming(ue, lease: status.leaseSeconds) ? paint(clipped(row)) : clipped(row))
    }
    if shown.count < ues.count { lines.append("… and \(ues.count - shown.count) more") }
    return lines
  }

  private static func cells(_ ue: UEStatus) -> [String] {
    let name = ue.name.count > nameWidth ? ue.name.prefix(nameWidth - 1) + "…" : ue.name[...]
    return [
      String(name), ue.state.rawValue, FixedPoint.text(ue.heardSeconds, decimals: 1),
      FixedPoint.text(ue.snrDecibels, decimals: 1), FixedPoint.text(ue.distanceMetres, decimals: 1),
      "\(ue.tasks.queued)", "\(ue.tasks.completed)", "\(ue.tasks.failed)",
      // One word of "latency too high" tells it.
      ue.lastOutcome.map { String($0.prefix { $0 != " " }) } ?? "–", "\(ue.restarts)",
    ]
  }

  /// Whoever should be there and is not, or has been silent for half of its lease.
  private static func isAlarming(_ ue: UEStatus, lease: Double) -> Bool {
    switch ue.state {
    case .absent: true
    case .loading, .ready, .attached, .leaving: (ue.heardSeconds ?? 0) > lease / 2
    case .detached: false
    }
  }

  private static func head(_ status: RunStatus) -> String {
    let slots = status.slots.map { "/\($0)" } ?? ""
    return "\(status.topology): \(status.phase.rawValue)  slot \(status.slot)\(slots)  "
      + "\(FixedPoint.text(status.slotsPerSecond, decimals: 1)) slots/s  up \(FixedPoint.clock(status.upSeconds))  "
      + "seed \(status.seed)  \(status.clock) clock"
  }

  private static func ago(_ seconds: Double?) -> String {
    seconds.map { ", heard \(FixedPoint.text($0, decimals: 1)) s ago" } ?? ""
  }

  private static func messages(_ counts: MessageSummary) -> String {
    "messages: \(counts.sent) sent, \(counts.received) received, \(counted(counts.duplicates, "duplicate")), \(counts.gaps) missing, "
      + "\(counts.refused) refused"
  }

  private static func clipped(_ line: String) -> String {
    line.count > width ? line.prefix(width - 1) + "…" : line
  }
}

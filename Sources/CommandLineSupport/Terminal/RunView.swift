import Quantities
import Tasks
public import Trace

/// Shows a run while it goes on: a table that is redrawn in place on a terminal, plain lines elsewhere.
public struct RunView {
  private let terminal: Terminal
  private let isQuiet: Bool
  private var drawnLines = 0
  private var lastShown: ContinuousClock.Instant?
  private var firstSlot: (number: Int, time: ContinuousClock.Instant)?
  private var lastMissing: [String] = []

  /// A view of a run that has not begun.
  ///
  /// - Parameters:
  ///   - terminal: where it is shown.
  ///   - isQuiet: whether only warnings and errors are shown.
  public init(terminal: Terminal = .error, isQuiet: Bool = false) {
    self.terminal = terminal
    self.isQuiet = isQuiet
  }

  /// Shows a piece of progress; summaries are left to `SummaryTable`.
  public mutating func show(_ progress: RunProgress) {
    switch progress {
    case .listening, .observing: break
    case .waiting(let missing):
      guard missing != lastMissing else { break }
      lastMissing = missing
      let names =
        missing.sorted(by: NaturalOrder.precedes).prefix(8).joined(separator: ", ")
        + (missing.count > 8 ? " and \(missing.count - 8) more" : "")
      if !missing.isEmpty { say("waiting for \(names)") }
    case .attached(let ue, let slot): if slot > 0 { say("\(ue) takes part from slot \(slot) on") }
    case .detached(let ue, let slot, let reason): say("\(ue) takes no part from slot \(slot) on: \(reason)")
    case .slot(let slot, let count, let ues, _): showSlot(slot, of: count, ues)
    case .answers(let slot, let reports):
      for report in reports { say(AnswerLines.text(report, slot: slot, terminal)) }
    case .log(let level, let text):
      if level == "warning" || level == "error" { say("\(terminal.red(level)): \(text)", evenQuiet: true) }
    case .summary: leave()
    }
  }

  /// Writes a line above what is redrawn.
  public mutating func say(_ line: String, evenQuiet: Bool = false) {
    guard evenQuiet || !isQuiet else { return }
    erase()
    terminal.write(line + "\n")
  }

  /// Leaves the last table as it stands.
  public mutating func leave() { drawnLines = 0 }

  private mutating func erase() {
    if drawnLines > 0 { terminal.write("\u{1B}[\(drawnLines)A\r\u{1B}[J") }
    drawnLines = 0
  }

  private mutating func showSlot(_ slot: Int, of count: Int?, _ ues: [UEProgress]) {
    let now = ContinuousClock.now
    if firstSlot == nil { firstSlot = (slot, now) }
    let isLast = count == slot + 1
    let pause: Duration = terminal.isInteractive ? .milliseconds(100) : .seconds(1)
    if isQuiet { return }
    if let lastShown, now - lastShown < pause, !isLast { return }
    lastShown = now
    let elapsed = firstSlot.map { (now - $0.time) / .seconds(1) } ?? 0
    let rate = elapsed > 0 ? Double(slot - (firstSlot?.number ?? 0)) / elapsed : nil
    guard terminal.isInteractive else {
      return terminal.write(Self.line(slot, of: count, ues, rate: rate) + "\n")
    }
    let size = terminal.size
    let width = min(size.columns, terminal.tableWidth)
    let lines = Self.table(slot, of: count, ues, rate: rate, rows: max(4, size.rows - 6), width: width)
    erase()
    terminal.write(lines.map { $0.prefix(size.columns) + "\n" }.joined())
    drawnLines = lines.count
  }

  /// A slot as one line.
  static func line(_ slot: Int, of count: Int?, _ ues: [UEProgress], rate: Double?) -> String {
    let tasks = ues.reduce(TaskCounts()) { $0 + $1.tasks }
    let qoe = ues.compactMap(\.qoe).reduce(0, +)
    return
      "slot \(slot + 1)\(count.map { "/\($0)" } ?? "")  \(counted(ues.count, "UE"))  "
      + "tasks done \(tasks.completed)/\(tasks.generated)"
      + "  failed \(tasks.failed)  QoE of the slot \(FixedPoint.text(qoe, decimals: 3))\(left(slot, of: count, rate))"
  }

  /// A slot as a table.
  static func table(
    _ slot: Int, of count: Int?, _ ues: [UEProgress], rate: Double?, rows: Int, width: Int
  ) -> [String] {
    var table = TextTable([
      .init("UE", .left), .init("task", .left, leaves: 1), .init("policy", .left, leaves: 2), .init("action", .left),
      .init("SNR (dB)", .right, short: "SNR/dB", leaves: 4), .init("latency (ms)", .right, short: "lat./ms", leaves: 3),
      .init("QoE", .right), .init("queue", .right), .init("done", .right), .init("failed", .right), .init("ok", .left),
    ])
    for ue in ues.sorted(by: { NaturalOrder.precedes($0.name, $1.name) }).prefix(rows) {
      table.add([
        ue.name, ue.task, ue.policy, ue.action, FixedPoint.text(ue.snrDecibels, decimals: 1),
        FixedPoint.text(ue.latencySeconds.map { $0 * 1000 }, decimals: 2), FixedPoint.text(ue.qoe, decimals: 3),
        "\(ue.tasks.queued)", "\(ue.tasks.completed)", "\(ue.tasks.failed)",
        ue.correct.map { $0 ? "✓" : "✗" } ?? ue.bleu.map { "BLEU \(FixedPoint.text($0, decimals: 0))" } ?? "",
      ])
    }
    let more = ues.count > rows ? ["… and \(ues.count - rows) more"] : []
    let bar = count.map { " " + ProgressLine.bar(slot + 1, of: $0) } ?? ""
    let head = "slot \(slot + 1)\(count.map { "/\($0)" } ?? "")\(bar)\(left(slot, of: count, rate))"
    return [head] + table.lines(within: width) + more
  }

  private static func left(_ slot: Int, of count: Int?, _ rate: Double?) -> String {
    guard let rate, rate > 0 else { return "" }
    let speed = "  \(FixedPoint.text(rate, decimals: 1)) slots/s"
    return speed + (count.map { "  \(FixedPoint.clock(Double($0 - slot - 1) / rate)) left" } ?? "")
  }
}

/// How a long job goes: a bar that is redrawn on a terminal, a line every few seconds elsewhere.
public struct ProgressLine: Sendable {
  private let terminal: Terminal
  private let total: Int?
  private let first: Int
  private let unit: String
  private let start = ContinuousClock.now
  private let patience: Duration
  private var lastShown: ContinuousClock.Instant?
  private var isOpen = false

  /// Begins a job.
  ///
  /// - Parameters:
  ///   - total: the count at the end; nil when there is none.
  ///   - first: the count at the beginning, above 0 for a resumed job.
  ///   - unit: what is counted: "steps".
  ///   - patience: how long nothing is shown: a job that ends sooner is not spoken of.
  ///   - terminal: where it is shown.
  public init(
    total: Int?, from first: Int = 0, unit: String, patience: Duration = .zero, terminal: Terminal = .error
  ) {
    self.total = total
    self.first = first
    self.unit = unit
    self.patience = patience
    self.terminal = terminal
  }

  /// Shows how far the job is, at most ten times a second on a terminal and every five seconds elsewhere; the end
  /// always.
  ///
  /// - Parameters:
  ///   - done: the count now.
  ///   - details: more to say: "loss 0.31".
  public mutating func show(_ done: Int, details: String = "") {
    let now = ContinuousClock.now
    let isEnd = total.map { done >= $0 } ?? false
    let pause: Duration = terminal.isInteractive ? .milliseconds(100) : .seconds(5)
    if lastShown == nil, now - start < patience { return }
    if let lastShown, now - lastShown < pause, !isEnd { return }
    lastShown = now
    isOpen = !isEnd
    let line = text(done, elapsed: (now - start) / .seconds(1), details: details)
    terminal.write(terminal.isInteractive ? "\r\(line)\u{1B}[K\(isEnd ? "\n" : "")" : line + "\n")
  }

  /// Leaves the line as it stands and goes on below it; a job that came to its end has left it already.
  public mutating func end() {
    if terminal.isInteractive, isOpen { terminal.write("\n") }
    isOpen = false
  }

  /// Does a job under a line that shows how far it is.
  ///
  /// - Parameters:
  ///   - unit: what is counted.
  ///   - patience: how long nothing is shown.
  ///   - work: the job, told whom to tell how many are done, of how many.
  /// - Returns: what the job comes to.
  public static func follow<Result>(
    _ unit: String, patience: Duration = .zero, _ work: (@escaping (_ done: Int, _ count: Int) -> Void) throws -> Result
  ) rethrows -> Result {
    var line: ProgressLine?
    defer { line?.end() }
    // May escape, as far as the compiler knows: so may it be handed on to what measures.
    return try work { done, count in
      if line == nil { line = ProgressLine(total: count, unit: unit, patience: patience) }
      line?.show(done)
    }
  }

  /// The line without control characters.
  ///
  /// - Parameters:
  ///   - done: the count now.
  ///   - elapsed: since the beginning, s.
  ///   - details: more to say.
  /// - Returns: bar, counts, details, rate and time left.
  public func text(_ done: Int, elapsed: Double, details: String) -> String {
    let rate = Double(done - first) / max(elapsed, 1e-9)
    let extra = details.isEmpty ? "" : "  \(details)"
    let speed = "\(FixedPoint.text(rate, decimals: rate < 100 ? 1 : 0)) \(unit)/s"
    guard let total else { return "\(done) \(unit)\(extra)  \(speed)" }
    let left = done >= total ? 0 : rate > 0 ? Double(total - done) / rate : nil
    return "\(Self.bar(done, of: total)) \(done)/\(total) \(unit)\(extra)  \(speed)  \(FixedPoint.clock(left)) left"
  }

  /// A bar of 24 cells.
  static func bar(_ done: Int, of total: Int) -> String {
    let cells = min(24, max(0, 24 * done / max(total, 1)))
    return String(repeating: "█", count: cells) + String(repeating: "░", count: 24 - cells)
  }
}

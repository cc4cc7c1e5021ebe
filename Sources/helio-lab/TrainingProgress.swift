import CommandLineSupport
import Glibc
import Semantics

/// One line that follows a training on standard error: a bar on a terminal, now and then a line of a log elsewhere.
struct TrainingProgress {
  private let steps: Int
  private let first: Int
  private let start = ContinuousClock.now
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private var loss: Double?
  private var accuracy = 0.0
  private var lastShown: ContinuousClock.Instant?

  init(steps: Int, from first: Int) {
    self.steps = steps
    self.first = first
  }

  /// Takes in a step; loss and accuracy are shown as running means over about 50 steps.
  mutating func report(_ step: TrainingStep) {
    let weight = loss == nil ? 1 : 0.02
    loss = (loss ?? 0) + weight * (step.loss - (loss ?? 0))
    accuracy += weight * (step.accuracy - accuracy)
    let now = ContinuousClock.now
    let pause: Duration = isTerminal ? .milliseconds(200) : .seconds(10)
    if let lastShown, now - lastShown < pause, step.step < steps { return }
    lastShown = now
    show(step.step, elapsed: now - start)
  }

  private func show(_ step: Int, elapsed: Duration) {
    let speed = Double(step - first) / max(elapsed / .seconds(1), 1e-9)
    let left = Int(Double(steps - step) / max(speed, 1e-9))
    let cells = 24 * step / max(steps, 1)
    let bar = String(repeating: "█", count: cells) + String(repeating: "░", count: 24 - cells)
    let figures =
      "step \(step)/\(steps)  loss \(fixed(loss ?? 0, 3))  accuracy \(fixed(100 * accuracy, 1)) %  "
      + "\(fixed(speed, 1)) steps/s  \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left"
    StandardStream.error.write(isTerminal ? "\r\(bar) \(figures)\u{1B}[K\(step == steps ? "\n" : "")" : figures + "\n")
  }

}

/// A number with a fixed number of decimals.
func fixed(_ value: Double, _ decimals: Int) -> String {
  guard value.isFinite else { return "\(value)" }
  let scale = pow(10, Double(decimals))
  let digits = String(Int((abs(value) * scale).rounded()))
  let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
  let text = padded.dropLast(decimals) + (decimals > 0 ? "." + padded.suffix(decimals) : "")
  return (value < 0 && digits.contains { $0 != "0" } ? "-" : "") + text
}

extension StandardStream {
  /// Writes text as it is.
  func write(_ text: String) { write(Array(text.utf8)) }
}

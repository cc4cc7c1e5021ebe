import CommandLineSupport
import Learning

/// The line that follows a policy's training.
struct PolicyTrainingProgress {
  private var line: ProgressLine
  private let start = ContinuousClock.now
  private var agentSteps = 0

  init(updates: Int, from first: Int) {
    line = ProgressLine(total: updates, from: first, unit: "updates")
  }

  /// Takes in an update.
  mutating func report(_ update: PolicyUpdate) {
    agentSteps += update.agentSteps
    let rate = Double(agentSteps) / max((ContinuousClock.now - start) / .seconds(1), 1e-9)
    let figures = [("reward", update.reward)] + update.figures.map { ($0.name.replacing("_", with: " "), $0.value) }
    line.show(
      update.update,
      details: figures.map { "\($0.0) \(FixedPoint.text($0.1, decimals: 3))" }.joined(separator: "  ")
        + "  \(FixedPoint.text(rate / 1000, decimals: 0))k agent-steps/s")
  }

  /// Leaves the line of a training that did not come to its end.
  mutating func end() { line.end() }
}

import CommandLineSupport
import Semantics

/// The line that follows a training, with loss and accuracy as means over the last 50 steps.
struct TrainingProgress {
  private var line: ProgressLine
  private var loss = RecentMean(of: 50)
  private var accuracy = RecentMean(of: 50)

  init(steps: Int, from first: Int) {
    line = ProgressLine(total: steps, from: first, unit: "steps")
  }

  /// Takes in a step.
  mutating func report(_ step: TrainingStep) {
    loss.add(step.loss)
    accuracy.add(step.accuracy)
    line.show(
      step.step,
      details: "loss \(FixedPoint.text(loss.value, decimals: 3))  "
        + "accuracy \(FixedPoint.text(accuracy.value.map { 100 * $0 }, decimals: 1)) %")
  }

  /// Leaves the line of a training that did not come to its end.
  mutating func end() { line.end() }
}

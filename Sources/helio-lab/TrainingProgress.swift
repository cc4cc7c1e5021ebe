import CommandLineSupport
import Semantics

/// The line that follows a training, with loss and accuracy as running means over about 50 steps.
struct TrainingProgress {
  private var line: ProgressLine
  private var loss: Double?
  private var accuracy = 0.0

  init(steps: Int, from first: Int) {
    line = ProgressLine(total: steps, from: first, unit: "steps")
  }

  /// Takes in a step.
  mutating func report(_ step: TrainingStep) {
    let weight = loss == nil ? 1 : 0.02
    let mean = (loss ?? 0) + weight * (step.loss - (loss ?? 0))
    loss = mean
    accuracy += weight * (step.accuracy - accuracy)
    line.show(
      step.step,
      details: "loss \(FixedPoint.text(mean, decimals: 3))  "
        + "accuracy \(FixedPoint.text(100 * accuracy, decimals: 1)) %")
  }
}

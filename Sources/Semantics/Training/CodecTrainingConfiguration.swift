import Glibc

/// How a codec is trained. It is kept in every checkpoint.
public struct CodecTrainingConfiguration: Hashable, Codable, Sendable {
  /// Names every random stream of the training: weights, order of the samples, augmentation, channel.
  public var seed: UInt64 = 1
  /// The steps of the whole training, one batch each.
  public var steps = 4000
  /// Samples per step.
  public var batchSize = 128
  /// η, the highest learning rate.
  public var learningRate = 2e-3
  /// The steps during which the learning rate rises to η.
  public var warmUpSteps = 200
  /// λ of AdamW.
  public var weightDecay = 0.02
  /// The share of each label spread evenly over all classes.
  public var labelSmoothing = 0.05
  /// The largest norm of the gradient.
  public var gradientNorm = 1.0
  /// The lowest average signal-to-noise ratio in dB.
  public var lowestSNR = -6.0
  /// The highest average signal-to-noise ratio in dB.
  public var highestSNR = 18.0
  /// The probability that a sample meets Rayleigh fading; the others meet noise alone.
  public var rayleighShare = 0.5
  /// The default training.
  public init() {}

  /// The learning rate of a step t of n with w warm-up steps: η·(t + 1)/w before w, then half a cosine down to 0,
  /// η·(1 + cos(π·(t − w)/(n − w)))/2 [Loshchilov17].
  ///
  /// - Parameter step: t, from 0.
  /// - Returns: the learning rate.
  public func learningRate(at step: Int) -> Double {
    if step < warmUpSteps { return learningRate * Double(step + 1) / Double(warmUpSteps) }
    let progress = Double(step - warmUpSteps) / Double(max(1, steps - warmUpSteps))
    return learningRate * 0.5 * (1 + cos(Double.pi * min(progress, 1)))
  }
}

extension CodecTrainingConfiguration {
  /// Refuses values with which no training can run.
  ///
  /// - Throws: ``ModelError`` naming the first of them.
  func check() throws(ModelError) {
    func fault(_ expected: String, _ found: String) -> ModelError {
      ModelError(place: "the training's configuration", expected: expected, found: found, remedy: "Change it")
    }
    for (name, value) in [("steps", steps), ("samples per step", batchSize)] where value < 1 {
      throw fault("at least 1 for the \(name)", "\(value)")
    }
    guard learningRate > 0, learningRate.isFinite else { throw fault("a learning rate above 0", "\(learningRate)") }
    for (name, value) in [("label smoothing", labelSmoothing), ("share that fades", rayleighShare)]
    where !(0...1).contains(value) {
      throw fault("a \(name) from 0 to 1", "\(value)")
    }
    guard gradientNorm > 0 else { throw fault("a largest gradient norm above 0", "\(gradientNorm)") }
    guard weightDecay >= 0, weightDecay.isFinite else { throw fault("a weight decay from 0", "\(weightDecay)") }
    guard lowestSNR <= highestSNR, lowestSNR.isFinite, highestSNR.isFinite else {
      throw fault("a lowest and a highest level in dB", "\(lowestSNR) and \(highestSNR)")
    }
    guard warmUpSteps >= 0 else { throw fault("warm-up steps from 0", "\(warmUpSteps)") }
  }

  /// Refuses a list of numbers of symbols per token to train for that a network cannot send.
  ///
  /// - Throws: ``ModelError``.
  static func check(symbolsPerToken: [Int], maximum: Int) throws(ModelError) {
    guard !symbolsPerToken.isEmpty, symbolsPerToken.allSatisfy({ (1...maximum).contains($0) }) else {
      throw ModelError(
        place: "the training's configuration", expected: "numbers of symbols per token from 1 to \(maximum)",
        found: "\(symbolsPerToken)", remedy: "Change it")
    }
  }
}

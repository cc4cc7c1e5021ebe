/// What is special to the training of a question-answering codec.
public struct QuestionAnsweringTrainingOptions: Hashable, Codable, Sendable {
  /// k^T, the numbers of symbols per word to train for; each batch has one of them.
  public var symbolsPerWord = [4, 8, 12, 16, 20]
  /// k^I, the numbers of symbols per patch to train for; each batch has one of them, whatever its k^T.
  public var symbolsPerPatch = [4, 8, 16, 32]
  /// The most pixels by which a picture is moved, in each direction.
  public var largestShift = 1
  /// The share of the steps, the first ones, in which the picture encoder learns to name what pictures show. Where
  /// nothing is known of the pictures there are no such steps, and none with a clear channel.
  public var describingShare = 0.0857
  /// The share of the steps, behind these, in which the channel is at its best, without fading and with k_max: what
  /// relates one object to another is learned late, and not at all while noise hides where the objects are.
  public var clearShare = 0.5
  /// The share of the steps, behind these, in which the channel is annealed until it is as bad as it is to be: the share e
  /// of them that is done moves the lowest level down from the highest, the share that fades up from 0, and each batch
  /// has k_max with the probability 1 − e.
  public var annealingShare = 0.1786
  /// The weight of the grounding of words in patches in the loss; what the patches show has the weight 1.
  public var groundingWeight = 2.0

  /// The default options.
  public init() {}

  /// For weights that can see and relate already: the whole channel from the first step on.
  public mutating func tunes() {
    (describingShare, clearShare, annealingShare) = (0, 0, 0)
  }
}

/// What the steps of a training are for: describing pictures, answering over a clear channel, over one that is annealed,
/// and over the whole channel.
struct TrainingSchedule {
  private let training: CodecTrainingConfiguration
  /// The first steps, in which pictures are described.
  let describingSteps: Int
  private let clearSteps: Int
  private let annealingSteps: Int

  /// - Parameters:
  ///   - options: the shares of the steps.
  ///   - training: the steps, and the whole channel.
  ///   - describes: whether it is known what pictures show; if not, the channel becomes worse from the first step on.
  init(
    _ options: QuestionAnsweringTrainingOptions, _ training: CodecTrainingConfiguration, describes: Bool
  ) {
    func count(_ share: Double) -> Int { Int((share * Double(training.steps)).rounded()) }
    self.training = training
    describingSteps = describes ? count(options.describingShare) : 0
    clearSteps = describes ? count(options.clearShare) : 0
    annealingSteps = count(options.annealingShare)
  }

  /// e, how far the channel is on its way from its best, 0, to the whole channel, 1; also the probability that the
  /// numbers of symbols are drawn and not the largest ones.
  ///
  /// - Parameter step: from 0.
  /// - Returns: from 0 to 1.
  func badness(at step: Int) -> Double {
    let worse = step - describingSteps - clearSteps
    if worse < 0 { return 0 }
    return worse < annealingSteps ? Double(worse) / Double(annealingSteps) : 1
  }

  /// The training with the lowest level e of the way down from the highest one, and e times the share that fades.
  ///
  /// - Parameter step: from 0.
  /// - Returns: how the step is to be trained.
  func channel(at step: Int) -> CodecTrainingConfiguration {
    let badness = badness(at: step)
    var annealed = training
    annealed.lowestSNR = training.highestSNR + (training.lowestSNR - training.highestSNR) * badness
    annealed.rayleighShare = training.rayleighShare * badness
    return annealed
  }
}

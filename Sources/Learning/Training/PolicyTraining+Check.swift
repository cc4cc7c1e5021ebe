/// A value with which no training can run.
public struct PolicyTrainingFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// What it is a value of, in the words of the option without its hyphens: "learning rate".
  public let quantity: String
  /// The value.
  public let found: String
  /// What it may be.
  public let expected: String

  /// One sentence.
  public var description: String { "the \(quantity) is \(found), expected \(expected)" }
}

extension PolicyTraining {
  /// Refuses values with which no training can run.
  ///
  /// - Throws: ``PolicyTrainingFault`` for the first of them.
  public func check() throws(PolicyTrainingFault) {
    try Self.require(completionBonus.isFinite, "completion bonus", completionBonus, "a finite number")
    try Self.require(remainderPenalty.isFinite, "remainder penalty", remainderPenalty, "a finite number")
    switch method {
    case .mappo(let configuration): try configuration.check()
    case .qLearning(let configuration): try configuration.check()
    }
  }

  fileprivate static func require(
    _ condition: Bool, _ quantity: String, _ found: some Any, _ expected: String
  ) throws(PolicyTrainingFault) {
    guard condition else {
      throw PolicyTrainingFault(quantity: quantity, found: "\(found)", expected: expected)
    }
  }

  fileprivate static func require(
    _ found: Int, in range: ClosedRange<Int>, _ quantity: String
  ) throws(PolicyTrainingFault) {
    try require(range.contains(found), quantity, found, "\(range.lowerBound) to \(range.upperBound)")
  }

  /// What both methods have.
  fileprivate static func checkCommon(_ values: some PolicyTrainingConfiguration) throws(PolicyTrainingFault) {
    try require(values.updates, in: 1...1_000_000, "updates")
    try require(values.environments, in: 1...65_536, "environments")
    try require(values.hidden, in: 1...4096, "hidden")
    let rate = values.learningRate
    try require(rate > 0 && rate <= 1, "learning rate", rate, "above 0, at most 1")
    try require((0...1).contains(values.discount), "discount", values.discount, "0 to 1")
  }
}

extension MAPPOConfiguration {
  fileprivate func check() throws(PolicyTrainingFault) {
    try PolicyTraining.checkCommon(self)
    try PolicyTraining.require(epochs, in: 1...1000, "passes")
    try PolicyTraining.require(minibatches, in: 1...1000, "parts")
    try PolicyTraining.require(
      (0...1).contains(advantageDiscount), "advantage discount", advantageDiscount, "0 to 1")
    try PolicyTraining.require(starts, in: 1...1000, "starts")
    try PolicyTraining.require((0...1).contains(competition), "competition", competition, "0 to 1")
    try PolicyTraining.require(clip > 0 && clip < 1, "clip", clip, "between 0 and 1")
    try PolicyTraining.require(entropyWeight >= 0 && entropyWeight.isFinite, "entropy weight", entropyWeight, "from 0")
    try PolicyTraining.require(criticWeight >= 0 && criticWeight.isFinite, "critic weight", criticWeight, "from 0")
    try PolicyTraining.require(gradientNorm > 0, "gradient norm", gradientNorm, "above 0")
  }
}

extension QLearningConfiguration {
  fileprivate func check() throws(PolicyTrainingFault) {
    try PolicyTraining.checkCommon(self)
    try PolicyTraining.require(levels, in: PolicyDescription.levels, "levels")
    try PolicyTraining.require(memory, in: 1...10_000_000, "memory")
    try PolicyTraining.require(batchSize, in: 1...memory, "batch")
    try PolicyTraining.require(warmUp, in: 0...memory, "warm up")
    try PolicyTraining.require(learningInterval, in: 1...1_000_000, "learning interval")
    try PolicyTraining.require(targetInterval, in: 1...1_000_000, "target interval")
    try PolicyTraining.require(
      (0...1).contains(initialExploration), "initial exploration", initialExploration, "0 to 1")
    try PolicyTraining.require((0...1).contains(finalExploration), "final exploration", finalExploration, "0 to 1")
    try PolicyTraining.require((0...1).contains(explorationShare), "exploration share", explorationShare, "0 to 1")
    try PolicyTraining.require(gradientNorm > 0, "gradient norm", gradientNorm, "above 0")
  }
}

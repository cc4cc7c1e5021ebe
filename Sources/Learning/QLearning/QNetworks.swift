public import Tensors

/// What Q(o, a) is to become: r + γ·Q⁻(o′, a′), a′ the action of the greatest choosing value; r alone after the last step.
///
/// DQN (Mnih et al. 2015) chooses by Q⁻ itself, r + γ·max Q⁻(o′, ·); double DQN (van Hasselt et al. 2016) by Q,
/// r + γ·Q⁻(o′, argmax Q(o′, ·)), so that what the target network takes too high is not chosen for that.
///
/// - Parameters:
///   - rewards: r, `[U, B]`.
///   - continues: 0 where nothing counts any more after the transition, else 1, `[U, B]`.
///   - choosing: the values by which a′ is chosen, `[U, B, A]`.
///   - values: Q⁻(o′, ·), `[U, B, A]`.
///   - discount: γ.
/// - Returns: the targets, `[U, B]`.
/// - Throws: `TensorError` when the shapes do not fit.
public func qLearningTargets(
  rewards: Tensor, continues: Tensor, choosing: Tensor, values: Tensor, discount: Double
) throws(TensorError) -> Tensor {
  let best = try values.gather(axis: 2, choosing.argmax(axis: 2, keepingAxis: true)).squeeze(2)
  return try rewards + best * continues * discount
}

/// The Q-networks of U UEs, their target networks and their optimiser, computed together.
struct QNetworks {
  let online: MultiAgentPerceptron
  let target: MultiAgentPerceptron
  let configuration: QLearningConfiguration
  /// The steps of learning done.
  private(set) var learningSteps = 0
  private var optimizer: Adam

  /// Draws the weights; the target networks begin as copies.
  init(
    _ configuration: QLearningConfiguration, agents: Int, observations: Int, actions: Int, seed: UInt64
  ) throws(TensorError) {
    self.configuration = configuration
    func perceptron() throws(TensorError) -> MultiAgentPerceptron {
      try MultiAgentPerceptron(
        agents: agents, inputs: observations, hidden: configuration.hidden, outputs: actions, outputGain: 0.01,
        generator: TensorGenerator(seed: seed))
    }
    online = try perceptron()
    target = try perceptron()
    optimizer = try Adam(online.parameters, learningRate: configuration.learningRate)
  }

  /// One step of learning, each UE from its own transitions.
  ///
  /// - Parameters:
  ///   - batch: the transitions.
  ///   - learningRate: η.
  /// - Returns: the mean loss.
  /// - Throws: ``LossNotFinite``; nothing was changed then.
  mutating func learn(from batch: TransitionBatch, learningRate: Double) throws -> Double {
    let targets = try withoutGradient { () throws(TensorError) in try self.targets(of: batch) }
    let values = try online(batch.observations).gather(axis: 2, batch.actions.unsqueeze(2)).squeeze(2)
    let error = try values - targets
    let losses: Tensor
    if configuration.isHuber {
      let magnitude = try error.magnitude()
      let bounded = try magnitude.clamped(low: 0, high: 1)
      losses = try bounded.squared() * 0.5 + (magnitude - bounded)
    } else {
      losses = try error.squared() * 0.5
    }
    // Each UE's mean: what one network learns does not depend on how many others there are, apart from the joint bound on
    // the gradient.
    let loss = try losses.mean(axes: [1]).sum()
    optimizer.learningRate = learningRate
    try optimizer.descend(
      loss, of: online.parameters, gradientNorm: configuration.gradientNorm, batch: batch.tensors)
    learningSteps += 1
    if learningSteps.isMultiple(of: configuration.targetInterval) { try copyIntoTarget() }
    return Double(try loss.scalar()) / Double(batch.actions.shape[0])
  }

  /// The index of the action of the greatest value for each observation, `[U, B, F]` to `[U·B]`.
  func greedyActions(_ observations: Tensor) throws(TensorError) -> [Int] {
    try withoutGradient { () throws(TensorError) in try online(observations).argmax(axis: 2).integers() }
  }

  /// Weights of both networks, moments and the steps of learning.
  func state() throws(TensorError) -> [NamedTensor] {
    online.parameters.map { (name: "network.\($0.name)", tensor: $0.tensor) }
      + target.parameters.map { (name: "target.\($0.name)", tensor: $0.tensor) }
      + (try optimizer.state().map { (name: "optimizer.\($0.name)", tensor: $0.tensor) })
      + [(name: "learning_steps", tensor: try Tensor(indices: [learningSteps]))]
  }

  /// Continues from a state.
  mutating func restore(_ state: PolicyState) throws {
    try loadParameters(into: online, from: state.tensors(under: "network."), path: state.path)
    try loadParameters(into: target, from: state.tensors(under: "target."), path: state.path)
    try optimizer.restore(state.tensors(under: "optimizer."))
    learningSteps = try state.count("learning_steps")
  }

  private func targets(of batch: TransitionBatch) throws(TensorError) -> Tensor {
    guard configuration.discount > 0 else { return batch.rewards }
    let values = try target(batch.following)
    return try qLearningTargets(
      rewards: batch.rewards, continues: batch.continues,
      choosing: configuration.isDouble ? try online(batch.following) : values, values: values,
      discount: configuration.discount)
  }

  private func copyIntoTarget() throws(TensorError) {
    for (copy, original) in zip(target.parameters, online.parameters) { try copy.tensor.assign(original.tensor) }
  }
}

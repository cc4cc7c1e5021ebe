import Offloading
import Tensors

/// One start of a training: its networks and their optimiser.
struct MAPPOCandidate {
  let networks: MAPPONetworks
  private let configuration: MAPPOConfiguration
  private var optimizer: Adam

  /// Draws the weights: the same ones for every candidate of a training.
  ///
  /// - Parameters:
  ///   - configuration: how to train.
  ///   - agents: U.
  ///   - observations: F.
  ///   - locals: the UEs that begin with local execution.
  /// - Throws: `TensorError` for sizes that libtorch refuses.
  init(
    _ configuration: MAPPOConfiguration, agents: Int, observations: Int, locals: Set<Int>
  ) throws(TensorError) {
    self.configuration = configuration
    networks = try MAPPONetworks(
      configuration, agents: agents, observations: observations, locals: locals,
      generator: try TensorGenerator(seed: configuration.seed))
    optimizer = try Adam(networks.parameters, learningRate: configuration.learningRate, epsilon: 1e-5)
  }

  /// What a minibatch came to.
  struct Figures {
    /// The mean entropy.
    var entropy = 0.0
    /// −L^Clip of (24).
    var actorLoss = 0.0
    /// L^CR of (26).
    var criticLoss = 0.0
  }

  /// Learns from what its actors played.
  ///
  /// - Parameters:
  ///   - rollout: what was played.
  ///   - update: how many updates there were before.
  /// - Returns: the figures of the last minibatch.
  /// - Throws: ``LossNotFinite``; `TensorError` when memory runs out.
  mutating func learn(from rollout: Rollout, update: Int) throws -> Figures {
    let batch = try batch(of: rollout)
    let remaining = configuration.isAnnealed ? 1 - Double(update) / Double(configuration.updates) : 1
    optimizer.learningRate = configuration.learningRate * remaining
    let entropyWeight = configuration.entropyWeight * remaining
    var figures = Figures()
    let count = batch.offloads.shape[1]
    let size = max(1, count / configuration.minibatches)
    let shuffling = try TensorGenerator(seed: configuration.seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(update))
    for _ in 0..<configuration.epochs {
      let order = try Tensor.permutation(count, generator: shuffling)
      for start in stride(from: 0, through: count - size, by: size) {
        let chosen = try batch.chosen(order.narrow(axis: 0, start: start, length: size))
        figures = try learn(from: chosen, entropyWeight: entropyWeight)
      }
    }
    return figures
  }

  /// Weights and moments, with a prefix.
  func state(under prefix: String) throws -> [NamedTensor] {
    networks.parameters.map { ("\(prefix)network.\($0.name)", $0.tensor) }
      + (try optimizer.state().map { ("\(prefix)optimizer.\($0.name)", $0.tensor) })
  }

  /// Continues from a state.
  mutating func restore(_ state: PolicyState, under prefix: String) throws {
    try loadParameters(into: networks, from: state.tensors(under: "\(prefix)network."), path: state.path)
    try optimizer.restore(state.tensors(under: "\(prefix)optimizer."))
  }

  /// What was played as tensors, with advantages (23) of rewards that are divided by the number of UEs.
  private func batch(of rollout: Rollout) throws -> Minibatch {
    let (agents, capacity) = (rollout.agents, rollout.capacity)
    let played = try Tensor(indices: rollout.isPlayed.indices.filter { rollout.isPlayed[$0] })
    func tensor(_ values: [Float], _ last: Int? = nil) throws -> Tensor {
      try Tensor(values, shape: [agents, capacity] + (last.map { [$0] } ?? [])).indexSelect(axis: 1, played)
    }
    let observations = try tensor(rollout.observations, rollout.features)
    let offloads = try tensor(rollout.offloads)
    let numbers = try tensor(rollout.numbers, HybridActionSpace.components)
    let count = played.shape[0]
    let (logProbabilities, compact) = try withoutGradient {
      (
        try networks.evaluate(observations, offloads: offloads, numbers: numbers).logProbability,
        try networks.values(observations).expand([agents, count]).floats()
      )
    }
    var values = [Float](repeating: 0, count: agents * capacity)
    for (place, index) in try played.integers().enumerated() {
      for agent in 0..<agents { values[agent * capacity + index] = compact[agent * count + place] }
    }
    let rewards = rollout.rewards.map { $0 / Float(agents) }
    var advantages: [Float] = []
    for agent in 0..<agents {
      advantages += generalisedAdvantages(
        rewards: rewards, values: Array(values[agent * capacity..<(agent + 1) * capacity]), isPlayed: rollout.isPlayed,
        environments: rollout.environments, discount: configuration.discount,
        advantageDiscount: configuration.advantageDiscount)
    }
    return Minibatch(
      observations: observations, offloads: offloads, numbers: numbers, isActive: try tensor(rollout.isActive),
      logProbabilities: logProbabilities,
      advantages: try tensor(Self.standardised(advantages, where: rollout.isActive, agents)),
      targets: try tensor(zip(advantages, values).map { $0 + $1 }))
  }

  /// One step along (27).
  private mutating func learn(from batch: Minibatch, entropyWeight: Double) throws -> Figures {
    let total = try batch.isActive.sum() + 1e-6
    let (log, entropy) = try networks.evaluate(batch.observations, offloads: batch.offloads, numbers: batch.numbers)
    let ratio = try (log - batch.logProbabilities).exp()
    let bounded = try ratio.clamped(low: 1 - configuration.clip, high: 1 + configuration.clip)
    // (24), (25).
    let gain = try (ratio * batch.advantages).minimum(bounded * batch.advantages)
    let objective = try (gain * batch.isActive).sum() / total
    let error = try networks.values(batch.observations) - batch.targets
    let criticLoss = try error.squared().mean()
    let meanEntropy = try (entropy * batch.isActive).sum() / total
    // (27), to be made small.
    let loss = try criticLoss * configuration.criticWeight - objective - meanEntropy * entropyWeight
    try optimizer.descend(
      loss, of: networks.parameters, gradientNorm: configuration.gradientNorm, batch: batch.tensors)
    return Figures(
      entropy: Double(try meanEntropy.scalar()), actorLoss: -Double(try objective.scalar()),
      criticLoss: Double(try criticLoss.scalar()))
  }

  /// Each UE's advantages less their mean, over their deviation, of the steps in which it had a task.
  private static func standardised(_ advantages: [Float], where active: [Float], _ agents: Int) -> [Float] {
    let count = advantages.count / agents
    var result = advantages
    for agent in 0..<agents {
      let range = agent * count..<(agent + 1) * count
      var (weight, sum, squares) = (0.0, 0.0, 0.0)
      for index in range where active[index] > 0 {
        weight += 1
        sum += Double(advantages[index])
        squares += Double(advantages[index]) * Double(advantages[index])
      }
      let mean = weight > 0 ? sum / weight : 0
      let deviation = max(squares / max(weight, 1) - mean * mean, 0).squareRoot() + 1e-8
      for index in range { result[index] = Float((Double(advantages[index]) - mean) / deviation) }
    }
    return result
  }
}

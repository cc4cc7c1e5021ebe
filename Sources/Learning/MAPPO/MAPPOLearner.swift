public import Offloading
public import Tensors

/// Multi-agent proximal policy optimisation, Section IV of Ji et al. [Ji24]: plays whole episodes in many environments, then
/// moves the actors along the clipped objective (24) and the critic towards A + V, the discounted rewards (26) as (23) estimates them.
///
/// A learner belongs to one thread. The same configuration and problem make the same weights on the same machine.
public final class MAPPOLearner: PolicyLearner {
  /// How it trains.
  public let configuration: MAPPOConfiguration
  /// What it trains for.
  public let problem: OffloadingProblem
  /// The updates done.
  public private(set) var update = 0

  let networks: MAPPONetworks
  private var optimizer: Adam
  private var player: MAPPOPlayer

  /// Draws the weights.
  ///
  /// - Parameters:
  ///   - problem: what to play.
  ///   - configuration: how to train.
  /// - Throws: `TensorError` for sizes that libtorch refuses, `LinkError` for channels that cannot be.
  public init(_ problem: OffloadingProblem, _ configuration: MAPPOConfiguration = MAPPOConfiguration()) throws {
    self.problem = problem
    self.configuration = configuration
    let generator = try TensorGenerator(seed: configuration.seed)
    networks = try MAPPONetworks(
      configuration, agents: problem.players.count, observations: ObservationLayout(problem).count,
      generator: generator)
    optimizer = try Adam(networks.parameters, learningRate: configuration.learningRate, epsilon: 1e-5)
    player = try MAPPOPlayer(problem, configuration)
  }

  /// MAPPO with its configuration.
  public var method: PolicyTraining.Method { .mappo(configuration) }

  /// The actors as they are deployed, by player.
  public func actors() throws -> [ActorNetwork] {
    let layout = ObservationLayout(problem)
    let space = ActionSpace(.hybrid, problem.offloading)
    return try problem.players.indices.map { player in
      ActorNetwork(network: try networks.actor.perceptron(of: player), layout: layout, space: space, player: player)
    }
  }

  /// Plays, then learns.
  ///
  /// - Returns: the update's figures: the mean entropy, −L^Clip of (24) and L^CR of (26) of the last minibatch.
  /// - Throws: ``LossNotFinite``; `LinkError` for channels that cannot be, `TensorError` when memory runs out.
  public func advance() throws -> PolicyUpdate {
    try player.play(update: update, networks)
    let batch = try batch(of: player.rollout)
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
    update += 1
    return PolicyUpdate(
      update: update, reward: player.rollout.meanReward, agentSteps: player.rollout.agentSteps,
      figures: [
        .init("entropy", figures.entropy), .init("actor_loss", figures.actorLoss),
        .init("critic_loss", figures.criticLoss),
      ])
  }

  /// Weights and moments.
  public func state() throws -> [NamedTensor] {
    networks.parameters.map { ("network.\($0.name)", $0.tensor) }
      + (try optimizer.state().map { ("optimizer.\($0.name)", $0.tensor) })
  }

  /// Continues from a state.
  public func restore(_ state: PolicyState) throws {
    try loadParameters(into: networks, from: state.tensors(under: "network."), path: state.path)
    try optimizer.restore(state.tensors(under: "optimizer."))
    update = state.update
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

  /// What a minibatch came to.
  private struct Figures {
    var entropy = 0.0
    var actorLoss = 0.0
    var criticLoss = 0.0
  }

  /// One step along (27).
  private func learn(from batch: Minibatch, entropyWeight: Double) throws -> Figures {
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

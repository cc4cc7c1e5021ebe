import Glibc
public import Offloading
import Quantities
import Radio
import Randomness
import Tensors

/// What an update came to.
public struct MAPPOUpdate: Hashable, Sendable {
  /// The update's number, from 1.
  public var update: Int
  /// The mean of r_t over the steps that were played.
  public var reward: Double
  /// The mean entropy of the policies.
  public var entropy: Double
  /// −L^Clip of (24), the mean over the last pass.
  public var actorLoss: Double
  /// L^CR of (26), the mean over the last pass.
  public var criticLoss: Double
  /// Whether a loss was not a number: the weights are those before the update.
  public var isFinite: Bool
}

/// Multi-agent proximal policy optimisation, Section IV of Ji et al. [Ji24]: plays many environments in step, then moves the
/// actors along the clipped objective (24) and the critic towards the discounted rewards (26).
///
/// A learner belongs to one thread. The same configuration and problem make the same weights on the same machine.
public final class MAPPOLearner {
  /// How it trains.
  public let configuration: MAPPOConfiguration
  /// What it trains for.
  public let problem: OffloadingProblem
  /// The updates done.
  public private(set) var update = 0

  private let layout: ObservationLayout
  private let space: HybridActionSpace
  private let networks: MAPPONetworks
  private var optimizer: Adam
  private var environment: OffloadingEnvironment
  private var actions: ActionBatch
  private var episodes: UInt64
  private var observations: [Float]
  private let agents: Int

  /// Draws the weights and begins the first episodes.
  ///
  /// - Parameters:
  ///   - problem: what to play.
  ///   - configuration: how to train.
  /// - Throws: `TensorError` for sizes that libtorch refuses, `LinkError` for channels that cannot be.
  public init(_ problem: OffloadingProblem, _ configuration: MAPPOConfiguration = MAPPOConfiguration()) throws {
    self.problem = problem
    self.configuration = configuration
    agents = problem.players.count
    layout = ObservationLayout(problem)
    space = HybridActionSpace(problem.offloading)
    let generator = try TensorGenerator(seed: configuration.seed)
    networks = try MAPPONetworks(
      configuration, agents: agents, observations: layout.count, generator: generator)
    optimizer = try Adam(networks.parameters, learningRate: configuration.learningRate, epsilon: 1e-5)
    let seeds = (0..<configuration.environments).map { Self.seed(ofEpisode: UInt64($0), configuration.seed) }
    episodes = UInt64(seeds.count)
    environment = try OffloadingEnvironment(problem, seeds: seeds)
    actions = ActionBatch(count: seeds.count * agents)
    observations = Array(repeating: 0, count: agents * seeds.count * layout.count)
    observe()
  }

  /// The seed of a training episode: the first word of the stream (seed, "training episode", episode), its highest bit set, so
  /// that no test episode, whose seeds are small, is ever trained on.
  static func seed(ofEpisode episode: UInt64, _ seed: UInt64) -> UInt64 {
    var stream = RandomStream(seed: seed, purpose: "training episode", slot: Int(episode & 0xFFFF_FFFF))
    return stream.next() | 1 << 63
  }

  /// The actors as they are deployed, by player.
  public func actors() throws -> [ActorNetwork] {
    try (0..<agents).map { try networks.actorNetwork(of: $0, layout: layout, space: space) }
  }

  /// Plays, then learns.
  public func advance() throws -> MAPPOUpdate {
    let (rollout, last) = try play()
    let result = try learn(from: rollout, last)
    update += 1
    return result
  }

  // MARK: - Playing

  private func observe() {
    let count = environment.count
    for agent in 0..<agents {
      for index in 0..<count {
        layout.write(
          environment.observation(index, agent), of: agent, into: &observations,
          at: (agent * count + index) * layout.count)
      }
    }
  }

  /// V of what the environments show: per UE and environment.
  private func currentValues() throws -> [Float] {
    let count = environment.count
    let seen = try Tensor(observations, shape: [agents, count, layout.count])
    let values = try withoutGradient { try networks.values(seen).expand([agents, count]).floats() }
    return values
  }

  private func play() throws -> (Rollout, nextValues: [Float]) {
    let count = environment.count
    let features = layout.count
    var rollout = Rollout(
      agents: agents, steps: configuration.stepsPerUpdate, environments: count, features: features)
    var nextValues = [Float](repeating: 0, count: agents * configuration.stepsPerUpdate * count)
    let deviations = try networks.logDeviation.exp().floats()
    for step in 0..<configuration.stepsPerUpdate {
      let seen = try Tensor(observations, shape: [agents, count, features])
      let outputs = try withoutGradient { try networks.actor(seen).floats() }
      var stream = RandomStream(
        seed: configuration.seed, purpose: "exploration", slot: update * configuration.stepsPerUpdate + step)
      for agent in 0..<agents {
        let deviation = (deviations.count == HybridActionSpace.components ? 0 : agent) * HybridActionSpace.components
        for index in 0..<count {
          let place = rollout.place(agent, step, index)
          let output = (agent * count + index) * ActorNetwork.outputs
          // P(ρ = 1) = σ(ℓ₁ − ℓ₀).
          let offloads = Float(stream.uniform()) * (1 + expf(outputs[output] - outputs[output + 1])) < 1
          var drawn: (Float, Float, Float) = (0, 0, 0)
          drawn.0 = outputs[output + 2] + deviations[deviation] * Float(stream.normal())
          drawn.1 = outputs[output + 3] + deviations[deviation + 1] * Float(stream.normal())
          drawn.2 = outputs[output + 4] + deviations[deviation + 2] * Float(stream.normal())
          rollout.offloads[place] = offloads ? 1 : 0
          rollout.numbers[place * 3] = drawn.0
          rollout.numbers[place * 3 + 1] = drawn.1
          rollout.numbers[place * 3 + 2] = drawn.2
          let key = index * agents + agent
          rollout.isActive[place] = environment.queues[key] > 0 ? 1 : 0
          actions[key] = space.decision(offloads: offloads, bid: drawn.0, power: drawn.1, frequency: drawn.2)
          for feature in 0..<features {
            rollout.observations[place * features + feature] =
              observations[(agent * count + index) * features + feature]
          }
        }
      }
      try environment.step(actions)
      for index in 0..<count {
        let place = step * count + index
        rollout.rewards[place] = Float(environment.rewards[index]) * Self.rewardScale
        rollout.continues[place] = environment.isTerminal[index] ? 0 : 1
        rollout.isSameEpisode[place] = environment.isTerminal[index] ? 0 : 1
        if environment.isTerminal[index] {
          try environment.reset(index, seed: Self.seed(ofEpisode: episodes, configuration.seed))
          episodes += 1
        }
      }
      observe()
      if configuration.discount > 0 {
        let values = try currentValues()
        for agent in 0..<agents {
          for index in 0..<count { nextValues[rollout.place(agent, step, index)] = values[agent * count + index] }
        }
      }
    }
    return (rollout, nextValues)
  }

  /// Brings sums of four QoE to the order of 1.
  private static let rewardScale: Float = 0.2

  // MARK: - Learning

  private func learn(from rollout: Rollout, _ nextValues: [Float]) throws -> MAPPOUpdate {
    let samples = rollout.steps * rollout.environments
    let observations = try Tensor(rollout.observations, shape: [agents, samples, rollout.features])
    let offloads = try Tensor(rollout.offloads, shape: [agents, samples])
    let numbers = try Tensor(rollout.numbers, shape: [agents, samples, HybridActionSpace.components])
    let active = try Tensor(rollout.isActive, shape: [agents, samples])
    let (old, values) = try withoutGradient {
      (
        try networks.evaluate(observations, offloads: offloads, numbers: numbers).logProbability,
        try networks.values(observations).expand([agents, samples]).floats()
      )
    }
    let advantages = advantages(rollout, values, nextValues)
    let targets = try Tensor(zip(advantages, values).map { $0 + $1 }, shape: [agents, samples])
    let normalised = try Tensor(Self.standardised(advantages, rollout.isActive, agents), shape: [agents, samples])

    let progress = Double(update) / Double(configuration.updates)
    optimizer.learningRate = configuration.learningRate * (1 - progress)
    let entropyWeight = configuration.entropyWeight * (1 - progress)
    var result = MAPPOUpdate(
      update: update + 1, reward: Double(rollout.rewards.reduce(0, +)) / Double(samples * 1) / Double(Self.rewardScale),
      entropy: 0, actorLoss: 0, criticLoss: 0, isFinite: true)
    let size = samples / configuration.minibatches
    let shuffling = try TensorGenerator(seed: configuration.seed &* 1_000_003 &+ UInt64(update))
    for _ in 0..<configuration.epochs {
      let order = try Tensor.permutation(samples, generator: shuffling)
      for part in 0..<configuration.minibatches {
        let chosen = try order.narrow(axis: 0, start: part * size, length: size)
        let seen = try observations.indexSelect(axis: 1, chosen)
        let weight = try active.indexSelect(axis: 1, chosen)
        let total = try weight.sum() + 1e-6
        let (log, entropy) = try networks.evaluate(
          seen, offloads: offloads.indexSelect(axis: 1, chosen), numbers: numbers.indexSelect(axis: 1, chosen))
        let ratio = try (log - old.indexSelect(axis: 1, chosen)).exp()
        let advantage = try normalised.indexSelect(axis: 1, chosen)
        let clipped = try ratio.clamped(low: 1 - configuration.clip, high: 1 + configuration.clip) * advantage
        let objective = try ((ratio * advantage).minimum(clipped) * weight).sum() / total
        let error = try (networks.values(seen).expand([agents, size]) - targets.indexSelect(axis: 1, chosen))
        let criticLoss = try error.squared().mean()
        let meanEntropy = try (entropy * weight).sum() / total
        let loss = try criticLoss * configuration.criticWeight - objective - meanEntropy * entropyWeight
        let value = Double(try loss.scalar())
        guard value.isFinite else {
          result.isFinite = false
          return result
        }
        optimizer.clearGradients()
        try loss.backward()
        try clipGradientNorm(networks.parameters, maximum: configuration.gradientNorm)
        try optimizer.step()
        result.actorLoss = -Double(try objective.scalar())
        result.criticLoss = Double(try criticLoss.scalar())
        result.entropy = Double(try meanEntropy.scalar())
      }
    }
    return result
  }

  private func advantages(_ rollout: Rollout, _ values: [Float], _ nextValues: [Float]) -> [Float] {
    let samples = rollout.steps * rollout.environments
    return (0..<agents).flatMap { agent in
      let range = agent * samples..<(agent + 1) * samples
      return generalisedAdvantages(
        rewards: rollout.rewards, values: Array(values[range]), nextValues: Array(nextValues[range]),
        continues: rollout.continues, isSameEpisode: rollout.isSameEpisode, environments: rollout.environments,
        discount: configuration.discount, advantageDiscount: configuration.advantageDiscount)
    }
  }

  /// Each UE's advantages less their mean, over their deviation, over the steps in which it had a task.
  private static func standardised(_ advantages: [Float], _ active: [Float], _ agents: Int) -> [Float] {
    let samples = advantages.count / agents
    var result = advantages
    for agent in 0..<agents {
      let range = agent * samples..<(agent + 1) * samples
      var (count, sum, squares) = (0.0, 0.0, 0.0)
      for index in range where active[index] > 0 {
        count += 1
        sum += Double(advantages[index])
        squares += Double(advantages[index]) * Double(advantages[index])
      }
      let mean = count > 0 ? sum / count : 0
      let deviation = (max(squares / max(count, 1) - mean * mean, 0)).squareRoot() + 1e-8
      for index in range { result[index] = Float((Double(advantages[index]) - mean) / deviation) }
    }
    return result
  }
}

public import Offloading
import Randomness
public import Tensors

/// Deep Q-networks for all UEs of a problem, each with a network and a replay memory of its own, played and trained in step:
/// DQN or double DQN of Ji et al. [Ji24], Section V, with the rewards of MAPPO, r_t divided by the number of UEs.
///
/// A UE with an empty queue does nothing that matters. With γ = 0 such a step is forgotten; with γ > 0 it is remembered with
/// an action drawn like any other, since what the others come to then is part of what the step before led to.
///
/// A learner belongs to one thread. The same configuration and problem make the same weights on the same machine.
public final class MultiAgentQLearner: PolicyLearner {
  /// How it trains.
  public let configuration: QLearningConfiguration
  /// What it trains for.
  public let problem: OffloadingProblem
  /// The updates done.
  public private(set) var update = 0

  private let layout: ObservationLayout
  private let space: DiscreteActionSpace
  private var networks: QNetworks
  private var memories: [ReplayMemory]
  private var environment: OffloadingEnvironment
  private var actions: ActionBatch
  /// o of all UEs in all environments, `[U, N, F]`, and those of the step before.
  private var observations: [Float]
  private var earlier: [Float]
  /// Steps of play of all environments at once.
  private var playedSteps = 0

  /// Draws the weights.
  ///
  /// - Parameters:
  ///   - problem: what to play.
  ///   - configuration: how to train.
  /// - Throws: `TensorError` for sizes that libtorch refuses, `LinkError` for channels that cannot be.
  public init(_ problem: OffloadingProblem, _ configuration: QLearningConfiguration = QLearningConfiguration()) throws {
    self.problem = problem
    self.configuration = configuration
    layout = ObservationLayout(problem)
    space = DiscreteActionSpace(problem.offloading, levels: configuration.levels)
    let agents = problem.players.count
    networks = try QNetworks(
      configuration, agents: agents, observations: layout.count, actions: space.count, seed: configuration.seed)
    memories = Array(repeating: ReplayMemory(capacity: configuration.memory, features: layout.count), count: agents)
    environment = try OffloadingEnvironment(
      problem, seeds: (0..<configuration.environments).map { UInt64($0) })
    actions = ActionBatch(count: configuration.environments * agents)
    observations = Array(repeating: 0, count: agents * configuration.environments * layout.count)
    earlier = observations
  }

  /// Q-learning with its configuration.
  public var method: PolicyTraining.Method { .qLearning(configuration) }

  /// The greedy actors as they are deployed, by player.
  public func actors() throws -> [ActorNetwork] {
    try problem.players.indices.map { player in
      ActorNetwork(
        network: try networks.online.perceptron(of: player), layout: layout, space: .discrete(space), player: player)
    }
  }

  /// Plays an episode in every environment and learns while it is played.
  ///
  /// - Returns: the update's figures: ε and the mean loss, 0 before the memories hold enough.
  /// - Throws: ``LossNotFinite``; `LinkError` for channels that cannot be, `TensorError` when memory runs out.
  public func advance() throws -> PolicyUpdate {
    var seeds = RandomStream(seed: configuration.seed, purpose: "training episodes", slot: update)
    // The highest bit is set: no episode with a small seed, as tests and evaluations have them, is ever trained on.
    for index in 0..<environment.count { try environment.reset(index, seed: seeds.next() | 1 << 63) }
    let exploration = configuration.exploration(at: update)
    var draws = RandomStream(seed: configuration.seed, purpose: "exploration", slot: update)
    let remaining = configuration.learningRateFalls ? 1 - Double(update) / Double(configuration.updates) : 1
    var (reward, played, loss, lessons) = (0.0, 0, 0.0, 0)
    observe()
    while environment.isTerminal.contains(false) {
      let chosen = try choose(exploration, &draws)
      let isOpen = environment.isTerminal.map { !$0 }
      let hadTask = environment.queues.map { $0 > 0 }
      try environment.step(actions)
      swap(&observations, &earlier)
      observe()
      for index in 0..<environment.count where isOpen[index] {
        reward += environment.rewards[index]
        played += 1
        remember(index, chosen, hadTask)
      }
      playedSteps += 1
      guard playedSteps.isMultiple(of: configuration.learningInterval) else { continue }
      if let value = try learn(learningRate: configuration.learningRate * remaining) {
        loss += value
        lessons += 1
      }
    }
    update += 1
    return PolicyUpdate(
      update: update, reward: reward / Double(max(played, 1)), agentSteps: played * memories.count,
      figures: [.init("exploration", exploration), .init("loss", loss / Double(max(lessons, 1)))])
  }

  /// Weights, moments, replay memories and how often was played.
  public func state() throws -> [NamedTensor] {
    var state = try networks.state()
    for (memory, player) in zip(memories, problem.players) {
      state += try memory.state().map { (name: "memory.\(player.name).\($0.name)", tensor: $0.tensor) }
    }
    return state + [(name: "played_steps", tensor: try Tensor(indices: [playedSteps]))]
  }

  /// Continues from a state.
  public func restore(_ state: PolicyState) throws {
    try networks.restore(state)
    for (index, player) in problem.players.enumerated() {
      memories[index] = try ReplayMemory(
        state, under: "memory.\(player.name).", capacity: configuration.memory, features: layout.count,
        actions: space.count)
    }
    playedSteps = try state.count("played_steps")
    update = state.update
  }

  private func observe() {
    for agent in memories.indices {
      for index in 0..<environment.count {
        layout.write(
          environment.observation(index, agent), of: agent, into: &observations,
          at: (agent * environment.count + index) * layout.count)
      }
    }
  }

  /// ε-greedy actions, `[U·N]`.
  private func choose(_ exploration: Double, _ draws: inout RandomStream) throws -> [Int] {
    let (agents, count) = (memories.count, environment.count)
    var chosen = try networks.greedyActions(Tensor(observations, shape: [agents, count, layout.count]))
    for agent in 0..<agents {
      for index in 0..<count {
        let place = agent * count + index
        if draws.uniform() < exploration { chosen[place] = draws.integer(below: space.count) }
        actions[index * agents + agent] = space.decision(chosen[place])
      }
    }
    return chosen
  }

  private func remember(_ index: Int, _ chosen: [Int], _ hadTask: [Bool]) {
    let (agents, count, features) = (memories.count, environment.count, layout.count)
    // Nobody learns before everybody remembers enough: whose queue is empty for long remembers that.
    let least = max(configuration.warmUp, configuration.batchSize)
    for agent in 0..<agents
    where hadTask[index * agents + agent] || configuration.discount > 0 || memories[agent].count < least {
      let place = agent * count + index
      let range = place * features..<(place + 1) * features
      memories[agent].remember(
        earlier[range], action: chosen[place], reward: Float(environment.rewards[index] / Double(agents)),
        next: observations[range], isTerminal: environment.isTerminal[index])
    }
  }

  private func learn(learningRate: Double) throws -> Double? {
    let least = max(configuration.warmUp, configuration.batchSize)
    guard memories.allSatisfy({ $0.count >= least }) else { return nil }
    var streams = problem.players.map {
      RandomStream(seed: configuration.seed, purpose: "replay", ue: $0.name, slot: networks.learningSteps)
    }
    let batch = try TransitionBatch(memories, size: configuration.batchSize, streams: &streams)
    return try networks.learn(from: batch, learningRate: learningRate)
  }
}

import Glibc
import Offloading
import Quantities
import Radio
import Randomness
import Tensors

/// Plays episodes with the actors' own randomness.
struct MAPPOPlayer {
  private let problem: OffloadingProblem
  private let seed: UInt64
  private let layout: ObservationLayout
  private let space: HybridActionSpace
  private var environment: OffloadingEnvironment
  private var actions: ActionBatch
  private var observations: [Float]
  private(set) var rollout: Rollout

  init(_ problem: OffloadingProblem, _ configuration: MAPPOConfiguration) throws {
    self.problem = problem
    seed = configuration.seed
    layout = ObservationLayout(problem, version: configuration.observation)
    space = HybridActionSpace(problem.offloading)
    let agents = problem.players.count
    environment = try OffloadingEnvironment(
      problem, seeds: (0..<configuration.environments).map { UInt64($0) })
    actions = ActionBatch(count: configuration.environments * agents)
    observations = Array(repeating: 0, count: agents * configuration.environments * layout.count)
    rollout = Rollout(
      agents: agents, steps: problem.steps, environments: configuration.environments, features: layout.count)
  }

  /// Plays an episode in every environment, to its end.
  ///
  /// - Parameters:
  ///   - update: how many updates there were before; it names the episodes and the exploration.
  ///   - networks: the actors.
  /// - Throws: `LinkError` for channels that cannot be, `TensorError` when memory runs out.
  mutating func play(update: Int, _ networks: MAPPONetworks) throws {
    rollout.clear()
    var seeds = RandomStream(seed: seed, purpose: "training episodes", slot: update)
    // The highest bit is set: no episode with a small seed, as tests and evaluations have them, is ever trained on.
    for index in 0..<environment.count { try environment.reset(index, seed: seeds.next() | 1 << 63) }
    var exploration = RandomStream(seed: seed, purpose: "exploration", slot: update)
    let deviations = try networks.logDeviation.exp().floats()
    for step in 0..<problem.steps where environment.isTerminal.contains(false) {
      try decide(step, networks, deviations, &exploration)
      let isOpen = environment.isTerminal.map { !$0 }
      try environment.step(actions)
      for index in 0..<environment.count where isOpen[index] {
        rollout.isPlayed[step * environment.count + index] = true
        rollout.rewards[step * environment.count + index] = Float(environment.rewards[index])
      }
    }
  }

  private mutating func decide(
    _ step: Int, _ networks: MAPPONetworks, _ deviations: [Float], _ exploration: inout RandomStream
  ) throws {
    let (count, features, components) = (environment.count, layout.count, HybridActionSpace.components)
    for agent in 0..<rollout.agents {
      for index in 0..<count {
        layout.write(
          environment.observation(index, agent), of: agent, into: &observations,
          at: (agent * count + index) * features)
      }
    }
    let seen = try Tensor(observations, shape: [rollout.agents, count, features])
    let outputs = try withoutGradient { try networks.actor(seen).floats() }
    for agent in 0..<rollout.agents {
      let deviation = (deviations.count == components ? 0 : agent) * components
      for index in 0..<count {
        let place = agent * rollout.capacity + step * count + index
        let output = (agent * count + index) * HybridActionSpace.outputs
        // P(ρ = 1) = σ(ℓ₁ − ℓ₀).
        let offloads = exploration.uniform() * (1 + exp(Double(outputs[output] - outputs[output + 1]))) < 1
        for component in 0..<components {
          rollout.numbers[place * components + component] =
            outputs[output + 2 + component] + deviations[deviation + component] * Float(exploration.normal())
        }
        rollout.offloads[place] = offloads ? 1 : 0
        let key = index * rollout.agents + agent
        rollout.isActive[place] = !environment.isTerminal[index] && environment.queues[key] > 0 ? 1 : 0
        actions[key] = space.decision(
          offloads: offloads, bid: rollout.numbers[place * components],
          power: rollout.numbers[place * components + 1], frequency: rollout.numbers[place * components + 2])
        for feature in 0..<features {
          rollout.observations[place * features + feature] =
            observations[(agent * count + index) * features + feature]
        }
      }
    }
  }
}

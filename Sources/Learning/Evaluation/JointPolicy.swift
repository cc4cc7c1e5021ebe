public import Offloading
import Randomness

/// Who decides for all UEs of an environment.
public protocol JointPolicy {
  /// Decides a step of an environment.
  ///
  /// - Parameters:
  ///   - environments: all of them.
  ///   - environment: the one to decide for.
  ///   - actions: where the decisions of its UEs go.
  mutating func decide(_ environments: OffloadingEnvironment, _ environment: Int, into actions: inout ActionBatch)

  /// What it has taken so far.
  var work: DecisionWork { get }
}

/// A policy of the topology, the same for all UEs.
public struct FixedJointPolicy: JointPolicy {
  private let policy: Policy

  /// Nothing is computed.
  public var work: DecisionWork { .alone(multiplyAdds: 0) }

  /// - Parameter policy: local, remote or random; random draws what a UE's process of the same seed draws.
  public init(_ policy: Policy) { self.policy = policy }

  /// Decides as each UE does by itself.
  public mutating func decide(
    _ environments: OffloadingEnvironment, _ environment: Int, into actions: inout ActionBatch
  ) {
    for (player, profile) in environments.problem.players.enumerated() {
      var stream = RandomStream(
        seed: environments.seeds[environment], purpose: "policy", ue: profile.name,
        slot: environments.steps[environment])
      actions[environment * environments.players + player] = policy.decision(
        for: environments.observation(environment, player), parameters: environments.problem.offloading,
        stream: &stream)
    }
  }
}

/// Trained actors, each of which sees its own UE alone.
public struct ActorsPolicy: JointPolicy {
  private let actors: [ActorNetwork]

  /// The multiply-adds of the largest actor.
  public var work: DecisionWork { .alone(multiplyAdds: actors.map(\.multiplyAdds).max() ?? 0) }

  /// - Parameter actors: by player.
  public init(_ actors: [ActorNetwork]) { self.actors = actors }

  /// Decides as each UE does by itself.
  public mutating func decide(
    _ environments: OffloadingEnvironment, _ environment: Int, into actions: inout ActionBatch
  ) {
    for player in 0..<environments.players {
      actions[environment * environments.players + player] = actors[player].decision(
        for: environments.observation(environment, player))
    }
  }
}

/// Exhaustive search, which sees every UE's channel.
public struct ExhaustivePolicy: JointPolicy {
  private let search: ExhaustiveSearch
  private var evaluations = 0
  private var decisions = 0

  /// What was looked up so far.
  public var work: DecisionWork {
    .jointly(
      evaluations: Double(evaluations) / Double(max(decisions, 1)),
      grid: (0..<search.players).reduce(1) { product, _ in product * Double(search.levels.actionCount) })
  }

  /// - Parameter search: made for the problem.
  public init(_ search: ExhaustiveSearch) { self.search = search }

  /// Takes the best joint action of the grid.
  public mutating func decide(
    _ environments: OffloadingEnvironment, _ environment: Int, into actions: inout ActionBatch
  ) {
    let contenders = environments.contenders(environment)
    let choice = search.best(for: contenders)
    evaluations += choice.evaluations
    decisions += 1
    for (contender, decision) in zip(contenders, choice.decisions) {
      actions[environment * environments.players + contender.player] = decision
    }
  }
}

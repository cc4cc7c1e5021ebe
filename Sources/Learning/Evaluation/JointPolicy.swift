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
}

/// A policy of the topology, the same for all UEs.
public struct FixedJointPolicy: JointPolicy {
  private let policy: Policy

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

  /// - Parameter search: made for the problem.
  public init(_ search: ExhaustiveSearch) { self.search = search }

  /// Takes the best joint action of the grid.
  public mutating func decide(
    _ environments: OffloadingEnvironment, _ environment: Int, into actions: inout ActionBatch
  ) {
    let contenders = environments.contenders(environment)
    let choice = search.best(for: contenders)
    for (contender, decision) in zip(contenders, choice.decisions) {
      actions[environment * environments.players + contender.player] = decision
    }
  }
}

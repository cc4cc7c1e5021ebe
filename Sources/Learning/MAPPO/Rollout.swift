import Tensors

/// Whole episodes of N environments with U UEs, at most T steps of each. An array with an entry for each step has it at
/// t·N + e, one with an entry for each UE and step at u·(T·N) + t·N + e.
struct Rollout: Sendable {
  let agents: Int
  let environments: Int
  let features: Int
  /// T·N.
  let capacity: Int

  /// o, `[U, T·N, F]`.
  var observations: [Float]
  /// ρ.
  var offloads: [Float]
  /// The numbers of b̂, p and f as drawn, `[U, T·N, 3]`.
  var numbers: [Float]
  /// 1 where the UE had a task to decide about, else 0.
  var isActive: [Float]
  /// r.
  var rewards: [Float]
  /// Whether the environment played the step.
  var isPlayed: [Bool]

  init(agents: Int, steps: Int, environments: Int, features: Int) {
    self.agents = agents
    self.environments = environments
    self.features = features
    capacity = steps * environments
    observations = Array(repeating: 0, count: agents * capacity * features)
    offloads = Array(repeating: 0, count: agents * capacity)
    numbers = Array(repeating: 0, count: agents * capacity * HybridActionSpace.components)
    isActive = Array(repeating: 0, count: agents * capacity)
    rewards = Array(repeating: 0, count: capacity)
    isPlayed = Array(repeating: false, count: capacity)
  }

  /// The mean of r over the steps that were played.
  var meanReward: Double {
    let played = isPlayed.count { $0 }
    return played == 0 ? 0 : rewards.reduce(0) { $0 + Double($1) } / Double(played)
  }

  /// The decisions of all UEs that were played.
  var agentSteps: Int { agents * isPlayed.count { $0 } }

  /// Forgets the rewards and what was played; the rest is written anew.
  mutating func clear() {
    for index in 0..<capacity { (rewards[index], isPlayed[index]) = (0, false) }
    for index in isActive.indices { isActive[index] = 0 }
  }
}

/// A part of what was played, as tensors: B steps of U UEs.
struct Minibatch {
  /// `[U, B, F]`.
  let observations: Tensor
  /// ρ, `[U, B]`.
  let offloads: Tensor
  /// `[U, B, 3]`.
  let numbers: Tensor
  /// `[U, B]`, 1 where the UE decided about a task.
  let isActive: Tensor
  /// ln π(a|o) of the policies that played, `[U, B]`.
  let logProbabilities: Tensor
  /// A, standardised for each UE, `[U, B]`.
  let advantages: Tensor
  /// A + V, what the critic is to say, `[U, B]`.
  let targets: Tensor

  /// By name, to be looked at.
  var tensors: [NamedTensor] {
    [
      (name: "observations", tensor: observations), (name: "offloads", tensor: offloads),
      (name: "numbers", tensor: numbers), (name: "active", tensor: isActive),
      (name: "log_probabilities", tensor: logProbabilities), (name: "advantages", tensor: advantages),
      (name: "targets", tensor: targets),
    ]
  }

  /// Some of the steps.
  func chosen(_ indices: Tensor) throws(TensorError) -> Minibatch {
    Minibatch(
      observations: try observations.indexSelect(axis: 1, indices),
      offloads: try offloads.indexSelect(axis: 1, indices), numbers: try numbers.indexSelect(axis: 1, indices),
      isActive: try isActive.indexSelect(axis: 1, indices),
      logProbabilities: try logProbabilities.indexSelect(axis: 1, indices),
      advantages: try advantages.indexSelect(axis: 1, indices), targets: try targets.indexSelect(axis: 1, indices))
  }
}

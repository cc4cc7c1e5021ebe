import Tensors

/// What was played between two updates: S steps of N environments with U UEs. An array per UE and step has the place
/// (u·S + s)·N + e, one per step s·N + e.
struct Rollout: Sendable {
  let agents: Int
  let steps: Int
  let environments: Int
  let features: Int

  /// o, `[U, S·N, F]`.
  var observations: [Float]
  /// ρ.
  var offloads: [Float]
  /// The numbers of b̂, p and f as drawn, `[U, S·N, 3]`.
  var numbers: [Float]
  /// 1 where the UE had a task to decide about, else 0.
  var isActive: [Float]
  /// r per step.
  var rewards: [Float]
  /// 1 where the episode went on after the step, 0 where it ended for good.
  var continues: [Float]
  /// 1 where the next step belongs to the same episode: GAE does not look beyond it.
  var isSameEpisode: [Float]

  init(agents: Int, steps: Int, environments: Int, features: Int) {
    self.agents = agents
    self.steps = steps
    self.environments = environments
    self.features = features
    let all = agents * steps * environments
    observations = Array(repeating: 0, count: all * features)
    offloads = Array(repeating: 0, count: all)
    numbers = Array(repeating: 0, count: all * HybridActionSpace.components)
    isActive = Array(repeating: 0, count: all)
    rewards = Array(repeating: 0, count: steps * environments)
    continues = rewards
    isSameEpisode = rewards
  }

  /// The place of a UE in a step of an environment.
  func place(_ agent: Int, _ step: Int, _ environment: Int) -> Int {
    (agent * steps + step) * environments + environment
  }
}

/// Generalised advantage estimation, (23) of Ji et al. [Ji24] after Schulman et al. (2016):
/// A_t = Σ_l (γλ)^l·δ_{t+l}, δ_t = r_t + γ·V(o_{t+1}) − V(o_t), up to the end of the episode or of what was played.
///
/// - Parameters:
///   - rewards: r, `[S·N]`, one row of N after the other.
///   - values: V(o_t), `[S·N]`.
///   - nextValues: V(o_{t+1}) of the state that the step led to, `[S·N]`; where an episode ended for good it is not looked at.
///   - continues: 1 where the episode went on after the step, 0 where it ended for good.
///   - isSameEpisode: 1 where row t + 1 goes on with the episode of row t.
///   - environments: N.
///   - discount: γ.
///   - advantageDiscount: λ.
/// - Returns: A, `[S·N]`. The target of the critic is A_t + V(o_t).
public func generalisedAdvantages(
  rewards: [Float], values: [Float], nextValues: [Float], continues: [Float], isSameEpisode: [Float],
  environments: Int, discount: Double, advantageDiscount: Double
) -> [Float] {
  let (discount, decay) = (Float(discount), Float(discount * advantageDiscount))
  var advantages = [Float](repeating: 0, count: rewards.count)
  var following = [Float](repeating: 0, count: environments)
  for row in stride(from: rewards.count / environments - 1, through: 0, by: -1) {
    for environment in 0..<environments {
      let index = row * environments + environment
      let delta = rewards[index] + discount * continues[index] * nextValues[index] - values[index]
      following[environment] = delta + decay * isSameEpisode[index] * following[environment]
      advantages[index] = following[environment]
    }
  }
  return advantages
}

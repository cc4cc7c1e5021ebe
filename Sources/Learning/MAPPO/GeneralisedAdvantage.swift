/// Generalised advantage estimation, (23) of Ji et al. [Ji24] after Schulman et al. (2016), over whole episodes that begin
/// together: A_t = Σ_l (γλ)^l·δ_{t+l}, δ_t = r_t + γ·V(o_{t+1}) − V(o_t), V = 0 after the last step.
///
/// - Parameters:
///   - rewards: r, `[S·N]`, a row of N environments for each step.
///   - values: V(o_t), `[S·N]`.
///   - isPlayed: whether the environment played the step; its episode ends before the first step that it did not.
///   - environments: N ≥ 1.
///   - discount: γ.
///   - advantageDiscount: λ.
/// - Returns: A, `[S·N]`, 0 where nothing was played. The target of the critic is A_t + V(o_t).
public func generalisedAdvantages(
  rewards: [Float], values: [Float], isPlayed: [Bool], environments: Int, discount: Double, advantageDiscount: Double
) -> [Float] {
  let (discount, decay) = (Float(discount), Float(discount * advantageDiscount))
  var advantages = [Float](repeating: 0, count: rewards.count)
  var following = [Float](repeating: 0, count: environments)
  var nextValues = following
  for row in stride(from: rewards.count / environments - 1, through: 0, by: -1) {
    for environment in 0..<environments {
      let index = row * environments + environment
      guard isPlayed[index] else { continue }
      let delta = rewards[index] + discount * nextValues[environment] - values[index]
      following[environment] = delta + decay * following[environment]
      nextValues[environment] = values[index]
      advantages[index] = following[environment]
    }
  }
  return advantages
}

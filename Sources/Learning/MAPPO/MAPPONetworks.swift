import Glibc
import Tensors

/// The actors of U UEs and their critic.
struct MAPPONetworks: Module {
  let actor: MultiAgentPerceptron
  /// ln σ of b̂, p and f, `[U, 1, 3]`, the same for all observations.
  let logDeviation: Tensor
  let critic: MultiAgentPerceptron
  let isCentralised: Bool

  /// The gain of the first layers. What is best turns within a decibel or two, tenths of an observation's number: with the usual
  /// √2 the thresholds of ρ and p are learned slowly.
  private static let inputGain = 6.0

  /// Draws the weights.
  ///
  /// - Parameters:
  ///   - configuration: sizes, and who shares what.
  ///   - agents: U.
  ///   - observations: F.
  ///   - locals: the UEs that begin with local execution; of no effect on a shared actor.
  ///   - generator: where the weights come from.
  /// - Throws: `TensorError` for sizes that libtorch refuses.
  init(
    _ configuration: MAPPOConfiguration, agents: Int, observations: Int, locals: Set<Int>, generator: TensorGenerator
  ) throws(TensorError) {
    let actors = configuration.sharesParameters ? 1 : agents
    actor = try MultiAgentPerceptron(
      agents: actors, inputs: observations, hidden: configuration.hidden, outputs: HybridActionSpace.outputs,
      inputGain: Self.inputGain, outputGain: 0.01, generator: generator)
    if actors > 1 { try Self.begin(actor.layers[2].bias, locally: locals) }
    logDeviation = try Tensor.full(
      [actors, 1, HybridActionSpace.components], configuration.initialLogDeviation
    ).requiringGradient()
    isCentralised = configuration.critic == .centralised
    critic = try MultiAgentPerceptron(
      agents: isCentralised ? 1 : actors, inputs: isCentralised ? agents * observations : observations,
      hidden: configuration.hidden, outputs: 1, inputGain: Self.inputGain, outputGain: 1, generator: generator)
  }

  /// Lets some UEs begin with P(ρ = 0) = 99.9 %: their first logit is ln 999. They offload too seldom to learn from it: what they
  /// leave free is what the others get used to.
  private static func begin(_ bias: Tensor, locally locals: Set<Int>) throws(TensorError) {
    var values = try bias.floats()
    for agent in locals { values[agent * HybridActionSpace.outputs] = log(999) }
    let changed = try Tensor(values, shape: bias.shape)
    try bias.assign(changed)
  }

  var parameters: [NamedTensor] {
    actor.parameters(under: "actor") + [(name: "actor.log_deviation", tensor: logDeviation)]
      + critic.parameters(under: "critic")
  }

  /// V̂ of observations `[U, B, F]`: `[1, B]` of a centralised critic, `[U, B]` of local ones.
  func values(_ observations: Tensor) throws(TensorError) -> Tensor {
    let shape = observations.shape
    let input =
      isCentralised
      ? try observations.transpose(0, 1).reshape([1, shape[1], shape[0] * shape[2]]) : observations
    return try critic(input).squeeze(2)
  }

  /// ln π(a|o) and the entropy of π(·|o), each `[U, B]`, of actions of which ρ is `[U, B]` and the numbers of b̂, p, f are
  /// `[U, B, 3]`.
  ///
  /// π(a|o) = π(ρ)·π(b̂)·π(p) for ρ = 1 and π(ρ)·π(f) for ρ = 0: what has no effect has no part. The entropy is that of this
  /// distribution, H(ρ) + π(1)·(H(b̂) + H(p)) + π(0)·H(f), H of a normal number being ½·ln(2πe·σ²).
  func evaluate(
    _ observations: Tensor, offloads: Tensor, numbers: Tensor
  ) throws(TensorError) -> (logProbability: Tensor, entropy: Tensor) {
    let outputs = try actor(observations)
    let logits = try outputs.narrow(axis: 2, start: 0, length: 2).logSoftmax(axis: 2)
    let means = try outputs.narrow(axis: 2, start: 2, length: HybridActionSpace.components)
    let standardised = try (numbers - means) * (logDeviation * -1).exp()
    let halfLogTwoPi = 0.5 * log(2 * Double.pi)
    let densities = try standardised.squared() * -0.5 - logDeviation - halfLogTwoPi
    let offloaded = try logits.select(axis: 2, 1) + densities.select(axis: 2, 0) + densities.select(axis: 2, 1)
    let local = try logits.select(axis: 2, 0) + densities.select(axis: 2, 2)
    let logProbability = try local + offloads * (offloaded - local)
    let entropies = try logDeviation + (halfLogTwoPi + 0.5)
    let probabilities = try logits.exp()
    let choice = try (probabilities * logits).sum(axes: [2]) * -1
    let ofOffloading =
      try probabilities.select(axis: 2, 1)
      * (entropies.select(axis: 2, 0) + entropies.select(axis: 2, 1))
    let ofLocal = try probabilities.select(axis: 2, 0) * entropies.select(axis: 2, 2)
    return (logProbability, try choice + ofOffloading + ofLocal)
  }
}

import Glibc
import Offloading
import Tensors
import Testing

@testable import Learning

@Suite("The distribution of hybrid actions")
struct HybridDistributionTests {
  /// Networks whose actor says the same of every observation: logits 0 and ln 3, means 1, −1 and 2; σ is 1, 2 and 1.
  private func networks(agents: Int = 1, _ configuration: MAPPOConfiguration = MAPPOConfiguration()) throws
    -> MAPPONetworks
  {
    let networks = try MAPPONetworks(
      configuration, agents: agents, observations: 4, locals: [], generator: TensorGenerator(seed: 1))
    let last = networks.actor.layers[2]
    try last.weight.assign(.zeros(last.weight.shape))
    let sets = last.bias.shape[0]
    var (outputs, deviations): ([Float], [Float]) = ([], [])
    for _ in 0..<sets {
      outputs += [0, Float(log(3.0)), 1, -1, 2]
      deviations += [0, Float(log(2.0)), 0]
    }
    try last.bias.assign(Tensor(outputs, shape: last.bias.shape))
    try networks.logDeviation.assign(Tensor(deviations, shape: networks.logDeviation.shape))
    return networks
  }

  @Test("ln π and the entropy by hand: what an action does not use has no part")
  func byHand() throws {
    // ρ = 1, b̂ at 1 + σ, p at −1 − σ, f anywhere; then ρ = 0, f at 2 + σ, b̂ and p anywhere.
    let numbers: [Float] = [2, -3, 7, -5, 6, 3]
    let (logs, entropies) = try networks().evaluate(
      .zeros([1, 2, 4]), offloads: Tensor([1, 0], shape: [1, 2]), numbers: Tensor(numbers, shape: [1, 2, 3]))
    // ln ¾ − 2·½ − 2·½·ln 2π − ln 2; ln ¼ − ½ − ½·ln 2π.
    for (found, expected) in zip(try logs.floats(), [Float(-3.818706), -2.805233]) {
      #expect(abs(found - expected) < 1e-4)
    }
    // H(¼, ¾) + ¾·(2·½·ln 2πe + ln 2) + ¼·½·ln 2πe.
    for found in try entropies.floats() { #expect(abs(found - 3.565338) < 1e-4) }
  }

  @Test("Shared parameters: one set of weights answers for all UEs, and all deployed actors are one")
  func sharedParameters() throws {
    var configuration = MAPPOConfiguration()
    configuration.sharesParameters = true
    let shared = try networks(agents: 3, configuration)
    #expect(shared.actor.layers.allSatisfy { $0.weight.shape[0] == 1 })
    let (logs, _) = try shared.evaluate(
      .zeros([3, 1, 4]), offloads: .zeros([3, 1]), numbers: Tensor([0, 0, 3, 0, 0, 3, 0, 0, 3], shape: [3, 1, 3]))
    for found in try logs.floats() { #expect(abs(found + 2.805233) < 1e-4) }

    configuration.updates = 1
    configuration.environments = 4
    let learner = try MAPPOLearner(.paper(initial: 2, steps: 3), configuration)
    _ = try learner.advance()
    let actors = try learner.actors()
    #expect(Set(actors.map(\.network)).count == 1)
    configuration.sharesParameters = false
    let apart = try MAPPOLearner(.paper(initial: 2, steps: 3), configuration)
    #expect(Set(try apart.actors().map(\.network)).count == actors.count)
  }
}

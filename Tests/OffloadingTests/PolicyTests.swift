import Offloading
import Quantities
import Radio
import Randomness
import Tasks
import Testing

@Suite("Policies")
struct PolicyTests {
  private let parameters = OffloadingParameters()

  private func observation(queue: Int = 3, level: Double = 5) -> Observation {
    Observation(
      position: Position(x: Metres(60), y: Metres(80)), channelGain: 1e-11,
      battery: Battery(capacity: Joules(5), level: Joules(level)), queueLength: queue, modality: .image, step: 0)
  }

  private func decide(_ policy: Policy, _ observation: Observation, slot: Int = 0) -> Decision {
    var stream = RandomStream(seed: 1, purpose: "policy", ue: "ue-1", slot: slot)
    return policy.decision(for: observation, parameters: parameters, stream: &stream)
  }

  @Test("with an empty queue every policy stays idle", arguments: Policy.allCases)
  func idle(policy: Policy) {
    #expect(decide(policy, observation(queue: 0)) == .idle)
  }

  @Test("local runs at the frequency that is best for the preference")
  func local() {
    #expect(decide(.local, observation()) == .local(frequency: parameters.optimalLocalFrequency(weight: 0.5)))
  }

  @Test("remote offloads with the highest power and an even bid")
  func remote() {
    #expect(decide(.remote, observation()) == .offload(bid: 0, power: Watts(dBm: 24)))
  }

  @Test("random offloads half of the time, within its ranges, and repeats for the same slot")
  func random() {
    let count = 2000
    var offloaded = 0
    for slot in 0..<count {
      let decision = decide(.random, observation(), slot: slot)
      #expect(decision == decide(.random, observation(), slot: slot))
      #expect(decision == decision.limited(by: parameters))
      if case .offload = decision { offloaded += 1 }
    }
    // A binomial count (n, ½), five standard deviations.
    #expect(abs(Double(offloaded) - Double(count) / 2) < 2.5 * Double(count).squareRoot())
  }

  @Test("a decision outside its ranges is brought into them, and what is no number becomes the lower end")
  func limits() {
    let lowest = Watts(dBm: 18)
    let highest = Watts(dBm: 24)
    #expect(Decision.offload(bid: 9, power: Watts(5)).limited(by: parameters) == .offload(bid: 3, power: highest))
    #expect(
      Decision.offload(bid: .nan, power: Watts(.nan)).limited(by: parameters) == .offload(bid: -3, power: lowest))
    #expect(Decision.local(frequency: Hertz(1)).limited(by: parameters) == .local(frequency: Hertz(0.64e9)))
    #expect(Decision.local(frequency: Hertz(.infinity)).limited(by: parameters) == .local(frequency: Hertz(1.28e9)))
    #expect(Decision.idle.limited(by: parameters) == .idle)
  }
}

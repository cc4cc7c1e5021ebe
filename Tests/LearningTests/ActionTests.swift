import Learning
import Offloading
import Quantities
import Testing

@Suite("Actions")
struct ActionTests {
  private let parameters = OffloadingParameters()

  @Test("Five levels are 5 frequencies, then 25 pairs of bids and powers in dBm, at their levels by hand")
  func levels() throws {
    let space = DiscreteActionSpace(parameters)
    #expect(space.count == 30)
    let frequencies = (0..<5).map { space.decision($0) }
    for (decision, expected) in zip(frequencies, [0.64e9, 0.80e9, 0.96e9, 1.12e9, 1.28e9]) {
      guard case .local(let frequency) = decision else {
        Issue.record("\(decision)")
        continue
      }
      #expect(abs(frequency.value - expected) < 1)
    }
    for (bid, expectedBid) in [-3, -1.5, 0, 1.5, 3].enumerated() {
      for (power, expectedLevel) in [18, 19.5, 21, 22.5, 24].enumerated() {
        guard case .offload(let found, let watts) = space.decision(5 + 5 * bid + power) else {
          Issue.record("action \(5 + 5 * bid + power) is local")
          continue
        }
        #expect(abs(found - expectedBid) < 1e-12)
        #expect(abs(watts.dBm - expectedLevel) < 1e-9)
      }
    }
  }

  @Test("With one level there are two actions: local and remote at the upper ends")
  func oneLevel() {
    let space = DiscreteActionSpace(parameters, levels: 1)
    #expect(space.count == 2)
    #expect(space.decision(0) == .local(frequency: parameters.localFrequency.upperBound))
    #expect(
      space.decision(1)
        == .offload(bid: parameters.bandwidthBid.upperBound, power: parameters.transmitPower.upperBound))
  }

  @Test("Hybrid actions: 0 is the middle of each range, ±1 are its quarters, ±2 and what lies beyond its ends")
  func hybrid() {
    let space = HybridActionSpace(parameters)
    for (number, share) in [(Float(0), 0.5), (1, 0.75), (-1, 0.25), (2, 1), (-2, 0), (200, 1), (-200, 0)] {
      #expect(abs(space.bid(number) - (-3 + 6 * share)) < 1e-6)
      #expect(abs(space.power(number).dBm - (18 + 6 * share)) < 1e-6)
      #expect(abs(space.frequency(number).value - (0.64e9 + 0.64e9 * share)) < 100)
    }
    #expect(
      space.decision(offloads: true, bid: 0, power: 200, frequency: 0)
        == .offload(bid: 0, power: space.power(200)))
    #expect(
      space.decision(offloads: false, bid: 0, power: 0, frequency: 200)
        == .local(frequency: parameters.localFrequency.upperBound))
  }
}

import Learning
import Offloading
import Quantities
import Radio
import Tasks
import Testing

@Suite("Observations")
struct ObservationLayoutTests {
  private func numbers(_ observation: Observation, of player: Int) -> [Float] {
    let layout = ObservationLayout(.paper())
    var numbers = [Float](repeating: .nan, count: layout.count + 2)
    layout.write(observation, of: player, into: &numbers, at: 1)
    #expect(numbers[0].isNaN && numbers[layout.count + 1].isNaN)
    return Array(numbers[1..<layout.count + 1])
  }

  private func close(_ found: [Float], _ expected: [Float]) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) < 1e-5 }
  }

  @Test("The numbers by hand")
  func byHand() {
    // p_max/(BW·σ²) = 10^(24/10 − 3) W/(5 MHz·10⁻¹⁹ W/Hz) = 5.0237729·10¹¹; 30 dB in all make 2.
    let first = Observation(
      position: Position(x: Metres(60), y: Metres(-80)), channelGain: 1000 / 5.0237729e11,
      battery: Battery(capacity: Joules(20), level: Joules(5)), queueLength: 5, modality: .image, step: 5,
      lastOutcome: .failed(.accuracy))
    #expect(close(numbers(first, of: 1), [2, 1, 0.25, 0.5, 0, 1, 0, 0.25, 0, 1, 0]))
    let second = Observation(
      position: Position(x: Metres(0.1), y: Metres(0)), channelGain: 0,
      battery: Battery(capacity: Joules(20)), queueLength: 35, modality: .text, step: 40,
      lastOutcome: .failed(.latency))
    #expect(close(numbers(second, of: 0), [-3, -1, 1, 2, 1, 0, 0, 1, 0, 0, 1]))
  }

  @Test("What the server told joins in the second layout: a quarter of each number, at most 4")
  func broadcast() {
    let layout = ObservationLayout(.paper(), version: .broadcast)
    var observation = Observation(
      position: Position(x: Metres(10), y: Metres(0)), channelGain: 1, battery: Battery(capacity: Joules(1)),
      queueLength: 10, modality: .text, step: 0)
    var (local, both) = ([Float](repeating: 0, count: 11), [Float](repeating: 0, count: layout.count))
    for (told, expected) in [
      (ServerBroadcast(), [Float(0), 0]), (ServerBroadcast(offloaders: 1, contenders: 3), [0.25, 0.75]),
      (ServerBroadcast(offloaders: 16, contenders: 70_000), [4, 4]),
    ] {
      observation.lastBroadcast = told
      layout.write(observation, of: 0, into: &both, at: 0)
      ObservationLayout(.paper()).write(observation, of: 0, into: &local, at: 0)
      #expect(both == local + expected)
    }
  }

  @Test(
    "The last outcome is one of three, or none at first",
    arguments: zip(
      [LastOutcome.none, .completed, .failed(.accuracy), .failed(.undecodable), .failed(.battery)],
      [[Float(0), 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1]]))
  func outcomes(outcome: LastOutcome, expected: [Float]) {
    let observation = Observation(
      position: Position(x: Metres(10), y: Metres(0)), channelGain: 1, battery: Battery(capacity: Joules(1)),
      queueLength: 10, modality: .bimodal, step: 0, lastOutcome: outcome)
    #expect(close(numbers(observation, of: 2), [5, 0, 1, 1, 0, 0, 1, 0] + expected))
  }
}

import EmulatorTestKit
import Modem
import Offloading
import Protocol
import Quantities
import Radio
import Randomness
import Scenario
import Tasks
import Testing
import Trace

@Suite("Every task is accounted for")
struct AccountingTests {
  /// A scenario in which tasks fail for every reason there is: bandwidth for seconds of airtime, batteries for a few
  /// tasks, limited attempts, Poisson arrivals.
  private func scenario(_ draws: inout RandomStream) -> Scenario {
    let policies = (0..<(1 + draws.integer(below: 5))).map { _ in
      PolicyChoice.fixed(Policy.allCases[draws.integer(below: 3)])
    }
    var scenario = Scenario.fixture(policies: policies, seed: UInt64(draws.integer(below: 1000)), slots: 15)
    if draws.uniform() < 0.5 { scenario.radio.bandwidth = Hertz(draws.uniform(in: 500...50_000)) }
    if draws.uniform() < 0.3 { scenario.offloading.minimumAccuracy = 0.99 }
    let code = DigitalConfiguration(code: CodeName.listed[0], modulation: .qam16)
    for index in scenario.ues.indices {
      if draws.uniform() < 0.3 {
        scenario.ues[index].profile.transceiver = DigitalTransmission(configuration: code, source: .features(bits: 8))
      }
      let battery = draws.uniform() < 0.4 ? Joules(draws.uniform(in: 0.01...5)) : Joules(54_000)
      scenario.ues[index].profile.battery = BatteryConfiguration(capacity: battery)
      scenario.ues[index].profile.supply = TaskSupply(
        initial: draws.integer(below: 6), arrivalsPerSlot: draws.uniform(in: 0...1.5),
        maximumAttempts: draws.uniform() < 0.5 ? 1 + draws.integer(below: 3) : nil)
    }
    return scenario
  }

  @Test("Over random runs that end or are stopped anywhere, generated = completed + failed + queued + inFlight")
  func addsUp() throws {
    var draws = RandomStream(seed: 3, purpose: "accounting", ue: "", slot: 0)
    var failures: Set<AttemptResult> = []
    var inFlight = 0
    var givenUp = 0
    for number in 0..<36 {
      var emulation = try HandDrivenEmulation(scenario(&draws))
      if number % 2 == 0 {
        var steps = draws.integer(below: 600)
        _ = emulation.run { _ in
          steps -= 1
          return steps < 0
        }
        if emulation.server.conclusion == nil { emulation.stop(.server) }
      } else {
        emulation.finish()
      }
      let summary = try #require(emulation.summary)
      for line in summary.ues { #expect(line.tasks.addsUp, "run \(number), \(line.name): \(line.tasks)") }
      #expect(summary.totals.tasks.addsUp)
      for line in summary.ues {
        let outcomes = emulation.committed.flatMap(\.ues).filter { $0.name.rawValue == line.name }.compactMap(\.outcome)
        #expect(line.tasks.completed == outcomes.count { $0.result == .completed })
        #expect(line.tasks.failed == outcomes.count(where: \.givenUp))
        failures.formUnion(outcomes.map(\.result))
        inFlight += line.tasks.inFlight
        givenUp += line.tasks.failed
      }
    }
    #expect(failures == Set(AttemptResult.allCases))
    #expect(inFlight > 0)
    #expect(givenUp > 0)
  }
}

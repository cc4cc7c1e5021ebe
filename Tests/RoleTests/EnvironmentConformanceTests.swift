import EmulatorTestKit
import Offloading
import Protocol
import Quantities
import Radio
import Randomness
import Scenario
import Tasks
import Testing
import Trace

@Suite("The environment that policies are trained in comes to what the emulation comes to")
struct EnvironmentConformanceTests {
  /// A scenario in which much happens: bad air, little battery, arrivals, tasks that are given up.
  static func eventful(seed: UInt64) -> Scenario {
    var scenario = Scenario.mixedFixture(policies: [.random, .random, .random, .remote], seed: seed, slots: 20)
    scenario.radio.noiseDensity = WattsPerHertz(dBmPerHertz: -157)
    scenario.offloading.preference = .dynamic
    for index in scenario.ues.indices {
      scenario.ues[index].profile.supply = TaskSupply(initial: 4 + index, arrivalsPerSlot: 0.3, maximumAttempts: 3)
      scenario.ues[index].profile.battery = BatteryConfiguration(
        capacity: Joules(1.5), charge: .uniform(minimum: 0.3, maximum: 1))
    }
    return scenario
  }

  /// Channels with memory, shadowing, UEs that move.
  static func moving(seed: UInt64) -> Scenario {
    var scenario = Scenario.mixedFixture(policies: [.random, .random, .remote, .random], seed: seed, slots: 20)
    scenario.slots.duration = Seconds(1)
    scenario.radio.noiseDensity = WattsPerHertz(dBmPerHertz: -162)
    scenario.radio.shadowing = .ofModel
    scenario.radio.fading = .flat(
      FlatFading(distribution: .rayleigh, variation: .gaussMarkov(doppler: .given(maximum: Hertz(0.1)))))
    let way = Waypoints(
      points: [Position(x: Metres(20), y: Metres(0)), Position(x: Metres(120), y: Metres(40))], speeds: [8], end: .loop)
    scenario.ues[0].profile.mobility = .waypoints(way)
    return scenario
  }

  @Test("Fading that varies within a burst, echoes, bytes and the run model's times are refused by their keys")
  func refusals() throws {
    func key(_ change: (inout Scenario) -> Void) throws -> String? {
      var scenario = Scenario.mixedFixture()
      change(&scenario)
      return #expect(throws: UnplayableScenario.self) {
        _ = try scenario.offloadingProblem { TaskKnowledge(.synthetic($0)) }
      }?.key
    }
    #expect(try key { $0.slots.count = nil } == "slots")
    #expect(try key { $0.ues = [] } == "ues")
    #expect(try key { $0.offloading.timedModel = .run } == "offloading.timed-model")
    #expect(
      try key {
        $0.radio.fading = .flat(
          FlatFading(distribution: .rayleigh, variation: .clarke(doppler: .given(maximum: Hertz(5)))))
      } == "radio.fading")
    let none = #expect(throws: UnplayableScenario.self) {
      _ = try Scenario.mixedFixture().offloadingProblem { _ in nil }
    }
    #expect(none?.key == "semantics")
  }

  @Test("A digest is of what a policy is trained for: not of seed, clock, name and how UEs decide")
  func digest() throws {
    let digest = try Scenario.mixedFixture().problemDigest()
    func changed(_ change: (inout Scenario) -> Void) throws -> Bool {
      var scenario = Scenario.mixedFixture()
      change(&scenario)
      return try scenario.problemDigest() != digest
    }
    #expect(try !changed { $0.seed = 99 })
    #expect(try !changed { $0.name = "other" })
    #expect(try !changed { $0.clock = .realtime })
    #expect(try !changed { $0.ues[0].profile.policy = .local })
    #expect(try !changed { $0.ues[0].profile.policy = .trained("mine") })
    #expect(try !changed { $0.ues.reverse() })
    #expect(try changed { $0.radio.noiseDensity = WattsPerHertz(dBmPerHertz: -150) })
    #expect(try changed { $0.offloading.symbolsPerWord = 12 })
    #expect(try changed { $0.slots.count = 13 })
    #expect(try changed { $0.ues[1].profile.supply.initial = 9 })
    #expect(try changed { $0.ues[1].name = "ue-9" })
    #expect(try changed { $0.translation?.model = "another" })
  }

  @Test(
    "Same seed, same decisions: queues, batteries, accuracies, QoE and rewards are equal to the last bit",
    arguments: [7, 8, 9, 10, 11] as [UInt64])
  func conformance(seed: UInt64) throws {
    var failures = 0
    for scenario in [
      Scenario.mixedFixture(policies: [.random, .remote, .local, .random], seed: seed), Self.eventful(seed: seed),
      Self.moving(seed: seed),
    ] {
      let (slots, _) = try undisturbed(scenario)
      let problem = try scenario.offloadingProblem { TaskKnowledge(.synthetic($0)) }
      failures += try expectEnvironment(of: problem, seed: scenario.seed, toComeTo: slots) {
        _, name, observation, slot in
        let choice = try #require(scenario.profile(named: name)).policy
        let policy = try #require(Policy(rawValue: choice.description))
        var stream = RandomStream(seed: seed, purpose: "policy", ue: name, slot: slot)
        return policy.decision(for: observation, parameters: problem.offloading, stream: &stream)
      }.failures
    }
    #expect(failures > 0, "nothing ever failed: the test has not seen what a failure does")
  }
}

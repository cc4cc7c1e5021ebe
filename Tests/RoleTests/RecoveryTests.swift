import EmulatorTestKit
import Offloading
import Protocol
import Roles
import Scenario
import Testing
import Trace

@Suite("Processes that are killed and started again")
struct RecoveryTests {
  private static let scenario: Scenario = {
    var scenario = Scenario.fixture(policies: [.local, .remote, .random], slots: 4)
    scenario.ues[1].profile.supply.initial = 3
    scenario.ues[2].profile.supply.arrivalsPerSlot = 0.5
    return scenario
  }()
  private static let expected = Result { try undisturbed(scenario) }

  enum Victim: CaseIterable {
    case server, channel, localUE, remoteUE, serverAndChannel, serverAndUE
  }

  @Test(
    "Killed after any message of the run and started again, the run is that of the undisturbed one",
    arguments: Victim.allCases)
  func anywhere(victim: Victim) throws {
    let expected = try Self.expected.get()
    var (moment, restarts) = (0, 0)
    while true {
      var emulation = try HandDrivenEmulation(Self.scenario)
      // The synthetic run never settles before its end: so many messages, then the kill.
      var delivered = 0
      let began = emulation.run { emulation in
        defer { delivered += 1 }
        return delivered == moment || emulation.server.conclusion != nil
      }
      guard began, emulation.server.conclusion == nil else { break }
      defer { moment += 1 }
      // Before its Welcome a UE's process leaves no journal: whoever comes in its place waits for its lease.
      guard Self.hasJournal(victim, emulation) else { continue }
      try Self.restart(victim, in: &emulation)
      restarts += 1
      let end = emulation.finish()
      let (summary, records) = (emulation.summary, emulation.committed)
      #expect(end == .completed, "\(victim) after message \(moment): \(emulation.serverLog)")
      #expect(summary?.digest == expected.summary.digest, "\(victim) after message \(moment)")
      #expect(summary?.ues == expected.summary.ues, "\(victim) after message \(moment)")
      #expect(records.map(\.slot) == Array(0..<4), "\(victim) after message \(moment)")
      guard end == .completed, summary?.digest == expected.summary.digest else { return }
    }
    #expect(restarts > 100)
  }

  private static func hasJournal(_ victim: Victim, _ emulation: HandDrivenEmulation) -> Bool {
    switch victim {
    case .server, .channel, .serverAndChannel: return true
    case .localUE: return emulation.hasJournal(0)
    case .remoteUE, .serverAndUE: return emulation.hasJournal(1)
    }
  }

  private static func restart(_ victim: Victim, in emulation: inout HandDrivenEmulation) throws {
    switch victim {
    case .server: try emulation.restartServer()
    case .channel: emulation.restartChannel()
    case .localUE: emulation.restartUE(0)
    case .remoteUE: emulation.restartUE(1)
    case .serverAndChannel:
      emulation.kill(.channel(0))
      try emulation.restartServer()
      emulation.restartChannel()
    case .serverAndUE:
      emulation.kill(.ue(1))
      try emulation.restartServer()
      emulation.restartUE(1)
    }
  }
}

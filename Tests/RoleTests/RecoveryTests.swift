import EmulatorTestKit
import Offloading
import Protocol
import Quantities
import Roles
import Scenario
import Tasks
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

  @Test("A UE whose connection breaks after any message and is made again at once does not wait to be asked again")
  func brokenConnection() throws {
    let expected = try Self.expected.get()
    var (moment, cuts) = (0, 0)
    while true {
      var emulation = try HandDrivenEmulation(Self.scenario)
      var delivered = 0
      let began = emulation.run { emulation in
        defer { delivered += 1 }
        return delivered == moment || emulation.server.conclusion != nil
      }
      guard began, emulation.server.conclusion == nil else { break }
      defer { moment += 1 }
      guard !emulation.committed.isEmpty else { continue }
      let cut = emulation.clock.now
      emulation.breakConnection(ofUE: 1)
      cuts += 1
      #expect(emulation.finish() == .completed, "after message \(moment)")
      #expect(emulation.clock.now.seconds(since: cut) < 1, "after message \(moment)")
      #expect(emulation.summary?.digest == expected.summary.digest, "after message \(moment)")
    }
    #expect(cuts > 30)
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

  @Test("A second process of a UE takes its place: the first one ends, the run is that of the undisturbed one")
  func twoIncarnations() throws {
    let expected = try Self.expected.get()
    var emulation = try HandDrivenEmulation(Self.scenario)
    #expect(emulation.run { $0.committed.count == 1 })
    let started = emulation.startSecondProcess(ofUE: 1)
    let second = try #require(started)
    #expect(emulation.finish() == .completed)
    #expect(emulation.ues[1].conclusion == .failed("ue-2 was detached: another process took the name over"))
    #expect(emulation.ues[second].conclusion == .completed)
    #expect(emulation.summary?.digest == expected.summary.digest)
    #expect(emulation.summary?.ues == expected.summary.ues)
  }

  @Test(
    "A UE that is cut off past its lease is detached; when it is back it attaches again and finds its tasks",
    arguments: [true, false])
  func cutOff(pausedItself: Bool) throws {
    var scenario = Self.scenario
    scenario.slots.count = 400
    // Under the virtual clock no time would pass in which a UE could notice.
    scenario.clock = .realtime
    scenario.slots.duration = Seconds(0.1)
    var emulation = try HandDrivenEmulation(scenario)
    #expect(emulation.run { $0.committed.count == 2 })
    // Held messages come all the same, as after a pause; lost ones do not, as after a cut.
    emulation.transport.fate = { letter in
      guard letter.origin == .ue(1) || letter.destination == .ue(1) else { return .deliver }
      return pausedItself ? .hold : .drop
    }
    #expect(emulation.run { $0.committed.last?.ues.count == 2 })
    let reported = emulation.committed.compactMap { slot in
      slot.ues.first { $0.name.rawValue == "ue-2" && $0.report != nil }
    }
    let before = try #require(reported.last)
    emulation.transport.fate = { _ in .deliver }
    emulation.transport.release()
    #expect(emulation.run { $0.committed.last?.ues.count == 3 && $0.committed.last?.ues[1].report != nil })
    let after = try #require(emulation.committed.last?.ues.first { $0.name.rawValue == "ue-2" }?.report)
    #expect(after.completed == (before.report?.completed ?? 0) + (before.outcome?.result == .completed ? 1 : 0))
    #expect(after.generated == before.report?.generated)
    #expect(emulation.finish() == .completed)
    let line = try #require(emulation.summary?.ues.first { $0.name == "ue-2" })
    #expect(line.tasks.addsUp)
    #expect(line.tasks.generated == 3)
    #expect(emulation.committed.map(\.slot) == Array(0..<400))
  }

  @Test("UEs wait for a server that is away for many leases for as long as they were told to try to attach")
  func longAbsence() throws {
    var scenario = Self.scenario
    scenario.attendance.lease = Seconds(1)
    let expected = try undisturbed(scenario)
    var emulation = try HandDrivenEmulation(scenario)
    _ = emulation.run { $0.committed.count >= 2 }
    emulation.kill(.server)
    emulation.advance(bySeconds: 40)
    #expect(emulation.ues.allSatisfy { $0.conclusion == nil })
    try emulation.restartServer()
    #expect(emulation.finish() == .completed, "\(emulation.serverLog)")
    #expect(emulation.summary?.digest == expected.summary.digest)
  }
}

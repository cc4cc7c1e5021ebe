import EdgeServer
import EmulatorTestKit
import InProcess
import Offloading
import Protocol
import Quantities
import Roles
import Scenario
import Testing
import Trace
import UserEquipment

/// A run with a UE that joins, one that leaves and comes back, and one that is lost.
private func eventfulRun() throws -> (scenario: Scenario, slots: [SlotRecord]) {
  var scenario = Scenario.fixture(policies: [.local, .remote, .random], slots: 40)
  scenario.template.supply.arrivalsPerSlot = 0.4
  var emulation = try HandDrivenEmulation(scenario)
  func reach(_ slot: Int) {
    _ = emulation.run(forSeconds: 60) { $0.committed.count >= slot }
  }
  reach(5)
  let guest = emulation.startUE(
    AttachOptions(name: .exactly(try UEName("guest")), profile: ProfileWish(policy: .random)))
  reach(12)
  emulation.stop(.ue(guest))
  reach(18)
  _ = emulation.startUE(AttachOptions(name: .exactly(try UEName("guest")), profile: ProfileWish(policy: .remote)))
  reach(25)
  emulation.kill(.ue(1))
  _ = emulation.finish()
  return (scenario, emulation.committed)
}

private func replay(_ scenario: Scenario, _ script: ReplayScript) throws -> [SlotRecord] {
  var slots: [SlotRecord] = []
  var runner = try InProcessRunner(
    scenario: scenario, serverEngine: SyntheticServerEngine(), ueEngine: { _ in SyntheticUEEngine() },
    onServerNote: { if case .committed(let slot) = $0 { slots.append(slot) } }, script: script)
  #expect(runner.run() == .completed)
  return slots
}

@Suite("Replays")
struct ReplayTests {
  @Test("A run with joins, a return and a lost UE comes about again to the last bit")
  func eventful() throws {
    let (scenario, recorded) = try eventfulRun()
    let events = recorded.flatMap(\.events)
    #expect(events.contains { if case .detached(_, .left) = $0 { true } else { false } })
    #expect(events.contains { if case .detached(_, .leaseExpired) = $0 { true } else { false } })
    let repeated = try replay(scenario, ReplayScript(recorded))
    #expect(recorded.count == repeated.count)
    for (left, right) in zip(recorded, repeated) { #expect(left.firstDifference(from: right) == nil) }
  }

  @Test("A UE that leaves and is back before the next slot, the only one of its run, leaves and comes in the replay, too")
  func leavesAndComesInOneSlot() throws {
    var scenario = Scenario.fixture(policies: [.local], slots: 12)
    scenario.template.supply.initial = 3
    var emulation = try HandDrivenEmulation(scenario)
    _ = emulation.run(forSeconds: 60) { $0.committed.count >= 4 }
    emulation.kill(.ue(0))
    // Nobody is left when the lease is over: no slot goes by until the name is back.
    _ = emulation.run(forSeconds: 30) { $0.committed.count >= 6 }
    let slots = emulation.committed.count
    _ = emulation.startUE(AttachOptions(name: .exactly(try UEName("ue-1"))))
    #expect(emulation.finish() == .completed, "\(emulation.serverLog)")
    let events = emulation.committed[slots].events
    #expect(events.count == 2 && emulation.committed.count == 12)
    let repeated = try replay(scenario, ReplayScript(emulation.committed))
    #expect(repeated.count == 12)
    for (left, right) in zip(emulation.committed, repeated) { #expect(left.firstDifference(from: right) == nil) }
  }

  @Test("The first difference is named with slot, UE, field and both values")
  func difference() throws {
    let (_, recorded) = try eventfulRun()
    var other = recorded[3]
    other.ues[1].report?.battery = Joules(1)
    let difference = try #require(recorded[3].firstDifference(from: other))
    #expect(difference.slot == 3)
    #expect(difference.ue == recorded[3].ues[1].name)
    #expect(difference.field == "report.battery_J")
    #expect(difference.repeated == "1.0")
    #expect(difference.description.hasPrefix("slot 3, ue-2: report.battery_J was "))
  }

  @Test("Another seed differs already in the first slot's channel")
  func otherSeed() throws {
    var (scenario, recorded) = try eventfulRun()
    scenario.seed += 1
    let repeated = try replay(scenario, ReplayScript(recorded))
    let first = try #require(zip(recorded, repeated).lazy.compactMap { $0.firstDifference(from: $1) }.first)
    #expect(first.slot == 0)
    #expect(first.field == "report.channel.x_m")
  }
}

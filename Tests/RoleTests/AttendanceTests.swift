import EmulatorTestKit
import Offloading
import Protocol
import Roles
import Scenario
import Tasks
import Testing
import Trace
import UserEquipment

@Suite("Coming, going and being lost")
struct AttendanceTests {
  private static let scenario = Scenario.fixture(policies: [.local, .remote, .random], slots: 8)
  /// Messages of one slot that involve the UE ue-2, one for each phase.
  static let phases = ["slot start", "slot report", "grant", "burst", "arrival", "answer", "outcome", "slot end"]

  /// Runs until a phase of slot 3 at ue-2 has been reached.
  private func reached(_ phase: String) throws -> HandDrivenEmulation {
    let observation = Observation()
    var emulation = try HandDrivenEmulation(Self.scenario, observedBy: observation)
    let name = try UEName("ue-2")
    #expect(emulation.run { _ in observation.count(phase, slot: 3, ue: name) > 0 } as Bool)
    return emulation
  }

  @Test(
    "A UE lost in a slot: its lease runs out and the slot is begun again as if it had left at the boundary",
    arguments: phases)
  func lost(phase: String) throws {
    // Lost while the slot's end is under way, the slot has happened: it goes one boundary later.
    let boundary = phase == "slot end" ? 4 : 3
    let observation = Observation()
    var leaving = try HandDrivenEmulation(Self.scenario, observedBy: observation)
    _ = leaving.run { _ in observation.count("slot start", slot: boundary - 1) > 0 }
    leaving.stop(.ue(1))
    leaving.finish()

    var losing = try reached(phase)
    losing.kill(.ue(1))
    #expect(losing.finish() == .completed)
    #expect(losing.committed[boundary].events == [.detached(try UEName("ue-2"), .leaseExpired)])
    #expect(losing.committed.withOneReason == leaving.committed)
    #expect(losing.committed.withOneReason.digest == leaving.committed.digest)
    #expect(losing.summary?.ues == leaving.summary?.ues)
    #expect(losing.summary?.totals.tasks.addsUp == true)
  }

  @Test(
    "A Bye in any phase takes effect at the next boundary; the slot is done to its end", arguments: phases.dropLast())
  func bye(phase: String) throws {
    var emulation = try reached(phase)
    emulation.stop(.ue(1))
    #expect(emulation.finish() == .completed)
    #expect(emulation.ues[1].conclusion == .completed)
    #expect(emulation.committed[3].ues.map(\.name.rawValue) == ["ue-1", "ue-2", "ue-3"])
    #expect(emulation.committed[4].events == [.detached(try UEName("ue-2"), .left)])
    let line = try #require(emulation.summary?.ues[1])
    #expect(line.detachedAtSlot == 4)
    #expect(line.tasks.completed + line.tasks.failed + line.tasks.queued == 10)
  }

  @Test("A second Bye in the same slot does not take the UE out of it")
  func repeatedBye() throws {
    let observation = Observation()
    let name = try UEName("ue-2")
    var emulation = try HandDrivenEmulation(Self.scenario, observedBy: observation)
    _ = emulation.run { _ in observation.count("grant", slot: 3, ue: name) > 0 }
    emulation.stop(.ue(1))
    let headers = observation.letters.map(\.envelope.header).filter { $0.sender == .ue(name) }
    let last = try #require(headers.max { $0.sequence < $1.sequence })
    // The next number is then used up, so that the UE is asked again once.
    let bye = Envelope(
      header: Header(sender: .ue(name), recipient: .server, incarnation: last.incarnation, sequence: last.sequence + 1),
      message: .bye(Bye(reason: "again")))
    emulation.transport.post(
      Letter(
        envelope: bye, origin: .ue(1), destination: .channel(0), port: .down(HandDrivenEmulation.link(ofUE: 1))))
    let before = emulation.clock.now
    #expect(emulation.finish() == .completed)
    // No lease had to run out for it.
    #expect(emulation.clock.now.seconds(since: before) < 5)
    #expect(emulation.committed[3].ues.count == 3)
  }

  @Test("A UE that joins while slots run takes part from a boundary on and disturbs nobody's earlier slots")
  func join() throws {
    let expected = try undisturbed(Self.scenario).slots
    var emulation = try reached("grant")
    let joined = emulation.startUE(AttachOptions(name: .automatic))
    #expect(emulation.finish() == .completed)
    let line = try #require(emulation.summary?.ues.last)
    #expect(line.name == "ue-4")
    #expect(line.attachedAtSlot > 3)
    #expect(emulation.ues[joined].notes.contains(.attached(try UEName("ue-4"), slot: line.attachedAtSlot)))
    #expect(emulation.committed.prefix(line.attachedAtSlot) == expected.prefix(line.attachedAtSlot))
    guard case .attached(let name, _, _) = emulation.committed[line.attachedAtSlot].events.first else {
      Issue.record("the join is not recorded")
      return
    }
    #expect(name.rawValue == "ue-4")
  }

  @Test("A UE that leaves and comes back finds its tasks, its battery and its account")
  func comeBack() throws {
    var emulation = try HandDrivenEmulation(.fixture(policies: [.local, .remote], slots: nil))
    _ = emulation.run { $0.committed.count == 2 }
    emulation.stop(.ue(1))
    _ = emulation.run { $0.ues[1].conclusion != nil }
    _ = emulation.run { $0.committed.count == 6 }
    let last = try #require(emulation.committed.last { $0.ues.count == 2 }?.ues.last)
    let before = try #require(last.report)
    let done = last.outcome?.result == .completed ? 1 : 0
    emulation.startUE(AttachOptions(name: .exactly(try UEName("ue-2"))))
    _ = emulation.run { $0.committed.last?.ues.count == 2 }
    let after = try #require(emulation.committed.last?.ues.last?.report)
    #expect(after.completed == before.completed + done)
    #expect(after.queued == before.queued - done)
    #expect(after.battery < before.battery)
    emulation.stop(.server)
    let line = try #require(emulation.summary?.ues.last)
    #expect(line.attachedAtSlot == 0)
    #expect(line.detachedAtSlot == nil)
    #expect(line.tasks.generated == 10)
    #expect(line.tasks.addsUp)
  }

  @Test("A UE lost in its first slot has never been there")
  func lostAtOnce() throws {
    let observation = Observation()
    let expected = try undisturbed(Self.scenario)
    var emulation = try HandDrivenEmulation(Self.scenario, observedBy: observation)
    _ = emulation.run { $0.committed.count == 2 }
    emulation.startUE(AttachOptions(name: .automatic))
    let name = try UEName("ue-4")
    #expect(emulation.run { _ in observation.count("slot start", ue: name) > 0 } as Bool)
    emulation.kill(.ue(3))
    #expect(emulation.finish() == .completed)
    #expect(emulation.summary?.digest == expected.summary.digest)
    #expect(emulation.summary?.ues == expected.summary.ues)
  }

  @Test("A UE whose work fails says why; the slot goes on without it when its lease has run out")
  func failingWork() throws {
    var emulation = try HandDrivenEmulation(server: Self.scenario)
    emulation.startChannel()
    for (index, ue) in Self.scenario.ues.enumerated() {
      let options = AttachOptions(name: .exactly(try UEName(ue.name)), patience: 60)
      if index == 1 {
        emulation.startUE(options, engine: FailingEngine(task: 3))
      } else {
        emulation.startUE(options)
      }
    }
    #expect(emulation.finish() == .completed)
    #expect(emulation.ues[1].conclusion == .failed("the picture of task 3 does not decode"))
    #expect(emulation.serverLog.contains("ue-2 leaves: the picture of task 3 does not decode"))
    let line = try #require(emulation.summary?.ues[1])
    #expect(line.tasks.completed == 2)
    #expect(line.tasks.queued == 8)
    #expect(emulation.summary?.slots == 8)
  }

  @Test(
    "A channel emulator that is killed and started again finds its UEs; the digest is that of the undisturbed run",
    arguments: phases)
  func channelRestart(phase: String) throws {
    let expected = try undisturbed(Self.scenario).summary
    var emulation = try reached(phase)
    emulation.kill(.channel(0))
    emulation.advance(bySeconds: 20)
    emulation.startChannel()
    #expect(emulation.finish() == .completed)
    #expect(emulation.summary?.digest == expected.digest)
    #expect(emulation.summary?.ues == expected.ues)
  }
}

/// A synthetic engine that cannot encode one task.
private struct FailingEngine: Engine {
  var engine = SyntheticUEEngine()
  let task: Int

  init(task: Int) {
    self.task = task
  }

  mutating func perform(_ work: UEWork) -> UEProduct {
    if case .encode(_, task, _) = work { return .failed("the picture of task \(task) does not decode") }
    return engine.perform(work)
  }
}

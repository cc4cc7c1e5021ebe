import EmulatorTestKit
import Offloading
import Protocol
import Quantities
import Radio
import Roles
import Scenario
import Tasks
import Testing
import Trace
import UserEquipment

@Suite("The realtime clock, by hand")
struct RealtimeTests {
  private static let duration = 5.0

  private func scenario(slots: Int? = 4, scale: Double = 2) -> Scenario {
    var scenario = Scenario.fixture(policies: [.remote, .local], slots: slots, clock: .realtime)
    scenario.slots.duration = Seconds(Self.duration)
    scenario.slots.scale = scale
    return scenario
  }

  @Test("A burst lands after its airtime, its answer comes after computing and download, slots begin on time")
  func modelledTimes() throws {
    let observation = Observation()
    var emulation = try HandDrivenEmulation(scenario(), observedBy: observation)
    _ = emulation.run { _ in observation.count("slot opening") > 0 }
    let origin = emulation.clock.now
    for slot in 0..<4 {
      func reach(_ kind: String) -> Instant {
        #expect(emulation.run { _ in observation.count(kind, slot: slot) > 0 } as Bool)
        return emulation.clock.now
      }
      #expect(reach("slot opening").seconds(since: origin) == Double(slot) * Self.duration * 2)
      let sent = reach("burst")
      let landed = reach("arrival")
      guard case .arrival(let arrival) = observation.letters.last?.envelope.message else {
        Issue.record("not an arrival")
        return
      }
      #expect(abs(landed.seconds(since: sent) - 2 * arrival.airtime.value) < 2e-9)
      let answered = reach("answer")
      guard case .answer(let answer) = observation.letters.last?.envelope.message else {
        Issue.record("not an answer")
        return
      }
      let computing = answer.remoteTime.value + scenario().offloading.downlinkLatency.value
      #expect(abs(answered.seconds(since: landed) - 2 * computing) < 2e-9)
    }
    #expect(emulation.finish() == .completed)
    #expect(emulation.summary?.timing?.slotStartSeconds == 0)
    // Each instant is rounded to a nanosecond.
    #expect(abs(emulation.summary?.timing?.answerSeconds ?? 1) < 4e-9)
    #expect(emulation.summary?.digest == nil)
  }

  @Test("A heartbeat that overtakes a burst in the air does not make it a duplicate")
  func overtaking() throws {
    let observation = Observation()
    var emulation = try HandDrivenEmulation(scenario(slots: 1), observedBy: observation)
    _ = emulation.run { _ in observation.count("burst") > 0 }
    emulation.settle()
    let header = Header(sender: .ue(try UEName("ue-1")), recipient: .server, incarnation: 3, sequence: 50)
    emulation.deliver(
      Letter(
        envelope: Envelope(header: header, message: .heartbeat(Heartbeat(question: true))), origin: .ue(0),
        destination: .channel(0), port: .down(HandDrivenEmulation.link(ofUE: 0))))
    emulation.settle()
    #expect(observation.count("arrival") == 0)
    emulation.finish()
    #expect(emulation.committed[0].ues[0].arrival != nil)
    #expect(emulation.summary?.messages.duplicates == 0)
  }

  @Test("A burst that is asked for again lands when the first one does")
  func askedAgainInTheAir() throws {
    var slow = scenario(slots: 1, scale: 1)
    // S·k/b of several seconds, longer than the server's patience.
    slow.radio.bandwidth = Hertz(
      Double(slow.offloading.workload(of: .image).symbols) / 3)
    slow.slots.duration = Seconds(60)
    let observation = Observation()
    var emulation = try HandDrivenEmulation(slow, observedBy: observation)
    _ = emulation.run { _ in observation.count("burst") > 0 }
    let sent = emulation.clock.now
    #expect(emulation.run(forSeconds: 10) { _ in observation.count("arrival") > 0 } as Bool)
    #expect(observation.count("burst") > 1)
    #expect(abs(emulation.clock.now.seconds(since: sent) - 3) < 1e-8)
  }

  @Test(
    "A late UE keeps its task and the slot goes on; the late report changes nothing",
    arguments: ["slot report", "outcome"])
  func late(kind: String) throws {
    let name = try UEName("ue-2")
    var emulation = try HandDrivenEmulation(scenario()) { letter in
      let header = letter.envelope.header
      return letter.envelope.message.kind == kind && header.slot == 1 && header.sender == .ue(name)
        && letter.destination == .server ? .hold : .deliver
    }
    _ = emulation.run { $0.committed.count == 2 }
    #expect(emulation.committed[1].ues[1].outcome == nil)
    emulation.transport.release()
    #expect(emulation.finish() == .completed)
    #expect(emulation.committed.map { $0.ues[1].outcome?.task } == [1, nil, 2, 3])
    let line = try #require(emulation.summary?.ues[1])
    #expect(line.tasks.completed == 3)
    #expect(line.tasks.queued == 7)
  }

  @Test("A slot end that is lost is asked for: whether the outcome counted is never guessed", arguments: [true, false])
  func lostEnd(outcomeIsLate: Bool) throws {
    let name = try UEName("ue-2")
    var emulation = try HandDrivenEmulation(scenario(slots: 5)) { letter in
      let header = letter.envelope.header
      guard header.slot == 1, header.attempt == 0, letter.destination == .server || letter.destination == .ue(1)
      else { return .deliver }
      switch letter.envelope.message {
      case .outcome where outcomeIsLate && header.sender == .ue(name): return .drop
      case .slotEnd: return .drop
      default: return .deliver
      }
    }
    // The first end of slot 1 alone is lost.
    _ = emulation.run { $0.committed.count == 2 }
    emulation.settle()
    emulation.transport.fate = { _ in .deliver }
    #expect(emulation.finish() == .completed)
    let done = emulation.committed.compactMap { $0.ues.last?.outcome?.task }
    #expect(Set(done).count == done.count)
    let line = try #require(emulation.summary?.ues[1])
    #expect(line.tasks.completed == done.count)
    #expect(line.tasks.addsUp)
  }

  @Test("While nobody is attached modelled time stands still: slots do not race to catch up")
  func empty() throws {
    let observation = Observation()
    var emulation = try HandDrivenEmulation(scenario(slots: nil), observedBy: observation)
    _ = emulation.run { $0.committed.count == 2 }
    emulation.stop(.ue(0))
    emulation.stop(.ue(1))
    emulation.advance(bySeconds: 600)
    let before = emulation.committed.count
    emulation.startUE(AttachOptions(name: .automatic))
    #expect(emulation.run { $0.committed.count == before + 3 } as Bool)
    #expect(emulation.committed.suffix(3).allSatisfy { $0.ues.count == 1 && $0.ues[0].outcome != nil })
  }
}

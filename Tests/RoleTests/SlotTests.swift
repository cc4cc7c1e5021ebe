import EdgeServer
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

@Suite("One slot")
struct SlotTests {
  @Test("The phases of a slot follow one another: no grant before the last report, no answer before the last arrival")
  func phases() throws {
    let observation = Observation()
    var emulation = try HandDrivenEmulation(
      .fixture(policies: [.local, .remote, .remote], slots: 3), observedBy: observation)
    emulation.finish()
    for slot in 0..<3 {
      let kinds = observation.letters.filter { $0.envelope.header.slot == slot }.map(\.envelope.message.kind)
      func first(_ kind: String) throws -> Int { try #require(kinds.firstIndex(of: kind)) }
      func last(_ kind: String) throws -> Int { try #require(kinds.lastIndex(of: kind)) }
      #expect(try first("slot opening") < first("slot start"))
      #expect(try last("slot start") < first("grant"))
      #expect(try last("slot report") < first("grant"))
      #expect(try last("arrival") < first("answer"))
      #expect(try last("outcome") < first("slot end"))
    }
  }

  @Test("A UE with an empty queue is neither in the softmax nor among the offloaders")
  func idle() throws {
    var scenario = Scenario.fixture(policies: [.remote, .remote, .remote], slots: 3)
    scenario.ues[0].profile.supply.initial = 1
    let (slots, _) = try undisturbed(scenario)
    #expect(slots[0].ues.map { $0.grant?.offloaders } == [3, 3, 3])
    #expect(slots[1].ues.map { $0.grant?.offloaders } == [2, 2, 2])
    #expect(slots[1].ues[0].grant?.decision == .idle)
    #expect(slots[1].ues[0].outcome == nil)
    for ue in slots[1].ues.dropFirst() {
      guard case .offload(let allotment) = ue.grant?.decision else {
        Issue.record("\(ue.name) got no bandwidth")
        continue
      }
      #expect(allotment.bandwidth == scenario.radio.bandwidth / 2)
    }
  }

  @Test("Bid and power beyond their limits are brought into them; a report that does not add up is refused")
  func hostileReports() throws {
    var emulation = try HandDrivenEmulation(.fixture(policies: [.remote, .remote], slots: 2))
    let hostile = try UEName("ue-1")
    emulation.transport.fate = { letter in
      guard case .slotReport = letter.envelope.message, letter.envelope.header.sender == .ue(hostile),
        letter.destination == .server
      else { return .deliver }
      return .hold
    }
    _ = emulation.run { !$0.transport.held.isEmpty }
    let honest = try #require(emulation.transport.held.first)
    guard case .slotReport(var report) = honest.envelope.message else {
      Issue.record("not a report")
      return
    }
    func send(_ report: SlotReport, raising sequence: UInt64) {
      var letter = honest
      letter.envelope.header.sequence += sequence
      letter.envelope.message = .slotReport(report)
      emulation.deliver(letter)
    }
    report.queued += 1
    send(report, raising: 1)
    #expect(
      emulation.serverLog.last
        == "refused a slot report from ue-1 whose counts do not add up: 10 generated, 0 completed, 0 failed, 11 queued")
    report.generated = Int.max
    report.completed = Int.max
    send(report, raising: 2)
    report = SlotReport(
      wish: .offload(task: 1, bid: 1e300, power: Watts(1e9)), channel: report.channel, battery: report.battery,
      generated: 10, completed: 0, failed: 0, queued: 10)
    emulation.transport.fate = { _ in .deliver }
    send(report, raising: 3)
    // The UE's own messages bear numbers that were used up: it is asked again until it is past them.
    emulation.finish()
    let parameters = Scenario.fixture().offloading
    let grant = try #require(emulation.committed.first?.ues.first?.grant)
    guard case .offload(let allotment) = grant.decision else {
      Issue.record("no allotment")
      return
    }
    #expect(allotment.power == parameters.transmitPower.upperBound)
    #expect(allotment.bandwidth < Scenario.fixture().radio.bandwidth)
  }

  @Test("A wish for a task that never came is refused", arguments: [0, 11, Int.max])
  func taskThatNeverCame(task: Int) throws {
    var emulation = try HandDrivenEmulation(.fixture(policies: [.remote], slots: 1))
    emulation.transport.fate = { letter in
      guard case .slotReport = letter.envelope.message, letter.destination == .server else { return .deliver }
      return .hold
    }
    _ = emulation.run { !$0.transport.held.isEmpty }
    var letter = try #require(emulation.transport.held.first)
    guard case .slotReport(var report) = letter.envelope.message else {
      Issue.record("not a report")
      return
    }
    report.wish = .offload(task: task, bid: 0, power: Watts(0.1))
    letter.envelope.header.sequence += 1
    letter.envelope.message = .slotReport(report)
    emulation.deliver(letter)
    #expect(
      emulation.serverLog.last
        == "refused a slot report from ue-1 that wishes to do task \(task) of 10 that ever came")
    emulation.transport.fate = { _ in .deliver }
    emulation.finish()
    #expect(emulation.committed.count == 1)
  }

  @Test("Outcomes that a UE makes up are refused when they cannot be summed or are of another task")
  func hostileOutcomes() throws {
    var emulation = try HandDrivenEmulation(.fixture(policies: [.local, .local], slots: 1))
    emulation.transport.fate = { letter in
      guard case .outcome = letter.envelope.message, letter.destination == .server else { return .deliver }
      return .hold
    }
    _ = emulation.run { $0.transport.held.count == 2 }
    var forged = emulation.transport.held[0]
    guard case .outcome(let honest) = forged.envelope.message else {
      Issue.record("not an outcome")
      return
    }
    let refused = emulation.server.role.counters.refused
    for change in [
      { (outcome: inout Outcome) in outcome.task += 1 }, { $0.reward = 1e300 }, { $0.qoe = .infinity },
      { $0.givenUp = true },
    ] {
      var outcome = honest
      change(&outcome)
      forged.envelope.header.sequence += 1
      forged.envelope.message = .outcome(outcome)
      emulation.deliver(forged)
    }
    #expect(emulation.server.role.counters.refused == refused + 4)
    #expect(emulation.committed.isEmpty)
  }

  @Test("A burst of another length than the model's is refused before it is decoded, one of another task too")
  func hostileBursts() throws {
    var emulation = try HandDrivenEmulation(server: .fixture(policies: [.remote], slots: 1))
    emulation.transport.fate = { if case .arrival = $0.envelope.message { .hold } else { .deliver } }
    emulation.startChannel()
    emulation.startUE(AttachOptions(name: .exactly(try UEName("ue-1")), patience: 60))
    _ = emulation.run { !$0.transport.held.isEmpty }
    var forged = emulation.transport.held[0]
    guard case .arrival(let honest) = forged.envelope.message else {
      Issue.record("not an arrival")
      return
    }
    var long = honest
    let symbols = honest.allotment.symbols.patches
    long.samples = try TensorFrame(floats: [Float](repeating: 0, count: 4 * symbols), shape: [2 * symbols, 2])
    long.content = .tokens([SymbolBlock(tokens: 2, symbolsPerToken: symbols)])
    var split = long
    split.content = .tokens([SymbolBlock](repeating: SymbolBlock(tokens: 1, symbolsPerToken: symbols), count: 2))
    var other = honest
    other.task = 7
    for arrival in [split, other, long] {
      forged.envelope.header.sequence += 1
      forged.envelope.message = .arrival(arrival)
      emulation.deliver(forged)
    }
    #expect(emulation.server.role.counters.refused == 3)
    #expect(
      emulation.serverLog.first { $0.hasPrefix("refused") }
        == "refused a burst from ue-1 of 2 blocks, expected 1")
    emulation.transport.fate = { _ in .deliver }
    emulation.transport.release()
    #expect(emulation.finish() == .completed)
  }
}

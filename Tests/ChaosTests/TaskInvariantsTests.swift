import Chaos
import Protocol
import Quantities
import Tasks
import Testing
import Trace

@Suite("What must hold of committed slots")
struct TaskInvariantsTests {
  /// Two UEs that complete a task in each slot.
  private func slots(_ count: Int = 4) throws -> [SlotRecord] {
    try (0..<count).map { slot in
      let ues = try ["ue-1", "ue-2"].map { name in
        try ue(name, completed: slot, task: slot + 1)
      }
      return SlotRecord(slot: slot, events: [], ues: ues, sumReward: 0)
    }
  }

  private func ue(_ name: String, completed: Int, task: Int, result: AttemptResult = .completed) throws -> UESlotRecord
  {
    var ue = UESlotRecord(name: try UEName(name))
    let channel = ChannelState(
      x: Metres(1), y: Metres(1), distance: Metres(1), largeScaleGain: 1, fadingReal: 1, fadingImaginary: 0)
    ue.report = SlotReport(
      wish: .local(task: task, frequency: Hertz(1e9)), channel: channel, battery: Joules(1), generated: 10,
      completed: completed, failed: 0, queued: 10 - completed)
    ue.outcome = Outcome(
      task: task, result: result, givenUp: false, latency: Seconds(0.1), energy: Joules(0.1), cost: 1, qoe: 1,
      reward: 1,
      expectedAccuracy: 1, answer: .retrieved(item: 0, label: 0), score: .right(true))
    return ue
  }

  private func violations(_ slots: [SlotRecord]) -> [Violation] {
    var invariants = TaskInvariants()
    return slots.flatMap { invariants.take($0) }
  }

  @Test("A sound run violates nothing")
  func sound() throws {
    #expect(try violations(slots()).isEmpty)
  }

  @Test("A task that is completed twice is named with both slots")
  func twice() throws {
    var slots = try slots()
    slots[2].ues[1] = try ue("ue-2", completed: 2, task: 2)
    let found = try #require(violations(slots).first)
    #expect(found.invariant == .singleDelivery && found.slot == 2)
    #expect(found.evidence == "ue-2/2 was done in a slot before already")
  }

  @Test("A task that is lost or counted without an outcome is seen in the next report")
  func lost() throws {
    var slots = try slots()
    slots[1].ues[0].outcome = nil
    let found = try #require(violations(slots).first)
    #expect(found.invariant == .accounting && found.slot == 2)
    #expect(
      found.evidence
        == "ue-1 reports 10 generated, 2 completed, 0 failed; the slots before come to 10, 1, 0")
  }

  @Test("Counts that do not add up, an outcome of another task, and a gap are named")
  func others() throws {
    var counts = try slots()
    counts[1].ues[0].report?.queued = 3
    #expect(violations(counts).map(\.invariant) == [.accounting])
    var task = try slots()
    task[3].ues[1].report?.wish = .local(task: 9, frequency: Hertz(1e9))
    #expect(violations(task).map(\.invariant) == [.singleDelivery])
    var gap = try slots()
    gap.remove(at: 2)
    #expect(violations(gap).first?.invariant == .slots)
    #expect(violations(gap).first?.description == "slots violated in slot 3: it comes where slot 2 belongs")
  }

  @Test("A summary that does not fit its slots is named")
  func summary() throws {
    var invariants = TaskInvariants()
    for slot in try slots() { _ = invariants.take(slot) }
    func summary(_ completed: Int, slots: Int) -> RunSummary {
      let tasks = TaskCounts(generated: 10, completed: completed, failed: 0, queued: 10 - completed)
      let ue = UESummary(
        name: "ue-1", task: "t", policy: "p", attachedAtSlot: 0, detachedAtSlot: nil, tasks: tasks, failedAttempts: 0,
        qoe: nil, latencySeconds: nil, energyJoules: nil, expectedAccuracy: nil, measuredAccuracy: nil,
        snrDecibels: nil)
      return RunSummary(
        topology: "t", seed: 1, clock: "virtual", runner: "processes", slots: slots, digest: nil, ues: [ue],
        totals: RunTotals(tasks: tasks, sumQoE: 0),
        messages: MessageSummary(sent: 0, received: 0, duplicates: 0, gaps: 0, refused: 0), timing: nil, wallSeconds: 1,
        slotsPerSecond: 1)
    }
    #expect(invariants.check(summary(4, slots: 4)).isEmpty)
    #expect(invariants.check(summary(5, slots: 4)).map(\.invariant) == [.accounting])
    #expect(invariants.check(summary(4, slots: 5)).map(\.invariant) == [.slots])
  }
}

import EmulatorTestKit
import Learning
import Offloading
import Protocol
import Quantities
import Roles
import Scenario
import Synchronization
import Tasks
import Testing
import Trace
import UserEquipment

/// Decides every slot alike, locally, and remembers what it was taught.
private struct TaughtEngine: Engine {
  /// The slots that lessons were about.
  final class Lessons: Sendable {
    let slots = Mutex<[Int]>([])
  }

  let lessons: Lessons
  private var synthetic = SyntheticUEEngine()

  init(_ lessons: Lessons = Lessons()) { self.lessons = lessons }

  mutating func perform(_ work: UEWork) -> UEProduct {
    if case .decide(_, _, let lesson?) = work { lessons.slots.withLock { $0.append(lesson.slot) } }
    return synthetic.perform(work)
  }
}

@Suite("UEs that learn while a run goes on")
struct LearningUETests {
  /// Two UEs in bad air, whose tasks do not end: what is best follows from the channel.
  private static func scenario(slots: Int, seed: UInt64 = 7) -> Scenario {
    var scenario = Scenario.fixture(policies: [.random, .random], seed: seed, slots: slots)
    for index in scenario.ues.indices {
      scenario.ues[index].profile.policy = .learning(OnlineLearning(explorationSlots: 700))
      scenario.ues[index].profile.supply.initial = 100_000
    }
    return scenario
  }

  private func run(
    _ scenario: Scenario, disturb: (inout HandDrivenEmulation) throws -> Void = { _ in }
  ) throws -> HandDrivenEmulation {
    var emulation = try HandDrivenEmulation(server: scenario)
    emulation.startChannel()
    for ue in scenario.ues {
      emulation.startUE(
        AttachOptions(name: .exactly(try UEName(ue.name)), patience: 60), engine: ActingEngine(folder: ""))
    }
    try disturb(&emulation)
    #expect(emulation.finish() == .completed)
    return emulation
  }

  @Test("They become better than they were, and a run with the same seed is the same to the last bit")
  func learns() throws {
    let scenario = Self.scenario(slots: 1200)
    let emulation = try run(scenario)
    let rewards = emulation.committed.map(\.sumReward)
    let (first, last) = (rewards.prefix(300), rewards.suffix(300))
    let (before, after) = (first.reduce(0, +) / 300, last.reduce(0, +) / 300)
    #expect(after > before + 0.2, "reward per slot \(before), then \(after)")
    #expect(emulation.summary?.ues.map(\.policy) == ["learning:700", "learning:700"])
    let short = Self.scenario(slots: 400)
    #expect(try run(short).summary?.digest == run(short).summary?.digest)
  }

  @Test(
    "A slot that is begun again by a server that was started again is decided as it was, and nothing is learned twice")
  func again() throws {
    let scenario = Self.scenario(slots: 330)
    let expected = try run(scenario).summary
    let disturbed = try run(scenario) { emulation in
      _ = emulation.run { $0.committed.count == 290 }
      emulation.kill(.server)
      try emulation.restartServer()
    }
    #expect(disturbed.summary?.digest == expected?.digest)
  }

  @Test("One that is started again within a slot goes on with what the server granted, and begins to learn anew")
  func restarted() throws {
    for kind in ["slot report", "grant", "burst"] {
      var seen = 0
      let emulation = try run(Self.scenario(slots: 60)) { emulation in
        _ = emulation.run { $0.committed.count == 30 }
        emulation.transport.fate = { letter in
          seen += letter.envelope.message.kind == kind ? 1 : 0
          return .deliver
        }
        #expect(emulation.run { _ in seen > 0 })
        emulation.kill(.ue(0))
        emulation.restartUE(0, engine: ActingEngine(folder: ""))
      }
      #expect(emulation.committed.count == 60)
      #expect(emulation.summary?.ues.allSatisfy { $0.tasks.addsUp } == true)
    }
  }

  @Test("The slot in which one is started again teaches it nothing: the process before it has decided that")
  func inherited() throws {
    let scenario = Self.scenario(slots: 10)
    for kind in ["slot report", "grant", "outcome"] {
      let (before, after) = (TaughtEngine.Lessons(), TaughtEngine.Lessons())
      var seen = 0
      var emulation = try HandDrivenEmulation(server: scenario)
      emulation.startChannel()
      for (ue, lessons) in zip(scenario.ues, [before, TaughtEngine.Lessons()]) {
        emulation.startUE(
          AttachOptions(name: .exactly(try UEName(ue.name)), patience: 60), engine: TaughtEngine(lessons))
      }
      _ = emulation.run { $0.committed.count == 4 }
      emulation.transport.fate = { letter in
        seen += letter.envelope.message.kind == kind && letter.origin == .ue(0) ? 1 : 0
        seen += letter.envelope.message.kind == kind && letter.destination == .ue(0) ? 1 : 0
        return .deliver
      }
      #expect(emulation.run { _ in seen > 0 })
      let open = emulation.committed.count
      emulation.restartUE(0, engine: TaughtEngine(after))
      #expect(emulation.finish() == .completed)
      #expect(emulation.committed.count == 10)
      // The last slot's lesson would be told with the one after it.
      #expect(before.slots.withLock { $0 } == Array(0..<open))
      #expect(after.slots.withLock { $0 } == Array((open + 1)..<9))
    }
  }
}

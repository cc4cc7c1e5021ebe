import EdgeServer
import EmulatorTestKit
import InProcess
import Offloading
import Protocol
import Quantities
import Roles
import Scenario
import Tasks
import Testing
import Trace

/// What a whole run on one queue came to.
private func run(_ scenario: Scenario) throws -> (summary: RunSummary, slots: [SlotRecord]) {
  var summary: RunSummary?
  var slots: [SlotRecord] = []
  var runner = try InProcessRunner(
    scenario: scenario, serverEngine: SyntheticServerEngine(), ueEngine: { _ in SyntheticUEEngine() },
    onServerNote: { note in
      switch note {
      case .progress(.summary(let value)): summary = value
      case .progress, .ready, .status: break
      case .committed(let record): slots.append(record)
      }
    })
  #expect(runner.run() == .completed)
  return (try #require(summary), slots)
}

@Suite("A whole run on one queue")
struct InProcessRunTests {
  @Test("Every task is accounted for, per UE and in all")
  func accounting() throws {
    let (summary, slots) = try run(.fixture())
    #expect(summary.slots == 12)
    #expect(slots.map(\.slot) == Array(0..<12))
    for ue in summary.ues {
      #expect(ue.tasks.addsUp)
      #expect(ue.tasks.generated == 10)
    }
    #expect(summary.totals.tasks.generated == 30)
    #expect(summary.totals.tasks.addsUp)
  }

  @Test("A local UE completes one task a slot at the QoE of the closed form")
  func localQoE() throws {
    let (summary, _) = try run(.fixture(policies: [.local, .local, .local, .local]))
    #expect(summary.totals.tasks.completed == 40)
    // 4 / min_r(β·a·r² + β·(1 − a)/r + (1 − β)/r) with circuit power: 4.2284.
    #expect(abs(summary.totals.sumQoE - 4.2284) < 0.0005)
  }

  @Test("The same seed gives the same digest, another seed another one")
  func digest() throws {
    let first = try run(.fixture()).summary.digest
    let second = try run(.fixture()).summary.digest
    let other = try run(.fixture(seed: 8)).summary.digest
    #expect(first == second)
    #expect(first != other)
    #expect(first?.hasPrefix("sha256:") == true)
  }

  @Test("The bandwidth granted in a slot sums to the whole band, over the offloaders alone")
  func bandwidth() throws {
    let (_, slots) = try run(.fixture(policies: [.local, .remote, .remote, .random]))
    for slot in slots {
      let granted = slot.ues.compactMap { ue -> Double? in
        guard case .offload(let allotment) = ue.grant?.decision else { return nil }
        return allotment.bandwidth.value
      }
      guard !granted.isEmpty else { continue }
      #expect(abs(granted.reduce(0, +) - 5e6) < 1e-6)
    }
  }

  @Test("A run under the realtime clock keeps its slots' times and promises no digest")
  func realtime() throws {
    var scenario = Scenario.fixture(slots: 6, clock: .realtime)
    scenario.slots.duration = .init(0.03)
    let summary = try run(scenario).summary
    #expect(summary.digest == nil)
    #expect(summary.slots == 6)
    #expect(summary.wallSeconds >= 5 * 0.03)
    #expect(summary.totals.tasks.addsUp)
  }

  @Test("A committed slot that cannot be recorded ends the run with the error's words, and no UE hears of its end")
  func unrecordedSlot() throws {
    struct Full: Error, CustomStringConvertible { let description = "the disk is full" }
    var told: [String] = []
    var runner = try InProcessRunner(
      scenario: .fixture(), serverEngine: SyntheticServerEngine(), ueEngine: { _ in SyntheticUEEngine() },
      onServerNote: { note in
        switch note {
        case .ready: told.append("ready")
        case .committed(let record):
          if record.slot == 2 { throw Full() }
          told.append("committed \(record.slot)")
        case .progress(.slot(let slot, _, _, _)): told.append("progress \(slot)")
        case .progress, .status: break
        }
      })
    #expect(runner.run() == .failed("the disk is full"))
    #expect(told == ["ready", "committed 0", "progress 0", "committed 1", "progress 1"])
  }

  @Test("A run that is stopped early counts the tasks of the cut slot as in flight and still adds up")
  func stopped() throws {
    var summary: RunSummary?
    var asked = 0
    var runner = try InProcessRunner(
      scenario: .fixture(slots: nil), serverEngine: SyntheticServerEngine(), ueEngine: { _ in SyntheticUEEngine() },
      onServerNote: { if case .progress(.summary(let value)) = $0 { summary = value } },
      shouldStop: {
        asked += 1
        return asked > 60
      })
    #expect(runner.run() == .completed)
    #expect(try #require(summary).totals.tasks.addsUp)
  }
}

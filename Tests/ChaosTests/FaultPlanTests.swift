import Testing

@testable import Chaos

@Suite("Drawing faults")
struct FaultPlanTests {
  private static let ues = ["ue-1", "ue-2", "ue-3", "ue-4"]

  private static func plan(seed: UInt64, _ kinds: Set<FaultKind> = Set(FaultKind.allCases)) -> FaultPlan {
    FaultPlan(seed: seed, kinds: kinds, ues: ues, lease: 2)
  }

  @Test("The same seed draws the same faults, in any order; another seed draws others")
  func reproducible() {
    let faults = (1...100).map { Self.plan(seed: 5).fault($0) }
    let again = (1...100).reversed().map { Self.plan(seed: 5).fault($0) }
    #expect(faults == again.reversed())
    #expect(faults != (1...100).map { Self.plan(seed: 6).fault($0) })
    #expect(faults.map(\.number) == Array(1...100))
  }

  @Test("Only the kinds that are asked for occur, and all of them")
  func kinds() {
    for kinds: Set<FaultKind> in [[.kill], [.pause, .garbage], Set(FaultKind.allCases)] {
      #expect(Set((1...200).map { Self.plan(seed: 1, kinds).fault($0).kind }) == kinds)
    }
  }

  @Test("A half of what is done to processes is done to UEs, a quarter each to channel and server")
  func targets() {
    let victims = (1...2000).compactMap { Self.plan(seed: 9, [.kill, .pause]).fault($0).process }
    let (servers, channels) = (
      victims.count { $0 == FaultPlan.server }, victims.count { $0 == FaultPlan.channel }
    )
    // Four standard deviations of a binomial with n = 2000 and p = 1/4: 4·√(2000·3/16) = 77.5.
    #expect(abs(servers - 500) < 78 && abs(channels - 500) < 78)
    #expect(Set(victims).subtracting([FaultPlan.server, FaultPlan.channel]) == Set(Self.ues))
  }

  @Test("Half of the pauses last longer than the lease, and the phases are those that the victim sees")
  func durations() {
    let pauses = (1...1000).map { Self.plan(seed: 2, [.pause]).fault($0) }
    // Four standard deviations of a binomial with n = 1000 and p = 1/2: 63.
    #expect(abs(pauses.count { $0.duration > 2 } - 500) < 64)
    #expect(pauses.allSatisfy { (0.2...3.0).contains($0.duration) && (1...6).contains($0.slotsBefore) })
    for fault in pauses {
      if fault.process == FaultPlan.server { #expect(fault.phase.hops.contains(.backhaul)) }
      if Self.ues.contains(fault.process ?? "") { #expect(fault.phase.hops.contains(.air)) }
    }
  }

  @Test("A fault says what is done to whom, for how long and when")
  func words() {
    let pause = Fault(number: 1, injury: .pause("ue-3", 1.204), slotsBefore: 1, phase: .report)
    #expect("\(pause)" == "pause ue-3 for 1.20 s, at the report")
    let copies = Fault(number: 1, injury: .duplicate(.air, .up, 0.05, lag: 3), slotsBefore: 1, phase: .end)
    #expect("\(copies)" == "duplicate UEs–channel up for 0.05 s, 3 messages later, at the end")
    let garbage = Fault(number: 1, injury: .garbage(.backhaul, .messages, seed: 1), slotsBefore: 1, phase: .arrival)
    #expect("\(garbage)" == "garbage (messages) at the edge-server, at the arrival")
  }
}

import Chaos
import EmulatorTestKit
import Launching
import Recording
import Tasks
import Testing
import Topology
import Trace

@Suite("The factory floor", .serialized)
struct FactoryFloorTests {
  /// Two machines at fixed places and a vehicle somewhere between 20 and 80 metres away; work keeps coming.
  static let topology = """
    topology: factory-floor
    slots: unlimited
    semantics:
      retrieval: { model: retrieval-shapes, data: shapes, gallery: 72 }
    attendance: { lease: 2 s }
    template: { policy: remote, tasks: { initial: 5, arrivals: 0.5 } }
    ues:
      - { name: press, position: { x: 15 m, y: 5 m } }
      - { name: robot, position: { x: 20 m, y: -10 m }, policy: local }
      - { name: vehicle, position: { from: 20 m, to: 80 m } }
    """

  @Test("no task is lost when the vehicle's process dies, the server dies, and the radio link breaks")
  func faults() throws {
    let folder = try TestFolder()
    let emulation = try LiveEmulation(testing: folder.write(Self.topology, as: "factory.yaml"), in: folder)
    try emulation.waitForSlot(5)

    // A process that is killed is started again and goes on where it was.
    try emulation.kill("vehicle")
    try emulation.waitForSlot((emulation.lastSlot ?? 0) + 5)
    try emulation.kill(FaultPlan.server)
    try emulation.waitForSlot((emulation.lastSlot ?? 0) + 5)

    // Half a second without a connection between the UEs and the channel emulator.
    emulation.cut(.air, for: 0.5)
    try emulation.waitForSlot((emulation.lastSlot ?? 0) + 5)

    // A process that hangs, and goes on.
    try emulation.pause("press")
    try emulation.proceed("press")
    try emulation.waitForSlot((emulation.lastSlot ?? 0) + 5)
    try emulation.stop()

    // The record tells what happened: its digest chain is checked when it is opened.
    let run = try RunInspection(path: emulation.record)
    #expect(run.ues.map(\.name) == ["press", "robot", "vehicle"])
    for ue in run.ues {
      #expect(ue.tasks.generated == ue.tasks.completed + ue.tasks.failed + ue.tasks.queued)
      #expect(ue.tasks.completed > 0)
    }
    #expect(run.notes.contains { $0.kind == .restart })

    // Every slot by itself: no task was delivered twice.
    var invariants = TaskInvariants()
    try RunRecord(path: emulation.record).forEachSlot { slot, _ in
      #expect(invariants.take(slot).isEmpty)
      return true
    }
  }

  @Test("the machine at 15 metres does its work in time")
  func latency() throws {
    let folder = try TestFolder()
    let emulation = try LiveEmulation(
      testing: folder.write(Self.topology, as: "factory.yaml"), in: folder,
      overrides: TopologyOverrides(seed: 3, slots: .exactly(40)))
    guard case .finished(let summary) = try emulation.waitForEnd() else {
      Issue.record("the run did not end by itself")
      return
    }
    let press = try #require(summary.ues.first { $0.name == "press" })
    #expect(try #require(press.latencySeconds) < 0.02)
    #expect(press.tasks.failed == 0)
  }
}

import Air
import EdgeServer
import EmulatorTestKit
import Offloading
import Protocol
import Quantities
import Roles
import Scenario
import Tasks
import Testing
import Trace
import UserEquipment

@Suite("The status of the roles")
struct StatusTests {
  /// A run of three UEs without end, under way for some slots.
  private func underWay() throws -> HandDrivenEmulation {
    var emulation = try HandDrivenEmulation(.fixture(slots: nil))
    #expect(emulation.run { $0.committed.count == 4 })
    return emulation
  }

  private func status(_ emulation: HandDrivenEmulation) -> RunStatus {
    emulation.server.role.status(at: emulation.clock.now)
  }

  @Test("Before anybody has come all UEs that the topology names are absent, and missing")
  func beginning() throws {
    var emulation = try HandDrivenEmulation(server: .fixture())
    var status = status(emulation)
    #expect(status.phase == .waiting)
    #expect(status.channel.state == .absent)
    #expect(status.missing == ["ue-1", "ue-2", "ue-3"])
    #expect(status.ues.map(\.state) == [.absent, .absent, .absent])
    #expect(status.ues.map(\.policy) == ["local", "remote", "random"])
    #expect(status.slot == 0 && status.slots == 12 && status.slotsPerSecond == 0)

    emulation.transport.fate = { if case .ready = $0.envelope.message { .drop } else { .deliver } }
    emulation.startChannel()
    emulation.advance(bySeconds: 0.05)
    try emulation.startUE(AttachOptions(name: .exactly(UEName("ue-2"))))
    emulation.settle()
    status = self.status(emulation)
    #expect(status.channel.state == .attached)
    #expect(status.ues.map(\.state) == [.absent, .loading, .absent])
    #expect(status.ues[1].attachSlot == nil)
  }

  @Test("A server whose models are not there yet is loading")
  func loading() throws {
    var server = HandDrivenRole(
      try EdgeServerRole(scenario: .fixture(), incarnation: 1, tokenSecret: [1], runner: "by hand"))
    let start = ManualClock().now
    server.feed(.started, at: start)
    let status = server.role.status(at: start.advanced(bySeconds: 3))
    #expect(status.phase == .loading)
    #expect(status.digest == nil)
    #expect(status.upSeconds == 3)
  }

  @Test("A run under way shows what is committed: digest, tasks, SNR, distance and last outcome of each UE")
  func running() throws {
    let emulation = try underWay()
    let status = status(emulation)
    #expect(status.phase == .running)
    #expect(status.slot == 4)
    #expect(status.slots == nil)
    #expect(status.digest?.hasPrefix("sha256:") == true)
    #expect(status.missing.isEmpty)
    #expect(status.messages.sent == emulation.server.role.counters.sent)
    let last = try #require(emulation.committed.last)
    for (ue, record) in zip(status.ues, last.ues) {
      #expect(ue.name == record.name.rawValue)
      #expect(ue.state == .attached)
      #expect(ue.attachSlot == 0)
      #expect(ue.restarts == 0)
      #expect(ue.distanceMetres == record.report?.channel.distance.value)
      #expect((ue.lastOutcome == "completed") == (record.outcome?.result == .completed))
      #expect(ue.tasks.addsUp)
    }
    #expect(status.ues[0].tasks.completed == 4)
    #expect(status.ues[0].snrDecibels == nil)
    #expect(status.ues[1].snrDecibels != nil)
  }

  @Test("The server tells its status four times a second, with the slots of the last seconds")
  func told() throws {
    var emulation = try HandDrivenEmulation(.fixture(slots: nil, clock: .realtime))
    emulation.advance(bySeconds: 10)
    let told = emulation.server.notes.compactMap { if case .status(let status) = $0 { status } else { nil } }
    #expect(told.count == 40)
    let last = try #require(told.last)
    // The first slots came later than the server: the window of 5 s is full at the end.
    let duration = Scenario.fixture(clock: .realtime).slots.duration.value
    #expect(abs(last.slotsPerSecond - 1 / duration) < 1)
    #expect(last.digest == nil)
    #expect(last.slot > told[20].slot)
  }

  @Test("A UE that is silent is seen to be, is detached after its lease, and counts as restarted when it comes again")
  func restart() throws {
    var emulation = try underWay()
    emulation.kill(.ue(1))
    emulation.advance(bySeconds: 4)
    #expect(try #require(status(emulation).ues[1].heardSeconds) >= 4)
    #expect(status(emulation).ues[1].state == .attached)
    #expect(emulation.run { $0.server.role.status(at: $0.clock.now).ues[1].state == .detached })
    #expect(status(emulation).ues[1].heardSeconds == nil)
    let tasks = status(emulation).ues[1].tasks
    try emulation.startUE(AttachOptions(name: .exactly(UEName("ue-2"))))
    #expect(emulation.run { $0.server.role.status(at: $0.clock.now).ues[1].state == .attached })
    let slots = emulation.committed.count
    #expect(emulation.run { $0.committed.count == slots + 2 })
    let again = status(emulation).ues[1]
    #expect(again.restarts == 1)
    #expect(try #require(again.attachSlot) > 4)
    #expect(again.tasks.generated == tasks.generated)
    #expect(status(emulation).ues[0].restarts == 0)
  }

  @Test("A UE whose process is started again with its journal goes on in its stay, loading first")
  func resumed() throws {
    var emulation = try underWay()
    emulation.transport.fate = { if case .ready = $0.envelope.message { .hold } else { .deliver } }
    emulation.restartUE(1)
    #expect(emulation.run { !$0.transport.held.isEmpty })
    #expect(status(emulation).ues[1].state == .loading)
    emulation.transport.release()
    emulation.transport.fate = { _ in .deliver }
    let slots = emulation.committed.count
    #expect(emulation.run { $0.committed.count == slots + 2 })
    let ue = status(emulation).ues[1]
    #expect(ue.state == .attached)
    #expect(ue.attachSlot == 0)
    #expect(ue.restarts == 1)
  }

  @Test("A server that is started again knows from the record how often, and where everybody's tasks are")
  func serverRestart() throws {
    var emulation = try underWay()
    let before = status(emulation)
    #expect(before.serverRestarts == 0)
    try emulation.restartServer()
    let after = status(emulation)
    #expect(after.serverRestarts == 1)
    #expect(after.phase == .waiting)
    #expect(after.slot == before.slot)
    #expect(after.digest == before.digest)
    #expect(after.ues.map(\.state) == [.absent, .absent, .absent])
    #expect(after.ues.map(\.heardSeconds) == [nil, nil, nil])
    #expect(after.ues.map(\.tasks) == before.ues.map(\.tasks))
    #expect(after.ues.map(\.lastOutcome) == before.ues.map(\.lastOutcome))
    #expect(after.ues.map(\.snrDecibels) == before.ues.map(\.snrDecibels))
    #expect(emulation.run { $0.committed.count == after.slot + 2 })
    #expect(status(emulation).ues.map(\.state) == [.attached, .attached, .attached])
    #expect(status(emulation).ues.map(\.restarts) == [0, 0, 0])
    try emulation.restartServer()
    #expect(status(emulation).serverRestarts == 2)
  }

  @Test("A channel emulator that is gone is silent, seen from the server and from the UEs")
  func silentChannel() throws {
    var emulation = try underWay()
    emulation.kill(.channel(0))
    emulation.advance(bySeconds: 6)
    #expect(status(emulation).channel.state == .silent)
    emulation.advance(bySeconds: 6)
    let ue = try #require(emulation.ues[0].role.status(at: emulation.clock.now))
    #expect(ue.server.state == .silent)
  }

  @Test("The channel emulator tells whom it is connected to with every heartbeat")
  func channel() throws {
    var emulation = try HandDrivenEmulation(server: .fixture(slots: nil))
    emulation.kill(.server)
    emulation.startChannel()
    emulation.advance(bySeconds: 0.3)
    guard case .status(let alone) = emulation.channels[0].notes.last else {
      Issue.record("no status was told")
      return
    }
    #expect(alone.server.state == .absent)
    #expect(alone.boundUEs == 0)

    let running = try underWay()
    let status = running.channels[0].role.status(at: running.clock.now)
    #expect(status.server.state == .attached)
    #expect(status.boundUEs == 3)
    #expect(status.messages.sent == running.channels[0].role.counters.sent)
  }

  @Test("A UE tells its name, standing, slot, queue and battery from its welcome on")
  func agent() throws {
    let emulation = try underWay()
    let first = emulation.ues[0].notes.compactMap { if case .status(let status) = $0 { status } else { nil } }.first
    #expect(first?.state == .loading)
    #expect(first?.batteryJoules == nil)
    let status = try #require(emulation.ues[0].role.status(at: emulation.clock.now))
    #expect(status.name == "ue-1")
    #expect(status.state == .attached)
    #expect(status.tasks.generated == 10)
    #expect(try #require(status.committedSlot) >= 2)
    #expect(try #require(status.batteryJoules) > 0)
    #expect(status.server.state == .attached)
    let stranger = UserEquipmentRole(options: AttachOptions(name: .automatic), incarnation: 1)
    #expect(stranger.status(at: emulation.clock.now) == nil)
  }
}

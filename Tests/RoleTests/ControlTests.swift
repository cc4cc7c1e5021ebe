import EmulatorTestKit
import InProcess
import Offloading
import Protocol
import Quantities
import Radio
import Roles
import Scenario
import Testing
import Trace
import UserEquipment

@testable import EdgeServer

@Suite("Channel settings while a run goes on")
struct ControlTests {
  private static let scenario = Scenario.fixture(policies: [.remote, .remote], slots: 12)

  private static func extraLoss(_ decibels: Double) -> ChannelSettings {
    var settings = ChannelSettings()
    settings.link.extraLoss = Decibels(decibels)
    return settings
  }

  private static func gains(_ slots: [SlotRecord], of ue: String) -> [Double] {
    slots.flatMap(\.ues).filter { $0.name.rawValue == ue }.compactMap { $0.report?.channel.largeScaleGain }
  }

  @Test("What is set holds from the next slot on, for that UE alone, and until it is reset")
  func setAndReset() throws {
    let plain = try undisturbed(Self.scenario).slots
    var emulation = try HandDrivenEmulation(Self.scenario)
    #expect(emulation.run { $0.committed.count == 3 })
    let reply = emulation.ask(ChannelRequest(ue: "ue-2", change: .set(Self.extraLoss(20))))
    guard case .channels(let report) = reply else {
      Issue.record("\(String(describing: reply))")
      return
    }
    // Slot 3 is open already.
    #expect(report.slot == 4)
    #expect(report.lines.map(\.ue) == ["ue-2"])
    #expect(report.lines.first?.settings.link.extraLoss == Decibels(20))
    #expect(emulation.run { $0.committed.count == 6 })
    _ = emulation.ask(ChannelRequest(ue: "ue-2", change: .reset([.extraLoss])))
    #expect(emulation.finish() == .completed)
    let (first, second) = (Self.gains(emulation.committed, of: "ue-1"), Self.gains(emulation.committed, of: "ue-2"))
    #expect(first == Self.gains(plain, of: "ue-1"))
    for (slot, (gain, before)) in zip(second, Self.gains(plain, of: "ue-2")).enumerated() {
      let expected = (4..<7).contains(slot) ? before / 100 : before
      #expect(abs(gain / expected - 1) < 1e-12, "slot \(slot)")
    }
    #expect(emulation.committed.map(\.events.count) == [2, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0])
  }

  @Test("Setting the same twice is setting it once; only what is named changes")
  func idempotent() throws {
    var emulation = try HandDrivenEmulation(Self.scenario)
    #expect(emulation.run { $0.committed.count == 1 })
    var fade = ChannelSettings()
    fade.link.fading = SmallScaleFading.none
    for settings in [Self.extraLoss(6), fade, Self.extraLoss(6)] {
      _ = emulation.ask(ChannelRequest(ue: nil, change: .set(settings)))
    }
    #expect(emulation.run { $0.committed.count == 4 })
    _ = emulation.ask(ChannelRequest(ue: nil, change: .set(Self.extraLoss(6))))
    #expect(emulation.finish() == .completed)
    // ue-1, ue-2 and those to come, in one slot.
    #expect(emulation.committed.map(\.events.count) == [2, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    let last = try #require(emulation.committed.last?.ues.first?.report?.channel)
    #expect(last.fadingPower == 1)
  }

  @Test("A replay repeats commands, also those for UEs that came later; so do a restarted server and channel emulator")
  func repeated() throws {
    var scenario = Self.scenario
    scenario.slots.count = 30
    func emulation(restarting: Bool) throws -> HandDrivenEmulation {
      var emulation = try HandDrivenEmulation(scenario)
      #expect(emulation.run { $0.committed.count == 3 })
      _ = emulation.ask(ChannelRequest(ue: nil, change: .set(Self.extraLoss(9))))
      #expect(emulation.run { $0.committed.count == 5 })
      emulation.startUE(AttachOptions(name: .exactly(try UEName("ue-9"))))
      #expect(emulation.run { $0.committed.last?.ues.count == 3 })
      #expect(emulation.run { $0.committed.count == 15 })
      if restarting { try emulation.restartServer() }
      #expect(emulation.run { $0.committed.count == 18 })
      if restarting { emulation.restartChannel() }
      #expect(emulation.run { $0.committed.count == 21 })
      _ = emulation.ask(ChannelRequest(ue: "ue-1", change: .set(Self.extraLoss(3))))
      #expect(emulation.finish() == .completed)
      return emulation
    }
    let (straight, restarted) = (try emulation(restarting: false), try emulation(restarting: true))
    #expect(restarted.summary?.digest == straight.summary?.digest)
    var slots: [SlotRecord] = []
    var runner = try InProcessRunner(
      scenario: scenario, serverEngine: SyntheticServerEngine(), ueEngine: { _ in SyntheticUEEngine() },
      onServerNote: { if case .committed(let slot) = $0 { slots.append(slot) } },
      script: ReplayScript(straight.committed))
    #expect(runner.run() == .completed)
    #expect(slots == straight.committed)
  }

  @Test("What cannot be is refused with what was found and expected, and changes nothing")
  func refused() throws {
    var emulation = try HandDrivenEmulation(Self.scenario)
    #expect(emulation.run { $0.committed.count == 1 })
    #expect(
      emulation.ask(ChannelRequest(ue: "ue-7", change: .show)) == .unknownUE("ue-7", known: ["ue-1", "ue-2"]))
    #expect(
      emulation.ask(ChannelRequest(ue: nil, change: .set(Self.extraLoss(1e9))))
        == .refused("the extra loss is 1000000000 dB, expected -100.0 dB to 400.0 dB"))
    var far = ChannelSettings()
    far.link.position = Position(x: Metres(90_000), y: Metres(0))
    guard case .refused = emulation.ask(ChannelRequest(ue: nil, change: .set(far))) else {
      Issue.record("a position out of range was taken")
      return
    }
    #expect(emulation.finish() == .completed)
    #expect(emulation.summary?.digest == (try undisturbed(Self.scenario).summary.digest))
  }

  @Test("In an outage nothing arrives and tasks fail; afterwards they are done")
  func outage() throws {
    var emulation = try HandDrivenEmulation(Self.scenario)
    var silence = ChannelSettings()
    silence.link.isOutage = true
    #expect(emulation.run { $0.committed.count == 2 })
    _ = emulation.ask(ChannelRequest(ue: "ue-1", change: .set(silence)))
    #expect(emulation.run { $0.committed.count == 6 })
    _ = emulation.ask(ChannelRequest(ue: "ue-1", change: .reset([])))
    #expect(emulation.finish() == .completed)
    let results = emulation.committed.map { slot in slot.ues.first { $0.name.rawValue == "ue-1" }?.outcome?.result }
    #expect(results[3...6].allSatisfy { $0 != .completed })
    #expect(results[7...].contains(.completed))
  }

  @Test("Control messages that are lost, held or repeated by hand change nothing of what the run comes to")
  func impairedMessages() throws {
    let plain = try undisturbed(Self.scenario).slots
    var emulation = try HandDrivenEmulation(Self.scenario)
    var impaired = ChannelSettings()
    impaired.messages = MessageImpairment(loss: 0.2, delay: Seconds(0.01), duplication: 0.2)
    #expect(emulation.run { $0.committed.count == 2 })
    _ = emulation.ask(ChannelRequest(ue: nil, change: .set(impaired)))
    #expect(emulation.finish() == .completed)
    #expect(emulation.committed.map(\.ues) == plain.map(\.ues))
    #expect(emulation.summary?.messages.duplicates ?? 0 > 0)
  }
}

import Air
import EdgeServer
import EmulatorTestKit
import Offloading
import Protocol
import Quantities
import Roles
import Scenario
import Testing
import Trace

@Suite("Who may speak under which name")
struct BindingTests {
  /// Two UEs in an open slot whose reports are held back.
  private func waiting() throws -> HandDrivenEmulation {
    var emulation = try HandDrivenEmulation(.fixture(policies: [.local, .remote], slots: 2)) { letter in
      if case .slotReport = letter.envelope.message { .hold } else { .deliver }
    }
    #expect(emulation.run { $0.transport.held.count == 2 } as Bool)
    return emulation
  }

  private func speak(_ emulation: inout HandDrivenEmulation, as name: String, incarnation: UInt64, link: Int) throws {
    let header = Header(sender: .ue(try UEName(name)), recipient: .server, incarnation: incarnation, sequence: 1000)
    emulation.deliver(
      Letter(
        envelope: Envelope(header: header, message: .bye(Bye(reason: "forged"))), origin: .ue(link),
        destination: .channel(0), port: .down(HandDrivenEmulation.link(ofUE: link))))
  }

  @Test("A UE that speaks under another's name, on another's link or with a former incarnation is refused and counted")
  func forged() throws {
    var emulation = try waiting()
    // The channel is incarnation 2, the UEs are 3 and 4.
    for (name, incarnation, link) in [("ue-1", 4, 1), ("ue-1", 3, 1), ("ue-1", 99, 0), ("nobody", 3, 0)] {
      try speak(&emulation, as: name, incarnation: UInt64(incarnation), link: link)
    }
    #expect(emulation.channels[0].role.counters.refused == 4)
    #expect(emulation.channelLog().contains("refused a bye from ue-1, which is not bound to the link, on link 1"))
    emulation.transport.fate = { _ in .deliver }
    emulation.transport.release()
    #expect(emulation.finish() == .completed)
    #expect(emulation.committed.count == 2)
    #expect(emulation.committed.allSatisfy { $0.ues.count == 2 })
  }

  @Test("Under its own name a UE is heard")
  func own() throws {
    var emulation = try waiting()
    try speak(&emulation, as: "ue-1", incarnation: 3, link: 0)
    emulation.settle()
    #expect(emulation.serverLog.contains("ue-1 leaves: forged"))
  }

  @Test("The server hears nobody but the channel emulator, and nobody under a former incarnation")
  func serverSide() throws {
    var emulation = try waiting()
    let before = emulation.server.role.counters.refused
    for (incarnation, link) in [(3, LinkID(5)), (77, HandDrivenEmulation.link(ofChannel: 0))] {
      let header = Header(
        sender: .ue(try UEName("ue-1")), recipient: .server, incarnation: UInt64(incarnation), sequence: 1000)
      emulation.deliver(
        Letter(
          envelope: Envelope(header: header, message: .bye(Bye(reason: "forged"))), origin: .channel(0),
          destination: .server, port: .down(link)))
    }
    #expect(emulation.server.role.counters.refused == before + 2)
  }

  @Test("A server that was started anew is greeted anew; UEs of the one before are not known there")
  func newServer() throws {
    var channel = HandDrivenRole(AirRole(incarnation: 5))
    var clock = ManualClock()
    channel.feed(.started, at: clock.now)
    let scenario = try CanonicalJSON.encode(Scenario.fixture())
    func welcome(_ incarnation: UInt64) -> Event<AirWork, AirTimer> {
      .received(
        Envelope(
          header: Header(sender: .server, recipient: .channel, incarnation: incarnation, sequence: 1),
          message: .channelWelcome(ChannelWelcome(scenario: scenario, lease: .init(10)))), .up)
    }
    channel.feed(welcome(1), at: clock.now)
    _ = channel.takeSent()
    clock.advance(bySeconds: 11)
    channel.feed(.timer(.heartbeat), at: clock.now)
    #expect(channel.takeSent().map(\.envelope.message.kind) == ["channel hello"])
    channel.feed(welcome(2), at: clock.now)
    #expect(channel.notes.filter { if case .log = $0 { true } else { false } }.count == 2)
  }
}

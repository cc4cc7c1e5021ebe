import EmulatorTestKit
import Offloading
import Protocol
import Quantities
import Radio
import Roles
import Scenario
import Tasks
import Testing
import UserEquipment

/// A server and a channel emulator, the clock 50 ms on. No slot gets under way: a run without end would never settle.
private func house(_ scenario: Scenario = .fixture(slots: nil)) throws -> HandDrivenEmulation {
  var emulation = try HandDrivenEmulation(server: scenario)
  emulation.transport.fate = { if case .slotOpening = $0.envelope.message { .drop } else { .deliver } }
  emulation.startChannel()
  emulation.advance(bySeconds: 0.05)
  return emulation
}

private func options(_ name: String?, _ profile: ProfileWish? = nil) throws -> AttachOptions {
  AttachOptions(name: try name.map { .exactly(try UEName($0)) } ?? .automatic, profile: profile)
}

@Suite("How UEs and channel emulators are let in")
struct HandshakeTests {
  @Test("A UE is welcomed under the name it asks for")
  func welcome() throws {
    var emulation = try house()
    let ue = try emulation.startUE(options("ue-2"))
    emulation.settle()
    #expect(emulation.ues[ue].notes.contains(.welcomed(try UEName("ue-2"))))
    #expect(emulation.ues[ue].role.name?.rawValue == "ue-2")
  }

  @Test("auto takes the UEs that the topology names first, in its order, then the lowest free ue-N")
  func automatic() throws {
    var emulation = try house()
    try emulation.startUE(options("ue-2"))
    emulation.settle()
    var names: [String?] = []
    for _ in 0..<4 {
      let ue = try emulation.startUE(options(nil))
      emulation.settle()
      names.append(emulation.ues[ue].role.name?.rawValue)
    }
    #expect(names == ["ue-1", "ue-3", "ue-4", "ue-5"])
  }

  @Test("auto with a policy of its own leaves the topology's UEs of another policy alone")
  func automaticWithProfile() throws {
    var emulation = try house()
    let ue = try emulation.startUE(options(nil, ProfileWish(policy: .random)))
    let other = try emulation.startUE(options(nil, ProfileWish(policy: .random)))
    emulation.settle()
    #expect(emulation.ues[ue].role.name?.rawValue == "ue-3")
    #expect(emulation.ues[other].role.name?.rawValue == "ue-4")
  }

  @Test("A name that a live UE holds is refused with the remedy")
  func taken() throws {
    var emulation = try house()
    try emulation.startUE(options("ue-1"))
    emulation.settle()
    let second = try emulation.startUE(options("ue-1"))
    emulation.settle()
    #expect(
      emulation.ues[second].conclusion
        == .failed("the name ue-1 is taken by a live UE; choose another --name, or --name auto for the lowest free one")
    )
    #expect(emulation.ues[0].conclusion == nil)
  }

  @Test("A valid token takes a name over at once; the former process alone is told so")
  func takeover() throws {
    var emulation = try house()
    let first = try emulation.startUE(options("ue-1"))
    emulation.settle()
    var again = try options("ue-1")
    again.resumeToken = try #require(emulation.ues[first].role.resumeToken)
    let second = emulation.startUE(again)
    emulation.settle()
    #expect(
      emulation.ues[first].conclusion == .failed("ue-1 was detached: another process took the name over"))
    #expect(emulation.ues[second].conclusion == nil)
    #expect(emulation.ues[second].role.name?.rawValue == "ue-1")
  }

  @Test("A token of another name does not take a name over")
  func wrongToken() throws {
    var emulation = try house()
    let first = try emulation.startUE(options("ue-1"))
    try emulation.startUE(options("ue-2"))
    emulation.settle()
    var again = try options("ue-2")
    again.resumeToken = try #require(emulation.ues[first].role.resumeToken)
    let third = emulation.startUE(again)
    emulation.settle()
    #expect(emulation.ues[third].conclusion != nil)
    #expect(emulation.ues[1].conclusion == nil)
  }

  @Test("A closed topology lets nobody in that it does not name")
  func closed() throws {
    var scenario = Scenario.fixture(slots: nil)
    scenario.attendance.open = false
    var emulation = try house(scenario)
    let ue = try emulation.startUE(options("guest"))
    emulation.settle()
    #expect(
      emulation.ues[ue].conclusion
        == .failed(
          "the topology names ue-1, ue-2, ue-3 and is closed to guest; set attendance.open: true to let others in"))
  }

  @Test("A profile that the topology cannot run is refused with what was found and expected")
  func unsuitable() throws {
    var emulation = try house()
    let wishes: [(ProfileWish, String)] = [
      (ProfileWish(task: .translation), "this topology has no codec for the task translation; use retrieval"),
      (
        ProfileWish(initialTasks: -1),
        "the profile of guest is impossible: it brings -1 tasks, expected a number from 0 to 1000000"
      ),
      (
        ProfileWish(arrivalsPerSlot: -2),
        "the profile of guest is impossible: -2.0 tasks arrive per slot, expected a mean from 0.0 to 1000.0"
      ),
    ]
    for (wish, words) in wishes {
      let ue = try emulation.startUE(options("guest", wish))
      emulation.settle()
      #expect(emulation.ues[ue].conclusion == .failed(words))
    }
    let far = ProfileWish(mobility: .still(.disc(minimum: Metres(10), maximum: Metres(9000))))
    let ue = try emulation.startUE(options("guest", far))
    emulation.settle()
    guard case .failed(let reason) = emulation.ues[ue].conclusion else {
      Issue.record("a UE 9 km away was let in")
      return
    }
    #expect(reason.hasPrefix("the profile of guest is impossible: "))
    #expect(emulation.channels[0].conclusion == nil)
  }

  @Test("A UE that the topology defines otherwise is told to leave its wish out")
  func otherwise() throws {
    var emulation = try house()
    let ue = try emulation.startUE(options("ue-1", ProfileWish(policy: .remote)))
    emulation.settle()
    #expect(
      emulation.ues[ue].conclusion
        == .failed("the topology defines ue-1 otherwise; leave out --task and --policy, or choose another --name"))
  }

  @Test("A UE with another model than the server's is refused")
  func model() throws {
    var emulation = try house()
    let ue = try emulation.startUE(options("ue-1"), engine: SyntheticUEEngine(digest: "something else"))
    emulation.settle()
    #expect(
      emulation.ues[ue].conclusion
        == .unusable(
          "ue-1 has the model something el… for its retrieval tasks, the server the model synthetic…; "
            + "give both the same --models folder"))
  }

  @Test("Without a server behind the channel a UE says so when its patience ends")
  func noServer() throws {
    var emulation = try HandDrivenEmulation(server: .fixture())
    emulation.kill(.server)
    emulation.startChannel()
    let ue = try emulation.startUE(options("ue-1"))
    emulation.advance(bySeconds: 1.9)
    #expect(
      emulation.ues[ue].conclusion
        == .failed("the channel emulator has no edge server behind it yet; start the edge server or use --wait"))
  }

  @Test("With nobody at the address a UE says so when its patience ends")
  func nobody() throws {
    var emulation = try HandDrivenEmulation(server: .fixture())
    let ue = try emulation.startUE(options("ue-1"))
    emulation.advance(bySeconds: 1.9)
    #expect(
      emulation.ues[ue].conclusion == .failed("no answer from the channel emulator: is it the right address?"))
  }

  @Test("A channel emulator of another version ends a UE that has not been let in yet, with both numbers")
  func version() throws {
    var ue = HandDrivenRole(UserEquipmentRole(options: try options("ue-1"), incarnation: 9))
    let now = ManualClock().now
    ue.feed(.started, at: now)
    ue.feed(.garbage(.version(expected: 2, found: 3), .up), at: now)
    #expect(
      ue.conclusion
        == .failed(
          "the channel emulator speaks wire format version 3, this side speaks version 2: "
            + "run the same release on both sides"))
  }

  @Test("Whoever comes after the end is told that the run is over")
  func runEnded() throws {
    var emulation = try HandDrivenEmulation(.fixture(slots: 2))
    emulation.transport.fate = { if case .detached = $0.envelope.message { .drop } else { .deliver } }
    emulation.finish()
    let ue = try emulation.startUE(options(nil))
    emulation.settle()
    #expect(emulation.ues[ue].conclusion == .failed("the run is over; start another one"))
  }

  @Test("A UE that still loads when the run ends is done as planned")
  func loadingAtTheEnd() throws {
    var emulation = try house()
    emulation.transport.fate = { if case .ready = $0.envelope.message { .drop } else { .deliver } }
    let ue = try emulation.startUE(options("ue-1"))
    emulation.settle()
    emulation.stop(.server)
    emulation.settle()
    #expect(emulation.ues[ue].conclusion == .completed)
  }

  @Test("A second channel emulator is refused while the first one lives, and let in when it is gone")
  func secondChannel() throws {
    var emulation = try house()
    let second = emulation.startChannel()
    emulation.settle()
    #expect(
      emulation.channels[second].conclusion
        == .failed(
          "the edge server refused the channel: another channel emulator is attached and alive; stop it first, "
            + "or wait 5 s"))
    emulation.kill(.channel(0))
    emulation.advance(bySeconds: 5)
    let third = emulation.startChannel()
    emulation.advance(bySeconds: 0.1)
    #expect(emulation.channels[third].conclusion == nil)
    #expect(emulation.channelLog(third) == ["connected to the edge server; topology fixture"])
  }

  @Test("Slot 0 waits for the UEs that the topology names, then the run fails and names the missing")
  func startTimeout() throws {
    var emulation = try house()
    try emulation.startUE(options("ue-2"))
    emulation.advance(bySeconds: 61)
    #expect(
      emulation.server.conclusion
        == .failed(
          "slot 0 waited 60 s for ue-1, ue-3: start the missing ones with ue-agent --attach ENDPOINT --name NAME, "
            + "or raise attendance.start-timeout"))
  }
}

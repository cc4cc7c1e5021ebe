import EmulatorTestKit
import Foundation
import Messaging
import Protocol
import Testing
import Trace

extension EndToEnd {
  @Suite("One more UE, live")
  struct Attaching {
    @Test("a UE joins a running emulation at a slot boundary and leaves on Ctrl-C, and the others lose nothing")
    func joinAndLeave() throws {
      let folder = try TestFolder()
      let air = folder.endpoint("air")
      let run = try HelioUp(HelioUp.quickstart, ["--slots", "100000", "--listen", air])
      try run.program.waitForOutput("slot 1/")
      let late = try RunningProgram("ue-agent", ["--attach", air, "--name", "late-1", "--policy", "remote"])
      try late.waitForOutput("late-1 attached at slot ")
      try run.program.waitForOutput("late-1 takes part from slot ")
      late.send(SIGINT)
      #expect(try late.waitForEnd() == 0)
      #expect(late.output.contains("late-1 is detached"))
      try run.program.waitForOutput("late-1 takes no part from slot ")
      run.program.send(SIGINT)
      #expect(try run.program.waitForEnd() == 130)

      let summary = try run.summary()
      #expect(summary.isWhole)
      let others = summary.ues.filter { $0.name != "late-1" }
      #expect(others.map(\.name) == ["ue-1", "ue-2", "ue-3", "ue-4"])
      #expect(others.allSatisfy { $0.attachedAtSlot == 0 && $0.detachedAtSlot == nil })
      let guest = try #require(summary.ues.first { $0.name == "late-1" })
      #expect(guest.attachedAtSlot > 0)
      #expect(try #require(guest.detachedAtSlot) > guest.attachedAtSlot)
    }

    @Test("--name auto takes the lowest name that nobody has")
    func automaticName() throws {
      let folder = try TestFolder()
      let air = folder.endpoint("air")
      let run = try HelioUp(HelioUp.quickstart, ["--slots", "100000", "--listen", air])
      try run.program.waitForOutput("slot 1/")
      let late = try RunningProgram("ue-agent", ["--attach", air, "--name", "auto"])
      try late.waitForOutput("welcomed as ue-5")
      late.send(SIGINT)
      #expect(try late.waitForEnd() == 0)
      run.program.send(SIGINT)
      #expect(try run.program.waitForEnd() == 130)
    }

    @Test("a name that a live UE has is refused, and the words say what to do")
    func nameTaken() throws {
      let emulation = try HandStartedEmulation()
      try emulation.startServer(topology: HelioUp.quickstart, ["--slots", "100000"])
      try emulation.startChannel()
      try emulation.startUE("ue-2").waitForOutput("welcomed as ue-2")
      try expectRefusal(
        ["--attach", emulation.attachEndpoint, "--name", "ue-2"],
        "the name ue-2 is taken by a live UE; choose another --name, or --name auto for the lowest free one")
    }

    @Test("a topology that is closed refuses a UE that it does not name")
    func closed() throws {
      let emulation = try HandStartedEmulation()
      let topology = try emulation.folder.write(
        """
        topology: closed
        slots: 100000
        semantics:
          retrieval: { model: retrieval-shapes, data: shapes }
        attendance: { open: false }
        ues:
          - { name: ue-1 }
        """, as: "closed.yaml")
      try emulation.startServer(topology: topology)
      try emulation.startChannel()
      try emulation.startUE("ue-1").waitForOutput("welcomed as ue-1")
      try expectRefusal(
        ["--attach", emulation.attachEndpoint, "--name", "guest"],
        "the topology names ue-1 and is closed to guest; set attendance.open: true to let others in")
    }

    @Test("nobody at the address: the reason comes within the two seconds that the UE tries")
    func nobodyThere() throws {
      let folder = try TestFolder()
      let endpoint = folder.endpoint("nobody")
      try expectRefusal(
        ["--attach", endpoint],
        "nobody listens at \(endpoint): start the other side, or correct the endpoint")
    }

    @Test("no edge server behind the channel: the reason comes within the two seconds that the UE tries")
    func noServer() throws {
      let emulation = try HandStartedEmulation()
      try emulation.startChannel().waitForOutput("listening on")
      try expectRefusal(
        ["--attach", emulation.attachEndpoint],
        "the channel emulator has no edge server behind it yet; start the edge server or use --wait")
    }

    @Test("a channel emulator of another version: both versions are named")
    func otherVersion() throws {
      let folder = try TestFolder()
      let context = try Context()
      let router = try Socket.router(in: context)
      try router.bind(to: Endpoint(folder.endpoint("v99")))
      let agent = try RunningProgram("ue-agent", ["--attach", folder.endpoint("v99")])
      try agent.wait(for: "Hello") { router.waitReadable(milliseconds: 10) }
      guard case .message(let hello) = router.receive(limit: 1 << 20) else {
        Issue.record("no Hello")
        return
      }
      // Field 1 of every version's envelope is the version: 99.
      let sent = router.send(Parcel(peer: hello.peer, frames: [[0x08, 99]]))
      #expect(sent == .queued)
      #expect(try agent.waitForEnd() == 69)
      let words = "wire format version 99, this side speaks version 2: run the same release on both sides"
      #expect(agent.output.contains("ue-agent error: the channel emulator speaks \(words)"))
    }

    @Test("a peer of another version is answered by a running channel emulator with both versions")
    func otherVersionAtTheChannel() throws {
      let emulation = try HandStartedEmulation()
      try emulation.startChannel().waitForOutput("listening on")
      let context = try Context()
      let dealer = try Socket.dealer(in: context, routingID: Array("H99".utf8))
      try dealer.connect(to: Endpoint(emulation.attachEndpoint))
      let deadline = Date(timeIntervalSinceNow: RunningProgram.limit)
      while dealer.send(Parcel(frames: [[0x08, 99]])) != .queued, Date() < deadline { usleep(1_000) }
      let answered = dealer.waitReadable(milliseconds: Int(RunningProgram.limit * 1_000))
      #expect(answered)
      guard case .message(let parcel) = dealer.receive(limit: 1 << 20) else {
        Issue.record("no answer")
        return
      }
      let words = "wire format version 99, this side speaks version 2: run the same release on both sides"
      #expect(
        try Envelope(frames: parcel.frames).message == .refusal(Refusal(reason: .versionMismatch, detail: words)))
    }

    @Test("--wait keeps trying until the channel emulator appears")
    func waits() throws {
      let emulation = try HandStartedEmulation()
      let early = try emulation.startUE("guest")
      try early.waitForOutput("nobody listens at")
      try emulation.startChannel()
      try emulation.startServer(topology: HelioUp.quickstart)
      try early.waitForOutput("welcomed as guest")
    }

    /// Expects that a UE agent ends with status 69 and these last words, in the time that it tries for and the time
    /// that it takes to start on this machine at present.
    private func expectRefusal(
      _ arguments: [String], _ words: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      let startUp = try duration { _ = try RunningProgram("ue-agent", ["--version"]).waitForEnd() }
      var agent: RunningProgram?
      let whole = try duration {
        let program = try RunningProgram("ue-agent", arguments)
        agent = program
        #expect(try program.waitForEnd() == 69, sourceLocation: sourceLocation)
      }
      let output = try #require(agent).output
      let last = output.split(separator: "\n").last ?? ""
      #expect(last.hasSuffix(" error: \(words)"), "\(output)", sourceLocation: sourceLocation)
      // Starting takes as long as it took a moment ago, give or take its double where others use the cores.
      #expect(whole < 3 * startUp + 2, "\(whole) s, start-up \(startUp) s", sourceLocation: sourceLocation)
    }

    private func duration(_ work: () throws -> Void) rethrows -> Double {
      let start = Date()
      try work()
      return Date().timeIntervalSince(start)
    }
  }
}

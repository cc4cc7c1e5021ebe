import EmulatorTestKit
import Foundation
import Recording
import Tasks
import Testing
import Trace

extension EndToEnd {
  @Suite("Restarts")
  struct Restarts {
    private static let slots = ["--slots", "600"]

    @Test("each process of a recorded run may be killed: it is started again, and the digest is that of an even run")
    func killed() throws {
      let even = try HelioUp(HelioUp.quickstart, Self.slots)
      #expect(try even.program.waitForEnd() == 0)
      let digest = try #require(try even.summary().digest)
      for (name, word) in [("channel-emulator", "channel-emulator"), ("ue-3", "ue-3"), ("edge-server", "edge-server")] {
        let run = try HelioUp(HelioUp.quickstart, Self.slots)
        try run.program.waitForOutput("slot 1/")
        try run.kill(word)
        #expect(try run.program.waitForEnd() == 0, "\(name): \(run.program.output)")
        let summary = try run.summary()
        #expect(summary.restarts == [name: 1])
        #expect(summary.slots == 600)
        #expect(summary.ues.allSatisfy { $0.tasks.addsUp } && summary.totals.tasks.addsUp)
        // A UE that was away for longer than its lease leaves a mark in the trace; the other two do not.
        if name != "ue-3" { #expect(summary.digest == digest, "\(name)") }
        #expect(run.program.output.contains("\(name) was killed by signal 9 (SIGKILL) in slot "))
        #expect(run.program.output.contains("; started again (1)\n"))
        #expect(run.program.output.contains("started again: \(name) once\n"))
        #expect(try RunRecord(path: run.folder.file("run.sqlite")).verifyChain().slots == 600)
        try run.expectNothingLeft(of: [])
      }
    }

    @Test("the server of a run without a record cannot go on: its death ends the run and the reason is said")
    func unrecorded() throws {
      let run = try HelioUp(HelioUp.quickstart, ["--slots", "100000", "--restart", "on-failure"], isRecorded: false)
      try run.program.waitForOutput("slot 1/")
      let children = try run.children().map(\.identifier)
      try run.kill("edge-server")
      #expect(try run.program.waitForEnd() == 70)
      let words =
        "error: edge-server was killed by signal 9 (SIGKILL); it cannot be started again, because what it knew is in no "
        + "record: leave out --no-record to have one"
      #expect(run.program.output.contains(words), "\(run.program.output)")
      try run.expectNothingLeft(of: children)
    }

    @Test("a run without a record has no restarts unless they are asked for")
    func neverByDefault() throws {
      let run = try HelioUp(HelioUp.quickstart, ["--slots", "100000"], isRecorded: false)
      try run.program.waitForOutput("slot 1/")
      try run.kill("ue-2")
      #expect(try run.program.waitForEnd() == 70)
      #expect(run.program.output.contains("error: ue-2 was killed by signal 9 (SIGKILL); the last lines of its log:"))
    }
  }
}

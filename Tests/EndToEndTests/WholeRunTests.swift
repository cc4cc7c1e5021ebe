import EmulatorTestKit
import Foundation
import Tasks
import Testing
import Trace

extension EndToEnd {
  @Suite("A whole run")
  struct WholeRun {
    @Test("helio up with the quickstart ends with status 0 and a summary in which every task is accounted for")
    func quickstart() throws {
      let run = try HelioUp(HelioUp.quickstart)
      #expect(try run.program.waitForEnd() == 0, "\(run.program.output)")
      let summary = try run.summary()
      #expect(summary.runner == "processes")
      #expect(summary.slots == 20)
      #expect(summary.isWhole)
      #expect(summary.ues.map(\.name) == ["ue-1", "ue-2", "ue-3", "ue-4"])
      #expect(summary.totals.tasks.generated == 40)
      #expect(summary.totals.tasks.completed + summary.totals.tasks.failed + summary.totals.tasks.queued == 40)
      #expect(summary.messages.refused == 0)
      #expect(run.program.output.contains("digest: \(summary.digest ?? "none")"))
      try run.expectNothingLeft(of: [])
    }

    @Test("32 UE processes run fifty slots without losing a message")
    func fleet() throws {
      let run = try HelioUp(HelioUp.quickstart, ["--ues", "32", "--slots", "50"])
      #expect(try run.program.waitForEnd() == 0)
      let summary = try run.summary()
      #expect(summary.slots == 50)
      #expect(summary.ues.count == 32)
      #expect(summary.isWhole)
      #expect(summary.totals.tasks.inFlight == 0)
    }
  }

  @Suite("Stopping")
  struct Stopping {
    @Test("Ctrl-C on helio up ends the run with status 130, its summary, no process, no socket and no folder left")
    func interrupt() throws {
      let run = try HelioUp(HelioUp.quickstart, ["--slots", "100000"])
      try run.program.waitForOutput("slot 1/")
      let children = try run.children()
      #expect(children.count == 6)
      #expect(try run.runFolder() != nil)
      run.program.send(SIGINT)
      #expect(try run.program.waitForEnd() == 130)
      try run.expectNothingLeft(of: children.map(\.identifier))
      #expect(try run.summary().totals.tasks.addsUp)
    }

    @Test("helio that is killed leaves no process behind: its children stop when their lifelines close")
    func kill() throws {
      let run = try HelioUp(HelioUp.quickstart, ["--slots", "100000"])
      try run.program.waitForOutput("slot 1/")
      let children = try run.children().map(\.identifier)
      run.program.send(SIGKILL)
      #expect(try run.program.waitForEnd() == -SIGKILL)
      let deadline = Date(timeIntervalSinceNow: RunningProgram.limit)
      let isAlive = { (child: Int32) in FileManager.default.fileExists(atPath: "/proc/\(child)") }
      while children.contains(where: isAlive), Date() < deadline { usleep(20_000) }
      #expect(children.filter(isAlive).isEmpty)
    }

    @Test("without restarts a UE that is killed is reported with name, signal and last log lines, and the status is 70")
    func deadChild() throws {
      let run = try HelioUp(HelioUp.quickstart, ["--slots", "100000", "--restart", "never"])
      try run.program.waitForOutput("slot 1/")
      let children = try run.children()
      try run.kill("ue-3")
      #expect(try run.program.waitForEnd() == 70)
      #expect(run.program.output.contains("ue-3 was killed by signal 9 (SIGKILL); stopping the others"))
      #expect(run.program.output.contains("error: ue-3 was killed by signal 9 (SIGKILL); the last lines of its log:"))
      #expect(run.program.output.contains("ue-3: welcomed as ue-3; loading models"))
      try run.expectNothingLeft(of: children.map(\.identifier))
    }
  }
}

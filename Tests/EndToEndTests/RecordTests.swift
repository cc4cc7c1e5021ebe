import EmulatorTestKit
import Foundation
import Recording
import Tasks
import Testing
import Trace

extension EndToEnd {
  @Suite("The run record")
  struct Record {
    /// What `helio inspect --json` writes, as far as it is looked at here.
    private struct Report: Decodable {
      struct Task: Decodable {
        var id: String
      }
      var summary: RunSummary
      var finished: Bool
      var chain: String
      var slowest: [Task]
    }

    private func inspect(_ arguments: [String]) throws -> (status: Int32, output: String) {
      let program = try RunningProgram("helio", ["inspect"] + arguments)
      return (try program.waitForEnd(), program.output)
    }

    @Test("of a whole run verifies, has the summary's digest, and helio inspect shows what the summary says")
    func wholeRun() throws {
      let run = try HelioUp(HelioUp.quickstart)
      let path = run.folder.file("run.sqlite")
      #expect(try run.program.waitForEnd() == 0)
      #expect(run.program.output.contains("record: \(path)\n"))
      let summary = try run.summary()
      let state = try RunRecord(path: path).verifyChain()
      #expect(state.slots == 20)
      #expect(state.digest.text == summary.digest)
      // One file is the whole record.
      #expect(!FileManager.default.fileExists(atPath: path + "-wal"))

      let file = run.folder.file("report.json")
      let (status, output) = try inspect([path, "--slowest", "3", "--json", file])
      #expect(status == 0)
      #expect(output.contains("digest chain: sound, 20 slots, \(state.digest.text)"))
      let report = try JSONDecoder().decode(Report.self, from: Data(contentsOf: URL(filePath: file)))
      #expect(report.finished)
      #expect(report.summary == summary)
      #expect(report.chain == summary.digest)
      #expect(report.slowest.count == 3)
      let ues = try RunInspection(path: path).ues
      #expect(ues.map(\.tasks) == summary.ues.map(\.tasks))
      #expect(ues.reduce(TaskCounts()) { $0 + $1.tasks } == summary.totals.tasks)

      let task = try #require(report.slowest.first?.id)
      let followed = try inspect([path, "--task", task])
      #expect(followed.status == 0)
      #expect(followed.output.contains("slot 0  generated\n"))
      #expect(try inspect([path, "--task", "ue-1/999"]).status == 65)

      let again = try HelioUp(HelioUp.quickstart, ["--record", path])
      #expect(try again.program.waitForEnd() == 73)
      #expect(
        again.program.output == "error: \(path) holds a run with 20 slots already: "
          + "name another file with --record FILE, or remove it\n")
      try again.expectNothingLeft(of: [])
    }

    @Test("of a server that is killed in the middle is sound and holds every slot that has ended")
    func killedServer() throws {
      let emulation = try HandStartedEmulation()
      let path = emulation.folder.file("run.sqlite")
      let server = try emulation.startServer(
        topology: HelioUp.quickstart, ["--progress", "json", "--slots", "100000", "--record", path])
      try emulation.startChannel()
      for number in 1...4 { try emulation.startUE("ue-\(number)") }
      try server.waitForOutput("\"slot\":12,")
      server.send(SIGKILL)
      #expect(try server.waitForEnd() == -SIGKILL)
      // The server tells of a slot after it is committed and before any UE hears of its end.
      let told = server.output.split(separator: "\n").compactMap { line -> Int? in
        guard case .slot(let slot, _, _, _) = try? JSONDecoder().decode(RunProgress.self, from: Data(line.utf8)) else {
          return nil
        }
        return slot
      }
      let record = try RunRecord(path: path)
      let state = try record.verifyChain()
      #expect(told == Array(0..<told.count))
      #expect(state.slots >= told.count && told.count >= 13)
      #expect(try record.writer() == nil)
      #expect(try record.summary() == nil)
      let (status, output) = try inspect([path])
      #expect(status == 0)
      #expect(output.contains("the run was cut off"))
      let counts = try RunInspection(path: path).ues
      #expect(counts.allSatisfy { $0.tasks.addsUp })
    }

    @Test("that was changed by hand is named by helio inspect with status 65")
    func changed() throws {
      let folder = try TestFolder()
      let path = try folder.write("not a record", as: "run.sqlite")
      let (status, output) = try inspect([path])
      #expect(status == 65)
      #expect(output == "error: \(path) is no run record: it is no SQLite database that a run was recorded to\n")
    }
  }
}

import FoundationEssentials
import GRDB
import Protocol
import Quantities
import Scenario
import Tasks
import Testing
import Trace

@testable import Recording

@Suite("Inspecting a record")
struct RunInspectionTests {
  let folder: TemporaryFolder
  let run: SyntheticRun

  init() throws {
    folder = try TemporaryFolder()
    run = try SyntheticRun()
  }

  @Test("The slowest tasks come first, the failed ones are listed with their reason")
  func tasks() throws {
    try run.record(to: folder.file())
    let inspection = try RunInspection(path: folder.file())
    let slowest = try inspection.slowestTasks(3)
    // Latency is 10 ms per UE and 1 ms per task: of ue-3, the last tasks.
    #expect(slowest.map(\.id.description) == ["ue-3/6", "ue-3/5", "ue-3/4"])
    #expect(slowest[0].latencySeconds == 0.01 * 3 + 0.001 * 6)
    #expect(slowest[0].execution == "offload")
    #expect(slowest[0].correct == true)
    let failed = try inspection.failedTasks()
    #expect(failed.allSatisfy { $0.failedAttempts > 0 && $0.result == "accuracy too low" })
    let counts = try run.scenario.ues.map { run.counts(of: try UEName($0.name)) }.reduce(TaskCounts(), +)
    #expect(try inspection.slowestTasks(1000).count == counts.completed)
    #expect(failed.count { $0.state == "failed" } == counts.failed)
    #expect(inspection.finishedAt != nil)
    #expect(inspection.summary == (try run.summary()))
  }

  @Test("One task is followed from its generation to its answer")
  func history() throws {
    try run.record(to: folder.file())
    let inspection = try RunInspection(path: folder.file())
    let id = try #require(TaskID("ue-3/3"))
    // Task 3 is first tried in slot 2, an even slot: it fails there and succeeds in slot 3.
    let steps = try inspection.history(of: id)
    let words = steps.map { step -> String in
      switch step.event {
      case .generated: "\(step.slot) generated"
      case .wished(let wish, _, let queued): "\(step.slot) \(wish.recordWord) of \(queued)"
      case .granted(let grant): "\(step.slot) granted \(grant.decision.recordWord)"
      case .arrived(let arrival): "\(step.slot) arrived \(arrival.airtime)"
      case .answered(let answer): "\(step.slot) answered \(answer.remoteTime.value)"
      case .ended(let outcome): "\(step.slot) \(outcome.result.words)"
      case .late: "\(step.slot) late"
      }
    }
    #expect(
      words == [
        "0 generated", "2 offload of 4", "2 granted offload", "2 arrived 0.01", "2 answered 0.002",
        "2 accuracy too low", "3 offload of 4", "3 granted offload", "3 arrived 0.01", "3 answered 0.002",
        "3 completed",
      ])
    #expect(try inspection.task(id)?.attempts == 2)
    #expect(try inspection.history(of: try #require(TaskID("ue-3/77"))).isEmpty)
    // ue-1 came back at slot 8: its tasks of before went on.
    #expect(try inspection.history(of: try #require(TaskID("ue-1/1"))).last?.slot == 0)
    #expect(try inspection.history(of: try #require(TaskID("ue-1/6"))).last?.slot ?? 0 >= 8)
  }

  @Test("A task's name is a UE and a number")
  func taskID() throws {
    #expect(TaskID("ue-2/7") == TaskID(ue: try UEName("ue-2"), task: 7))
    #expect(TaskID("ue-2/7")?.description == "ue-2/7")
    for text in ["ue-2", "ue-2/", "/7", "ue-2/0", "ue-2/x", "ue-2/7#2", "-/7"] {
      #expect(TaskID(text) == nil, "\(text)")
    }
  }

  @Test("A run that goes on is inspected without writing to its record")
  func live() throws {
    let recorder = try RunRecorder(path: folder.file(), .new)
    try recorder.begin(run.header)
    for slot in run.slots[..<12] { try recorder.append(slot) }
    let inspection = try RunInspection(path: folder.file())
    #expect(inspection.slots == 12)
    #expect(inspection.writer != nil)
    #expect(inspection.summary == nil)
    #expect(try inspection.slowestTasks(1).count == 1)
    #expect(try recorder.queue.read { try $0.tableExists("projection") } == false)
    for slot in run.slots[12...] { try recorder.append(slot) }
    #expect(recorder.slots == 24)
  }

  @Test("The inspection of a record that nobody writes leaves its tables in the record")
  func kept() throws {
    try run.record(to: folder.file())
    _ = try RunInspection(path: folder.file())
    let record = try RunRecord(path: folder.file())
    #expect(try record.queue.read { try Projection.isUpToDate($0, folder.file()) })
    #expect(try record.verifyChain().slots == 24)
  }

  @Test("Every query in docs/record.md runs and has an answer")
  func documentedQueries() throws {
    try run.record(to: folder.file())
    let inspection = try RunInspection(path: folder.file())
    let page = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let data = try #require(FileManager.default.contents(atPath: "/\(page)/docs/record.md"))
    var queries: [String] = []
    var isInside = false
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "```sql" {
        isInside = true
        queries.append("")
      } else if line == "```" {
        isInside = false
      } else if isInside {
        queries[queries.count - 1] += line + "\n"
      }
    }
    #expect(queries.count == 5)
    for query in queries {
      let rows = try inspection.tables.read { try Row.fetchAll($0, sql: query) }
      #expect(!rows.isEmpty, "\(query)")
    }
  }
}

import FoundationEssentials
import GRDB
import Protocol
import Tasks
import Testing
import Trace

@testable import Recording

@Suite("The tables for queries")
struct ProjectionTests {
  let folder: TemporaryFolder
  let run: SyntheticRun

  init() throws {
    folder = try TemporaryFolder()
    run = try SyntheticRun()
  }

  private static let tables = [
    "topology", "ues", "joins_leaves", "commands", "slots", "reports", "grants", "links", "outcomes", "tasks",
    "task_changes", "rewards", "task_overview", "ue_overview",
  ]

  private func dump(_ recorder: RunRecorder) throws -> [String: [Row]] {
    try recorder.queue.read { database in
      try Dictionary(
        uniqueKeysWithValues: Self.tables.map { ($0, try Row.fetchAll(database, sql: "SELECT * FROM \($0)")) })
    }
  }

  @Test("Made in pieces, again, or at once, the tables are the same")
  func incremental() throws {
    let pieces = try RunRecorder(path: folder.file("pieces.sqlite"), .new)
    try pieces.begin(run.header)
    for (index, slot) in run.slots.enumerated() {
      try pieces.append(slot)
      if index % 5 == 0 { #expect(try pieces.project() == (index == 0 ? 1 : 5)) }
    }
    try pieces.project()
    let whole = try RunRecorder(path: folder.file("whole.sqlite"), .new)
    try whole.begin(run.header)
    for slot in run.slots { try whole.append(slot) }
    #expect(try whole.project() == 24)
    #expect(try whole.project() == 0)
    #expect(try dump(pieces) == dump(whole))
    // Tables of another version are made anew.
    try whole.queue.writeWithoutTransaction {
      try $0.execute(sql: "UPDATE projection SET version = 0; DELETE FROM tasks")
    }
    #expect(try whole.project() == 24)
    #expect(try dump(pieces) == dump(whole))
  }

  @Test("A run longer than a batch is taken in completely")
  func batches() throws {
    let long = try SyntheticRun(ues: 1, slots: Projection.batch * 2 + 1, tasks: 3, returning: false)
    let recorder = try RunRecorder(path: folder.file(), .new)
    try recorder.begin(long.header)
    for slot in long.slots { try recorder.append(slot) }
    #expect(try recorder.project() == long.slots.count)
    #expect(try recorder.queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM slots") } == long.slots.count)
  }

  @Test("Every task is counted once, in its state, also those of a UE that came back")
  func counts() throws {
    try run.record(to: folder.file())
    let inspection = try RunInspection(path: folder.file())
    #expect(inspection.ues.map(\.name) == ["ue-1", "ue-2", "ue-3"])
    for ue in inspection.ues {
      let expected = run.counts(of: try UEName(ue.name))
      #expect(ue.tasks == expected)
      #expect(ue.tasks.addsUp)
      // Each completed task counts 0.75; every slot with a task to do counts.
      let active = run.slots.flatMap(\.ues).count { $0.name.rawValue == ue.name && ($0.report?.queued ?? 0) > 0 }
      #expect(ue.qoe == 0.75 * Double(expected.completed) / Double(active))
      #expect(ue.energyJoules == 0.5)
      #expect(
        ue.failedAttempts
          == run.slots.flatMap(\.ues).count { $0.name.rawValue == ue.name && $0.outcome?.result == .accuracyTooLow })
    }
    #expect(inspection.ues[0].tasks.generated == 6)
    #expect(inspection.ues[0].snrDecibels == 10)
    #expect(inspection.ues[1].snrDecibels == nil)
    #expect(inspection.ues[1].policy == "local")
  }

  @Test("A UE that comes back with its queue goes on with its numbering")
  func keptQueue() throws {
    var slots = try SyntheticRun(ues: 1, slots: 6, tasks: 4, returning: false).slots
    let name = try UEName("ue-1")
    slots[2].events = [.detached(name, .takenOver), .attached(name, profile: Array("{}".utf8), policyDigest: "ab")]
    let recorder = try RunRecorder(path: folder.file(), .new)
    try recorder.begin(run.header)
    for slot in slots { try recorder.append(slot) }
    try recorder.project()
    let tasks = try recorder.queue.read { try Row.fetchAll($0, sql: "SELECT task, state FROM tasks") }
    #expect(
      tasks.map { "\($0["task"] as Int) \($0["state"] as String)" } == [
        "1 completed", "2 completed", "3 completed", "4 completed",
      ])
    let stays = try recorder.queue.read { try Row.fetchAll($0, sql: "SELECT * FROM ues ORDER BY stay") }
    #expect(stays.map { $0["attached_slot"] as Int } == [0, 2])
    #expect(stays.map { $0["detached_slot"] as Int? } == [2, nil])
    #expect(stays.map { $0["policy_digest"] as String? } == [nil, "ab"])
  }

  @Test("The topology is one row per value")
  func topology() throws {
    let recorder = try RunRecorder(path: folder.file(), .new)
    try recorder.begin(run.header)
    try recorder.project()
    let value = try recorder.queue.read { database in
      try Int.fetchOne(database, sql: "SELECT value FROM topology WHERE key = 'slots.count'")
    }
    #expect(value == 24)
  }
}

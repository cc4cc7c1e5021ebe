import GRDB
import Protocol
import Trace

/// Follows every task through its states, from what the UEs report.
///
/// Tasks belong to the UE's name: one that comes back finds its queue, and its numbering goes on.
struct TaskLedger {
  private struct Place {
    /// The UE's stays so far.
    var stay = 0
    /// How many tasks it has had.
    var generated = 0
    /// Whether this stay has had a report.
    var hasReported = false
  }

  private let database: Database
  private var places: [UEName: Place] = [:]

  init(_ database: Database) {
    self.database = database
  }

  private func execute(_ sql: String, _ arguments: StatementArguments) throws {
    try database.cachedStatement(sql: sql).execute(arguments: arguments)
  }

  private mutating func place(of ue: UEName) throws -> Place {
    if let place = places[ue] { return place }
    var place = Place()
    let name = ue.rawValue
    if let row = try Row.fetchOne(
      database, sql: "SELECT stay, first_report_slot FROM ues WHERE ue = ? ORDER BY stay DESC LIMIT 1",
      arguments: [name])
    {
      place.stay = row["stay"]
      place.hasReported = row["first_report_slot"] != nil
    }
    place.generated =
      try Int.fetchOne(database, sql: "SELECT max(task) FROM tasks WHERE ue = ?", arguments: [name]) ?? 0
    places[ue] = place
    return place
  }

  mutating func attach(
    _ ue: UEName, task: String, policy: String, policyDigest: String?, in slot: Int
  ) throws {
    var place = try place(of: ue)
    place.stay += 1
    place.hasReported = false
    places[ue] = place
    try execute(
      "INSERT INTO ues (ue, stay, task, policy, policy_digest, attached_slot) VALUES (?, ?, ?, ?, ?, ?)",
      [ue.rawValue, place.stay, task, policy, policyDigest, slot])
  }

  mutating func detach(_ ue: UEName, in slot: Int) throws {
    try execute(
      "UPDATE ues SET detached_slot = ? WHERE ue = ? AND stay = ?", [slot, ue.rawValue, try place(of: ue).stay])
  }

  mutating func take(_ report: SlotReport, of ue: UEName, in slot: Int) throws {
    var place = try place(of: ue)
    if !place.hasReported {
      place.hasReported = true
      try execute(
        "UPDATE ues SET first_report_slot = ? WHERE ue = ? AND stay = ?", [slot, ue.rawValue, place.stay])
    }
    while place.generated < report.generated {
      place.generated += 1
      try execute(
        "INSERT INTO tasks VALUES (?, ?, ?, 'queued', 0, 0, NULL)",
        [ue.rawValue, place.generated, slot])
      try change(ue, place.generated, slot, "generated", nil)
    }
    places[ue] = place
    switch report.wish {
    case .idle: break
    case .local(let task, _), .offload(let task, _, _):
      try execute(
        "UPDATE tasks SET attempts = attempts + 1 WHERE ue = ? AND task = ?",
        [ue.rawValue, task])
      try change(ue, task, slot, "started", report.wish.recordWord)
    }
  }

  func take(_ outcome: Outcome, of ue: UEName, in slot: Int) throws {
    if outcome.result == .completed {
      try finish(outcome.task, of: ue, slot, "completed")
      try change(ue, outcome.task, slot, "completed", nil)
      return
    }
    try execute(
      "UPDATE tasks SET failed_attempts = failed_attempts + 1 WHERE ue = ? AND task = ?",
      [ue.rawValue, outcome.task])
    try change(ue, outcome.task, slot, "attempt failed", outcome.result.words)
    if outcome.givenUp {
      try finish(outcome.task, of: ue, slot, "failed")
      try change(ue, outcome.task, slot, "given up", nil)
    }
  }

  private func finish(_ task: Int, of ue: UEName, _ slot: Int, _ state: String) throws {
    try execute(
      "UPDATE tasks SET state = ?, finished_slot = ? WHERE ue = ? AND task = ?",
      [state, slot, ue.rawValue, task])
  }

  private func change(
    _ ue: UEName, _ task: Int, _ slot: Int, _ change: String, _ detail: String?
  ) throws {
    try execute(
      "INSERT INTO task_changes (ue, task, slot, change, detail) VALUES (?, ?, ?, ?, ?)",
      [ue.rawValue, task, slot, change, detail])
  }
}

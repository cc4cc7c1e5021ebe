public import FoundationEssentials
import GRDB
import Protocol
import Tasks
public import Trace

/// One task of a run, with its last attempt.
public struct TaskLine: Hashable, Sendable, Encodable {
  /// Which task.
  public var id: TaskID
  /// `queued`, `completed` or `failed`.
  public var state: String
  /// The slot at whose start it was generated.
  public var generatedSlot: Int
  /// The slot in which it was completed or given up; nil while it waits.
  public var finishedSlot: Int?
  /// How often it was started.
  public var attempts: Int
  /// How many of its attempts did not meet a constraint.
  public var failedAttempts: Int
  /// `local` or `offload`, its last attempt; nil before its first.
  public var execution: String?
  /// How its last attempt ended, in words.
  public var result: String?
  /// t of Eq. (7) of Ji et al., its last attempt, s.
  public var latencySeconds: Double?
  /// E of Eq. (8), its last attempt, J.
  public var energyJoules: Double?
  /// Eq. (10), its last attempt.
  public var qoe: Double?
  /// The measured SNR of its last burst, dB.
  public var snrDecibels: Double?
  /// Whether its last answer is right; nil for a translation.
  public var correct: Bool?
  /// The BLEU of its last translation, 0 to 100; nil for other tasks.
  public var bleu: Double?

  enum CodingKeys: String, CodingKey {
    case id, state, generatedSlot, finishedSlot, attempts, failedAttempts, execution, result
    case latencySeconds = "latency_s"
    case energyJoules = "energy_J"
    case qoe
    case snrDecibels = "snr_dB"
    case correct, bleu
  }
}

/// A trained policy that UEs of a run decided by.
public struct PolicyUse: Hashable, Sendable, Encodable {
  /// The choice, as a summary writes it: `trained:offloading`.
  public var policy: String
  /// SHA-256 of its file, in hexadecimal.
  public var digest: String
}

/// What a record tells of its run, as plain values.
///
/// The digest chain is checked first. The tables for queries are brought up to date in the record itself when nobody
/// writes it; while a run goes on, or where nothing may be written, in a copy in memory: the run is never held up.
public struct RunInspection: Sendable {
  /// What the run is.
  public let header: RunHeader
  /// How many slots are committed.
  public let slots: Int
  /// The digest after the last of them.
  public let digest: RunDigest
  /// The summary; nil when the run goes on or was cut off.
  public let summary: RunSummary?
  /// When the run ended; nil when it goes on or was cut off.
  public let finishedAt: Date?
  /// The process that writes the record at this moment.
  public let writer: ProcessIdentity?
  /// What happened beside the slots.
  public let notes: [RunNote]
  /// The UEs, by name, from the tables; `inFlight` is 0: what is not committed has not happened.
  public let ues: [UESummary]
  /// The trained policies that UEs decided by, by name and digest.
  public let policies: [PolicyUse]

  let path: String
  let tables: DatabaseQueue

  /// Inspects a record.
  ///
  /// - Parameter path: the record.
  /// - Throws: `RecordError` naming what is wrong with it.
  public init(path: String) throws(RecordError) {
    let record = try RunRecord(path: path)
    self.path = path
    // Before the slots are read: a run that ends in between is then shown as going on, never as ended with slots missing.
    writer = try record.writer()
    finishedAt = try record.finishedAt()
    summary = try record.summary()
    let state = try record.verifyChain()
    header = state.header
    slots = state.slots
    digest = state.digest
    notes = try record.notes()
    tables = try Self.tables(of: record, isBeingWritten: writer != nil)
    policies = try DatabaseFault.explained(path) { [tables] in
      try tables.read { database in
        try Row.fetchAll(
          database,
          sql: "SELECT DISTINCT policy, policy_digest FROM ues WHERE policy_digest IS NOT NULL ORDER BY 1, 2"
        ).map { PolicyUse(policy: $0[0], digest: $0[1]) }
      }
    }
    ues = try DatabaseFault.explained(path) { [tables] in
      try tables.read { database in
        let translations = try Self.translations(database)
        return try Row.fetchAll(database, sql: Self.ueQuery).map { row in
          var summary = Self.summary(row)
          if let statistics = translations[summary.name] { summary.measuredAccuracy = statistics.score / 100 }
          return summary
        }
      }
    }
  }

  private static func tables(of record: RunRecord, isBeingWritten: Bool) throws(RecordError) -> DatabaseQueue {
    try DatabaseFault.explained(record.path) {
      let path = record.path
      if try record.queue.read({ try Projection.isUpToDate($0, path) }) { return record.queue }
      if !isBeingWritten, let recorder = try? DatabaseQueue(path: path) {
        if (try? Projection.update(recorder, path)) != nil { return recorder }
      }
      let copy = try DatabaseQueue()
      try record.queue.backup(to: copy)
      _ = try Projection.update(copy, path)
      return copy
    }
  }

  /// The tasks that took longest, by the latency of the attempt that completed them.
  ///
  /// - Parameter limit: how many.
  /// - Returns: at most so many tasks.
  /// - Throws: `RecordError` when the record cannot be read.
  public func slowestTasks(_ limit: Int = 10) throws(RecordError) -> [TaskLine] {
    try lines("WHERE state = 'completed' ORDER BY latency_s DESC, finished_slot, ue, task LIMIT ?", limit)
  }

  /// The tasks that were given up, and those that wait after a failed attempt, the first first.
  ///
  /// - Parameter limit: how many.
  /// - Returns: at most so many tasks.
  /// - Throws: `RecordError` when the record cannot be read.
  public func failedTasks(_ limit: Int = 10) throws(RecordError) -> [TaskLine] {
    try lines(
      "WHERE state <> 'completed' AND failed_attempts > 0 ORDER BY state, generated_slot, ue, task LIMIT ?", limit)
  }

  /// One task; nil when the run has no such task.
  public func task(_ id: TaskID) throws(RecordError) -> TaskLine? {
    try lines("WHERE ue = ? AND task = ?", arguments: [id.ue.rawValue, id.task]).first
  }

  private func lines(_ clause: String, _ limit: Int) throws(RecordError) -> [TaskLine] {
    try lines(clause, arguments: [limit])
  }

  private func lines(_ clause: String, arguments: StatementArguments) throws(RecordError) -> [TaskLine] {
    try DatabaseFault.explained(path) {
      try tables.read { database in
        try Row.fetchAll(database, sql: "SELECT * FROM task_overview \(clause)", arguments: arguments).map { row in
          TaskLine(
            id: TaskID(ue: try UEName(row["ue"]), task: row["task"]), state: row["state"],
            generatedSlot: row["generated_slot"], finishedSlot: row["finished_slot"], attempts: row["attempts"],
            failedAttempts: row["failed_attempts"], execution: row["execution"], result: row["result"],
            latencySeconds: row["latency_s"], energyJoules: row["energy_J"], qoe: row["qoe"],
            snrDecibels: row["snr_dB"], correct: row["correct"], bleu: row["bleu"])
        }
      }
    }
  }

  private static let ueQuery = """
    SELECT o.*, (SELECT min(attached_slot) FROM ues u WHERE u.ue = o.ue) AS attached_slot,
      (SELECT detached_slot FROM ues u WHERE u.ue = o.ue ORDER BY stay DESC LIMIT 1) AS detached_slot
    FROM ue_overview o ORDER BY o.ue
    """

  /// The sums of the UEs' completed translations, by name.
  private static func translations(_ database: Database) throws -> [String: BLEUStatistics] {
    let counts = (1...4).map { "sum(matches_\($0))" } + (1...4).map { "sum(totals_\($0))" }
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT t.ue, \(counts.joined(separator: ", ")), sum(hypothesis_length), sum(reference_length)
        FROM translations t JOIN outcomes o USING (slot, ue) WHERE o.result = 'completed' GROUP BY t.ue
        """)
    return Dictionary(
      uniqueKeysWithValues: rows.map { row in
        (
          row[0],
          BLEUStatistics(
            matches: (1...4).map { row[$0] }, totals: (5...8).map { row[$0] }, hypothesisLength: row[9],
            referenceLength: row[10])
        )
      })
  }

  private static func summary(_ row: Row) -> UESummary {
    UESummary(
      name: row["ue"], task: row["task"], policy: row["policy"], attachedAtSlot: row["attached_slot"],
      detachedAtSlot: row["detached_slot"],
      tasks: TaskCounts(
        generated: row["generated"], completed: row["completed"], failed: row["failed"], queued: row["queued"]),
      failedAttempts: row["failed_attempts"],
      qoe: row["qoe"], latencySeconds: row["latency_s"],
      energyJoules: row["energy_J"], expectedAccuracy: row["expected_accuracy"],
      measuredAccuracy: row["measured_accuracy"], snrDecibels: row["snr_dB"])
  }
}

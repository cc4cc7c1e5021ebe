public import FoundationEssentials
import GRDB
import Scenario
public import Trace

/// Everything that a restarted server needs to go on.
public struct ResumeState: Hashable, Sendable {
  /// What the run is.
  public var header: RunHeader
  /// How many slots are committed: the next slot's number.
  public var slots: Int
  /// The digest after the last of them.
  public var digest: RunDigest
}

/// Reads the record of a run, also while it is being written.
public struct RunRecord: Sendable {
  /// The record.
  public let path: String
  let queue: DatabaseQueue

  init(path: String, queue: DatabaseQueue) {
    self.path = path
    self.queue = queue
  }

  /// Opens a record, and checks that it is one, of this version, and a sound file.
  ///
  /// - Parameter path: the record.
  /// - Throws: `RecordError` naming what is wrong with it.
  public init(path: String) throws(RecordError) {
    self.path = path
    var configuration = Configuration()
    configuration.label = "run record, reading"
    configuration.readonly = true
    configuration.busyMode = .timeout(2)
    queue = try DatabaseFault.explained(path) {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.read { database in
        try RecordSchema.check(database, path)
        let verdict = try String.fetchOne(database, sql: "PRAGMA quick_check(1)")
        guard verdict == "ok" else { throw RecordError.damaged(path: path, detail: verdict ?? "no verdict") }
      }
      return queue
    }
  }

  private func reading<Value>(_ body: (Database) throws -> Value) throws(RecordError) -> Value {
    try DatabaseFault.explained(path) { try queue.read(body) }
  }

  /// What SQLite says of the whole file: `ok`, or what is wrong.
  func verdictOfIntegrityCheck() throws(RecordError) -> String {
    try reading { try String.fetchOne($0, sql: "PRAGMA integrity_check(1)") ?? "no verdict" }
  }

  /// What the run is.
  ///
  /// - Throws: `RecordError.noRun` when its server stopped before it was ready, `RecordError.headDigest` when the
  ///   description was changed.
  public func header() throws(RecordError) -> RunHeader {
    guard let header = try reading({ try StoredRun.header($0, path) }) else { throw .noRun(path: path) }
    return header
  }

  /// How many slots are committed.
  public func slotCount() throws(RecordError) -> Int {
    try reading { try StoredRun.end($0, path).slots }
  }

  /// The summary; nil when the run goes on or was cut off.
  public func summary() throws(RecordError) -> RunSummary? {
    guard let json = try reading({ try String.fetchOne($0, sql: "SELECT summary FROM run") }) else { return nil }
    do {
      return try JSONDecoder().decode(RunSummary.self, from: Data(json.utf8))
    } catch {
      throw .header(path: path, detail: "the summary: \(error)")
    }
  }

  /// When the run ended; nil when it goes on or was cut off.
  public func finishedAt() throws(RecordError) -> Date? {
    try reading { try String.fetchOne($0, sql: "SELECT finished_at FROM run") }.flatMap(UTCTime.date)
  }

  /// The living process that writes the record, or nil.
  public func writer() throws(RecordError) -> ProcessIdentity? {
    try reading { try WriterClaim.living(in: $0, path) }?.identity
  }

  /// What happened beside the slots, in its order.
  public func notes() throws(RecordError) -> [RunNote] {
    try reading { database in
      try Row.fetchAll(database, sql: "SELECT * FROM faults ORDER BY id").compactMap { row in
        guard let kind = RunNote.Kind(rawValue: row["kind"]), let time = UTCTime.date(row["time"]) else { return nil }
        return RunNote(kind: kind, slot: row["slot"], subject: row["subject"], detail: row["detail"], time: time)
      }
    }
  }

  /// Reads committed slots in order, one at a time in memory. The slots are those of one instant, however long it takes.
  ///
  /// - Parameters:
  ///   - first: the slot to begin with.
  ///   - body: told of each slot with the digest after it; returns false to end.
  /// - Throws: `RecordError.gap` or `RecordError.slot` for the first slot that is missing or does not decode.
  public func forEachSlot(
    from first: Int = 0, _ body: (SlotRecord, RunDigest) -> Bool
  ) throws(RecordError) {
    try reading { database in
      try StoredRun.forEachSlot(database, path, from: first) { slot, record, digest in
        guard digest.count == 32 else {
          throw RecordError.damaged(path: path, detail: "the digest of slot \(slot) has \(digest.count) bytes")
        }
        return body(try StoredRun.decode(record, slot: slot, path), RunDigest(resumingAfter: digest))
      }
    }
  }

  /// Checks every slot against the digest chain, from the run's description to the last slot.
  ///
  /// - Returns: how many slots there are, and the digest after the last.
  /// - Throws: `RecordError` naming the first slot that does not fit.
  @discardableResult
  public func verifyChain() throws(RecordError) -> ResumeState {
    let header = try header()
    let summary = try summary()
    return try reading { database in
      var state = ResumeState(header: header, slots: 0, digest: try header.digest())
      try StoredRun.forEachSlot(database, path, from: 0) { slot, record, found in
        state.digest.chain(canonicalBytes: record)
        guard state.digest.value == found else {
          throw RecordError.digest(
            path: path, slot: slot, found: SHA256Digest.hexadecimal(found),
            expected: SHA256Digest.hexadecimal(state.digest.value))
        }
        _ = try StoredRun.decode(record, slot: slot, path)
        state.slots = slot + 1
        return true
      }
      if let summary, summary.slots != state.slots {
        throw RecordError.summary(path: path, field: "slots", found: "\(state.slots)", expected: "\(summary.slots)")
      }
      if let digest = summary?.digest, digest != state.digest.text {
        throw RecordError.summary(path: path, field: "digest", found: state.digest.text, expected: digest)
      }
      return state
    }
  }

  /// Everything that a restarted server needs: where the run stands. The slots come from `forEachSlot`.
  public func resumeState() throws(RecordError) -> ResumeState {
    try verifyChain()
  }
}

extension RunHeader {
  /// Checks that two headers are of one run: topology, seed, models and numerics.
  func requireSameRun(as expected: RunHeader, _ path: String) throws(RecordError) {
    let fields: [(String, String, String)] = [
      ("topology", scenario.name, expected.scenario.name),
      ("seed", "\(scenario.seed)", "\(expected.scenario.seed)"),
      ("models", Self.words(models), Self.words(expected.models)),
    ]
    for (field, found, wanted) in fields where found != wanted {
      throw .anotherRun(path: path, field: field, found: found, expected: wanted)
    }
    let (found, wanted) = try DatabaseFault.explained(path) { (try digest().text, try expected.digest().text) }
    guard found == wanted else {
      throw .anotherRun(path: path, field: "scenario's digest", found: found, expected: wanted)
    }
  }

  private static func words(_ models: [ModelUse]) -> String {
    models.map { "\($0.name) \($0.digest.prefix(12))" }.joined(separator: ", ")
  }
}

import FoundationEssentials
import GRDB
import Scenario
import Trace

/// What the durable tables hold, read and written through one open connection.
enum StoredRun {
  static func insert(_ header: RunHeader, _ database: Database) throws {
    let scenario = String(decoding: try CanonicalJSON.encode(header.scenario), as: UTF8.self)
    let head = try header.digest()
    try database.execute(
      sql: """
        INSERT INTO run (id, name, scenario, seed, head_digest, numerics_fingerprint, token_secret, runner,
          software_version, wire_version, host, started_at)
        VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        header.scenario.name, scenario, "\(header.scenario.seed)", Data(head.value), "\(header.numericsFingerprint)",
        Data(header.tokenSecret), header.runner, header.softwareVersion, Int(header.wireVersion), header.host,
        UTCTime.text(of: header.startedAt),
      ])
    for (position, model) in header.models.enumerated() {
      try database.execute(
        sql: "INSERT INTO models (position, name, digest) VALUES (?, ?, ?)",
        arguments: [position, model.name, model.digest])
    }
  }

  /// The run's description, checked against the head of the digest chain; nil when there is no run in the record yet.
  static func header(_ database: Database, _ path: String) throws -> RunHeader? {
    guard let row = try Row.fetchOne(database, sql: "SELECT * FROM run") else { return nil }
    let json: String = row["scenario"]
    let scenario: Scenario
    do {
      scenario = try CanonicalJSON.decode(Scenario.self, from: Array(json.utf8))
    } catch {
      throw RecordError.header(path: path, detail: "\(error)")
    }
    if let fault = scenario.fault {
      throw RecordError.header(path: path, detail: "its scenario is impossible: \(fault)")
    }
    guard let fingerprint = UInt64(row["numerics_fingerprint"] as String),
      let startedAt = UTCTime.date(row["started_at"]), let wireVersion = UInt32(exactly: row["wire_version"] as Int64),
      row["seed"] == "\(scenario.seed)", row["name"] == scenario.name
    else {
      throw RecordError.header(path: path, detail: "a column of the table run does not fit the others")
    }
    let models = try Row.fetchAll(database, sql: "SELECT name, digest FROM models ORDER BY position")
    let header = RunHeader(
      scenario: scenario, models: models.map { ModelUse(name: $0["name"], digest: $0["digest"]) },
      numericsFingerprint: fingerprint, tokenSecret: [UInt8](row["token_secret"] as Data), runner: row["runner"],
      startedAt: startedAt, host: row["host"], softwareVersion: row["software_version"], wireVersion: wireVersion)
    let expected = try header.digest().value
    let found = [UInt8](row["head_digest"] as Data)
    guard found == expected else {
      throw RecordError.headDigest(
        path: path, found: SHA256Digest.hexadecimal(found), expected: SHA256Digest.hexadecimal(expected))
    }
    return header
  }

  /// The number of committed slots and the digest after the last one; nil digest when there is none.
  static func end(_ database: Database, _ path: String) throws -> (slots: Int, digest: [UInt8]?) {
    let row = try Row.fetchOne(
      database, sql: "SELECT slot, digest FROM committed_slots ORDER BY slot DESC LIMIT 1")
    guard let row else { return (0, nil) }
    let digest = [UInt8](row["digest"] as Data)
    guard digest.count == 32 else {
      throw RecordError.damaged(
        path: path, detail: "the digest of slot \(row["slot"] as Int) has \(digest.count) bytes")
    }
    return (row["slot"] + 1, digest)
  }

  /// Reads committed slots in order, undecoded, until `body` returns false.
  static func forEachSlot(
    _ database: Database, _ path: String, from first: Int,
    _ body: (_ slot: Int, _ record: [UInt8], _ digest: [UInt8]) throws -> Bool
  ) throws {
    let rows = try Row.fetchCursor(
      database, sql: "SELECT slot, record, digest FROM committed_slots WHERE slot >= ? ORDER BY slot",
      arguments: [first])
    var expected = first
    while let row = try rows.next() {
      let slot: Int = row["slot"]
      guard slot == expected else { throw RecordError.gap(path: path, found: slot, expected: expected) }
      expected += 1
      guard try body(slot, [UInt8](row["record"] as Data), [UInt8](row["digest"] as Data)) else { return }
    }
  }

  /// Decodes one committed slot.
  static func decode(_ record: [UInt8], slot: Int, _ path: String) throws -> SlotRecord {
    let decoded: SlotRecord
    do {
      decoded = try SlotRecord(canonicalBytes: record)
    } catch {
      throw RecordError.slot(path: path, slot: slot, cause: error)
    }
    guard decoded.slot == slot else { throw RecordError.gap(path: path, found: decoded.slot, expected: slot) }
    return decoded
  }
}

/// Instants as the record writes them: `2026-11-21T03:47:54Z`.
enum UTCTime {
  static func text(of date: Date) -> String { date.formatted(.iso8601) }

  static func date(_ text: String) -> Date? { try? Date(text, strategy: .iso8601) }

  /// Without punctuation, for file names: `20261121T034754Z`.
  static func compact(_ date: Date) -> String { text(of: date).filter { $0 != "-" && $0 != ":" } }
}

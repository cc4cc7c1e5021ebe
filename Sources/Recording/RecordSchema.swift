import GRDB

/// The durable tables of a run record. docs/record.md describes them.
enum RecordSchema {
  /// "Heli", in the header of every record.
  static let applicationID: UInt32 = 0x48656c69
  /// The version of the durable tables. The projected tables have their own: they can be made again.
  static let version = 1

  private static let tables = """
    CREATE TABLE run (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      name TEXT NOT NULL,
      scenario TEXT NOT NULL,
      seed TEXT NOT NULL,
      head_digest BLOB NOT NULL CHECK (length(head_digest) = 32),
      numerics_fingerprint TEXT NOT NULL,
      token_secret BLOB NOT NULL,
      runner TEXT NOT NULL,
      software_version TEXT NOT NULL,
      wire_version INTEGER NOT NULL,
      host TEXT NOT NULL,
      started_at TEXT NOT NULL,
      finished_at TEXT,
      summary TEXT
    );
    CREATE TABLE models (
      position INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      digest TEXT NOT NULL
    );
    CREATE TABLE committed_slots (
      slot INTEGER PRIMARY KEY CHECK (slot >= 0),
      record BLOB NOT NULL,
      digest BLOB NOT NULL CHECK (length(digest) = 32)
    );
    CREATE TRIGGER committed_slots_have_no_gap BEFORE INSERT ON committed_slots
    WHEN NEW.slot <> (SELECT coalesce(max(slot) + 1, 0) FROM committed_slots)
    BEGIN
      SELECT raise(ABORT, 'slots are committed in order, without a gap');
    END;
    CREATE TABLE faults (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      slot INTEGER,
      subject TEXT NOT NULL,
      detail TEXT NOT NULL,
      time TEXT NOT NULL
    );
    CREATE TABLE writer (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      pid INTEGER NOT NULL,
      boot TEXT NOT NULL,
      start_ticks INTEGER NOT NULL,
      inode INTEGER NOT NULL
    );
    """

  /// Makes the tables in an empty file, or leaves a file with anything in it alone. Done before the write-ahead log is
  /// used, so that the file itself says from the beginning what it is.
  static func createIfEmpty(_ database: Database) throws {
    try database.inTransaction(.immediate) {
      let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
      guard isEmpty, try Int.fetchOne(database, sql: "PRAGMA application_id") == 0 else { return .commit }
      try database.execute(sql: tables)
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      try database.execute(sql: "PRAGMA user_version = \(version)")
      return .commit
    }
  }

  /// Checks that an open file is a run record of this version.
  static func check(_ database: Database, _ path: String) throws {
    let application = try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    guard application == Int64(applicationID) else {
      let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
      throw RecordError.foreign(
        path: path,
        detail: tables == 0 && application == 0
          ? "it is empty" : "it is an SQLite database of another program (application id \(application))")
    }
    let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard found == version else { throw RecordError.version(path: path, found: found, expected: version) }
    try checkSize(database, path)
  }

  /// SQLite itself reads what is missing of a last page as zeros. With a write-ahead log the file may well be shorter.
  private static func checkSize(_ database: Database, _ path: String) throws {
    guard FileStatus(path: path + "-wal") == nil, let found = FileStatus(path: path)?.size else { return }
    let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
    let expected = try pages * (Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0)
    guard found >= expected else {
      throw RecordError.cutShort(path: path, found: found, expected: expected)
    }
  }
}

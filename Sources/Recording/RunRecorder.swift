public import FoundationEssentials
import GRDB
import Glibc
public import Trace

/// Writes the record of a run: one committed slot after the other.
///
/// A slot that `append` has returned from survives the death of the process; SQLite's write-ahead log is synchronous
/// enough for that (`synchronous = NORMAL`). When the whole host loses power the last slots may be lost, never the file.
/// Used on one thread alone, synchronously.
public final class RunRecorder {
  /// What to do about a file that is there, or is not.
  public enum Opening: Hashable, Sendable {
    /// A new record: a file with a run in it is refused.
    case new
    /// A record to go on with: it must be there.
    case existing
    /// Whichever fits.
    case newOrExisting
  }

  /// The record.
  public let path: String
  /// The run's description; nil until `begin`.
  public private(set) var header: RunHeader?
  /// How many slots are committed.
  public private(set) var slots = 0
  /// The digest after the last committed slot, or the head of the chain; nil until `begin`.
  public private(set) var digest: RunDigest?

  let queue: DatabaseQueue
  private var isOpen = true
  /// How many pages of 4 KiB the write-ahead log takes before it is folded into the file, which costs a few
  /// milliseconds: 16 MiB, some thousand slots of 32 UEs.
  private static let logPages = 4096

  /// Opens or makes a record and takes it for this process. Everything that can be wrong with the place is said here,
  /// before anything runs.
  ///
  /// - Parameters:
  ///   - path: the record.
  ///   - opening: what to do about a file that is there, or is not.
  /// - Throws: `RecordError`.
  public init(path: String, _ opening: Opening) throws(RecordError) {
    self.path = path
    try Self.prepare(path, opening)
    var configuration = Configuration()
    configuration.label = "run record"
    configuration.busyMode = .timeout(2)
    queue = try DatabaseFault.explained(path) { try DatabaseQueue(path: path, configuration: configuration) }
    try DatabaseFault.explained(path) {
      try queue.writeWithoutTransaction { database in
        if opening != .existing { try RecordSchema.createIfEmpty(database) }
        try RecordSchema.check(database, path)
        let (slots, last) = try StoredRun.end(database, path)
        if try Row.fetchOne(database, sql: "SELECT 1 FROM run WHERE finished_at IS NOT NULL") != nil {
          throw opening == .new
            ? RecordError.exists(path: path, slots: slots) : RecordError.finished(path: path, slots: slots)
        }
        let header = try StoredRun.header(database, path)
        if header != nil, opening == .new { throw RecordError.exists(path: path, slots: slots) }
        try database.execute(
          sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = \(Self.logPages)")
        try WriterClaim.take(database, path)
        self.slots = slots
        self.header = header
        digest = try last.map(RunDigest.init(resumingAfter:)) ?? header?.digest()
      }
    }
  }

  /// A record is for its owner alone: it holds the secret of the resume tokens.
  private static func prepare(_ path: String, _ opening: Opening) throws(RecordError) {
    let folder = Folder(of: path)
    guard folder.exists else { throw .folderMissing(folder: folder.path) }
    guard folder.isWritable else { throw .notWritable(path: path, detail: folder.reason) }
    guard !FileManager.default.fileExists(atPath: path) else {
      guard unsafe access(path, W_OK) == 0 else {
        throw .notWritable(path: path, detail: "no permission to write the file")
      }
      return
    }
    guard opening != .existing else { throw .missing(path: path) }
    let descriptor = unsafe open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let reason = unsafe String(cString: strerror(errno))
      throw errno == ENOSPC ? .full(path: path, slots: 0) : .notWritable(path: path, detail: reason)
    }
    Glibc.close(descriptor)
  }

  deinit {
    try? close()
  }

  /// What is in the record, read through the same connection.
  public var record: RunRecord { RunRecord(path: path, queue: queue) }

  /// Writes what the run is. Once, before the first slot.
  ///
  /// - Parameter header: what the run is.
  /// - Throws: `RecordError.exists` when the record has a run in it.
  public func begin(_ header: RunHeader) throws(RecordError) {
    guard self.header == nil else { throw .exists(path: path, slots: slots) }
    digest = try DatabaseFault.explained(path) {
      try queue.inTransaction(.immediate) { database in
        try StoredRun.insert(header, database)
        return .commit
      }
      return try header.digest()
    }
    self.header = header
  }

  /// Checks that a record to go on with is of the run that is about to start.
  ///
  /// - Parameter expected: what is about to start.
  /// - Throws: `RecordError.anotherRun` naming the first thing that differs.
  public func confirm(_ expected: RunHeader) throws(RecordError) {
    guard let header else { throw .noRun(path: path) }
    try header.requireSameRun(as: expected, path)
  }

  /// Commits one slot. When this returns, the slot has happened.
  ///
  /// - Parameters:
  ///   - canonicalBytes: the slot's `canonicalBytes()`.
  ///   - slot: its number: the one after the last.
  ///   - digest: the run's digest after it.
  /// - Throws: `RecordError.full` when the disk is full: what was committed before is kept.
  public func append(canonicalBytes: [UInt8], of slot: Int, digest: RunDigest) throws(RecordError) {
    guard header != nil else { throw .noRun(path: path) }
    guard slot == slots else { throw .gap(path: path, found: slot, expected: slots) }
    try DatabaseFault.explained(path, slots: slots) {
      try queue.writeWithoutTransaction { database in
        try database.cachedStatement(sql: "INSERT INTO committed_slots (slot, record, digest) VALUES (?, ?, ?)")
          .execute(arguments: [slot, Data(canonicalBytes), Data(digest.value)])
      }
    }
    slots += 1
    self.digest = digest
  }

  /// Chains and commits one slot.
  ///
  /// - Parameter slot: the slot after the last.
  /// - Throws: as `append(canonicalBytes:of:digest:)`.
  public func append(_ slot: SlotRecord) throws(RecordError) {
    guard var digest else { throw .noRun(path: path) }
    let bytes = slot.canonicalBytes()
    digest.chain(canonicalBytes: bytes)
    try append(canonicalBytes: bytes, of: slot.slot, digest: digest)
  }

  /// Writes down something that happened beside the slots.
  public func note(_ note: RunNote) throws(RecordError) {
    try DatabaseFault.explained(path, slots: slots) {
      try queue.writeWithoutTransaction { database in
        try database.cachedStatement(
          sql: "INSERT INTO faults (kind, slot, subject, detail, time) VALUES (?, ?, ?, ?, ?)"
        ).execute(arguments: [note.kind.rawValue, note.slot, note.subject, note.detail, UTCTime.text(of: note.time)])
      }
    }
  }

  /// Writes down that the run is over, and how it went.
  public func finish(_ summary: RunSummary, at time: Date = Date()) throws(RecordError) {
    guard header != nil else { throw .noRun(path: path) }
    try DatabaseFault.explained(path, slots: slots) {
      let json = String(decoding: try JSONEncoder().encode(summary), as: UTF8.self)
      try queue.writeWithoutTransaction { database in
        try database.execute(
          sql: "UPDATE run SET finished_at = ?, summary = ?", arguments: [UTCTime.text(of: time), json])
      }
    }
  }

  /// Brings the tables that are made for queries up to the last committed slot.
  ///
  /// - Returns: how many slots were new to them.
  @discardableResult
  public func project() throws(RecordError) -> Int {
    try DatabaseFault.explained(path, slots: slots) { try Projection.update(queue, path) }
  }

  /// Gives the record back: another process may go on with it. The write-ahead log is folded into the file, which is
  /// then complete by itself, unless somebody is reading it at this moment.
  public func close() throws(RecordError) {
    guard isOpen else { return }
    isOpen = false
    try DatabaseFault.explained(path, slots: slots) {
      defer { try? queue.close() }
      try queue.writeWithoutTransaction { database in
        try WriterClaim.release(database)
        database.releaseMemory()
        _ = try? String.fetchOne(database, sql: "PRAGMA journal_mode = DELETE")
      }
    }
  }
}

import FoundationEssentials
import GRDB
import Glibc

/// Who writes a record: told apart from a dead process with the same id by the host's boot and the process' start, and
/// from the writer of a file that this one is a copy of by the file's inode.
struct WriterClaim: Hashable {
  /// The process id.
  var pid: Int
  /// The kernel's id of this boot of the host.
  var boot: String
  /// When the process started, in clock ticks since the boot.
  var startTicks: Int

  /// The process with an id, or nil when there is none.
  init?(pid: Int) {
    // Field 22 of /proc/PID/stat; the program's name in field 2 may hold spaces and parentheses.
    guard let stat = ProcessFiles.text("/proc/\(pid)/stat"), let end = stat.lastIndex(of: ")") else { return nil }
    let fields = stat[stat.index(after: end)...].split(separator: " ")
    // A zombie writes nothing any more.
    guard fields.count > 19, fields[0] != "Z", let ticks = Int(fields[19]) else { return nil }
    self.init(pid: pid, boot: ProcessFiles.text("/proc/sys/kernel/random/boot_id") ?? "", startTicks: ticks)
  }

  /// The claim that a record holds, or nil when nobody writes it any more.
  static func living(in database: Database, _ path: String) throws -> WriterClaim? {
    guard let row = try Row.fetchOne(database, sql: "SELECT pid, boot, start_ticks, inode FROM writer"),
      FileStatus(path: path).map({ Int64(bitPattern: $0.inode) }) == row["inode"]
    else { return nil }
    let claim = WriterClaim(pid: row["pid"], boot: row["boot"], startTicks: row["start_ticks"])
    return claim.isAlive ? claim : nil
  }

  /// Takes a record for this process.
  ///
  /// - Throws: `RecordError.locked` when a living process writes it, be it this one.
  static func take(_ database: Database, _ path: String) throws {
    try database.inTransaction(.immediate) {
      if let holder = try living(in: database, path) {
        throw RecordError.locked(path: path, holder: holder.identity)
      }
      guard let own = WriterClaim(pid: Int(getpid())), let inode = FileStatus(path: path)?.inode else { return .commit }
      try database.execute(
        sql: "INSERT OR REPLACE INTO writer (id, pid, boot, start_ticks, inode) VALUES (1, ?, ?, ?, ?)",
        arguments: [own.pid, own.boot, own.startTicks, Int64(bitPattern: inode)])
      return .commit
    }
  }

  /// Gives a record back.
  static func release(_ database: Database) throws {
    try database.execute(sql: "DELETE FROM writer")
  }

  /// A claim as recorded.
  init(pid: Int, boot: String, startTicks: Int) {
    self.pid = pid
    self.boot = boot
    self.startTicks = startTicks
  }

  /// Whether the process that made the claim is alive.
  var isAlive: Bool { WriterClaim(pid: pid) == self }

  /// The process, for messages.
  var identity: ProcessIdentity { ProcessIdentity(pid: pid, program: ProcessFiles.program(of: pid)) }
}

/// Small files that the kernel makes up.
enum ProcessFiles {
  static func text(_ path: String) -> String? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    var text = String(decoding: data, as: UTF8.self)
    while text.last == "\n" { text.removeLast() }
    return text
  }

  static func program(of pid: Int) -> String? { text("/proc/\(pid)/comm") }
}

/// The file locks that the kernel knows of.
enum LockTable {
  /// Who holds a lock on a record or on its shared-memory file, this process apart.
  static func holder(of path: String) -> ProcessIdentity? {
    let inodes = [path, path + "-shm"].compactMap { FileStatus(path: $0)?.inode }
    guard let table = ProcessFiles.text("/proc/locks") else { return nil }
    for line in table.split(separator: "\n") {
      // 1: POSIX  ADVISORY  WRITE 4242 fe:01:1234 120 120
      let fields = line.split(separator: " ")
      guard fields.count >= 6, fields[1] == "POSIX", fields[3] == "WRITE", let pid = Int(fields[4]),
        pid != Int(getpid()), pid > 0,
        let file = fields[5].split(separator: ":").last.flatMap({ UInt64($0) }), inodes.contains(file)
      else { continue }
      return ProcessIdentity(pid: pid, program: ProcessFiles.program(of: pid))
    }
    return nil
  }
}

/// What the file system knows of a file, without opening it.
struct FileStatus {
  /// The number of the file on its file system.
  let inode: UInt64
  /// The size of the file, B.
  let size: Int

  /// The status of a file; nil when there is none.
  init?(path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    inode = UInt64(status.st_ino)
    size = Int(status.st_size)
  }
}

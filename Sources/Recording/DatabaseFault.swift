import FoundationEssentials
import GRDB
import Glibc

/// Tells what stands behind an error of SQLite.
enum DatabaseFault {
  /// Runs a piece of work on a record and turns what SQLite says into a `RecordError`.
  ///
  /// - Parameters:
  ///   - path: the record.
  ///   - slots: how many slots are committed, for the error of a full disk.
  ///   - work: what to do.
  /// - Returns: what the work gives.
  /// - Throws: `RecordError` that says what stands behind SQLite's error.
  static func explained<Value>(
    _ path: String, slots: Int = 0, _ work: () throws -> Value
  ) throws(RecordError) -> Value {
    do {
      return try work()
    } catch let error as RecordError {
      throw error
    } catch let error as DatabaseError {
      throw explain(error, path, slots)
    } catch {
      throw .database(path: path, detail: "\(error)")
    }
  }

  private static func explain(_ error: DatabaseError, _ path: String, _ slots: Int) -> RecordError {
    let detail = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_FULL: return .full(path: path, slots: slots)
    case .SQLITE_BUSY, .SQLITE_LOCKED: return .locked(path: path, holder: LockTable.holder(of: path))
    case .SQLITE_READONLY, .SQLITE_PERM: return .notWritable(path: path, detail: detail)
    case .SQLITE_CANTOPEN: return cannotOpen(path, detail)
    case .SQLITE_IOERR where errno == ENOSPC || errno == EDQUOT: return .full(path: path, slots: slots)
    case .SQLITE_NOTADB, .SQLITE_CORRUPT: return unsound(path, detail)
    default: return .database(path: path, detail: detail)
    }
  }

  private static func cannotOpen(_ path: String, _ detail: String) -> RecordError {
    let folder = Folder(of: path)
    guard folder.exists else { return .folderMissing(folder: folder.path) }
    guard FileManager.default.fileExists(atPath: path) else {
      return folder.isWritable ? .missing(path: path) : .notWritable(path: path, detail: folder.reason)
    }
    return .notWritable(path: path, detail: detail)
  }

  /// Nothing of a damaged file is trusted but its first 100 bytes: is it ours, and is it shorter than it says?
  private static func unsound(_ path: String, _ detail: String) -> RecordError {
    guard let header = FileHeader(path: path), header.applicationID == RecordSchema.applicationID else {
      return .foreign(path: path, detail: "it is no SQLite database that a run was recorded to")
    }
    if header.fileSize < header.declaredSize {
      return .cutShort(path: path, found: header.fileSize, expected: header.declaredSize)
    }
    return .damaged(path: path, detail: detail)
  }
}

/// The folder that a record lies in.
struct Folder {
  /// Its path; `.` when the record's path names none.
  let path: String

  init(of file: String) {
    path = file.lastIndex(of: "/").map { $0 == file.startIndex ? "/" : String(file[..<$0]) } ?? "."
  }

  /// Whether it exists and is a folder.
  var exists: Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
  }

  /// Whether files can be made in it: SQLite keeps a write-ahead log beside the record.
  var isWritable: Bool { unsafe access(path, W_OK | X_OK) == 0 }

  /// Why it is not writable.
  var reason: String { "no permission to write in the folder \(path)" }
}

/// The first 100 bytes of an SQLite file.
///
/// Opening and closing a file drops the locks that its process holds on it, SQLite's too: never to be read while the
/// same process has the record open and sound.
struct FileHeader {
  /// What the file says that it belongs to.
  let applicationID: UInt32
  /// Page size × number of pages, B.
  let declaredSize: Int
  /// The size of the file, B.
  let fileSize: Int

  /// Reads the header of a file; nil when it is no SQLite file.
  init?(path: String) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 100)
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
    guard count == bytes.count, Array(bytes[..<16]) == Array("SQLite format 3".utf8) + [0] else { return nil }
    func number(at offset: Int, _ size: Int) -> UInt32 {
      bytes[offset..<offset + size].reduce(0) { $0 << 8 | UInt32($1) }
    }
    let pageSize = number(at: 16, 2)
    applicationID = number(at: 68, 4)
    declaredSize = Int(pageSize == 1 ? 65536 : pageSize) * Int(number(at: 28, 4))
    fileSize = Int(lseek(descriptor, 0, SEEK_END))
  }
}

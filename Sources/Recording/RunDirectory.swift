public import FoundationEssentials

/// The folder that records go to by default: `runs/<topology>-<UTC time>.sqlite`, the last ten kept.
public struct RunDirectory: Hashable, Sendable {
  /// The folder.
  public let path: String
  /// How many records are kept.
  public let keeping: Int

  /// Describes a folder.
  ///
  /// - Parameters:
  ///   - path: the folder.
  ///   - keeping: how many records are kept, ≥ 1.
  public init(path: String = "runs", keeping: Int = 10) {
    precondition(keeping >= 1, "at least the newest record is kept, found \(keeping)")
    self.path = path
    self.keeping = keeping
  }

  /// Makes the folder if it is missing, and a name for a new record in it that no file has.
  ///
  /// - Parameters:
  ///   - topology: the topology's name; characters that do not belong in a file name become `-`.
  ///   - time: when the run starts.
  /// - Returns: the path of a file that is not there yet.
  /// - Throws: `RecordError.notWritable` when the folder cannot be made or written.
  public func newRecord(topology: String, at time: Date = Date()) throws(RecordError) -> String {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw .notWritable(path: path, detail: "the folder cannot be made")
    }
    let name = String(topology.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "-" })
    let stem = "\(path)/\(name.isEmpty ? "run" : name)-\(UTCTime.compact(time))"
    let folder = Folder(of: stem)
    guard folder.isWritable else { throw .notWritable(path: path, detail: folder.reason) }
    var candidate = stem + ".sqlite"
    var number = 2
    while FileManager.default.fileExists(atPath: candidate) {
      candidate = "\(stem)-\(number).sqlite"
      number += 1
    }
    return candidate
  }

  /// The records in the folder, the oldest first. Files that are no run records are not among them.
  ///
  /// The first bytes of each file are read: not to be asked while this process writes a record in the folder.
  public func records() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasSuffix(".sqlite") }
      .map { "\(path)/\($0)" }
      .filter { FileHeader(path: $0)?.applicationID == RecordSchema.applicationID }
      .map { (file: $0, time: Self.modified($0)) }
      .sorted { ($0.time, $0.file) < ($1.time, $1.file) }
      .map(\.file)
  }

  /// Removes the oldest records beyond those that are kept, with what SQLite keeps beside them. A record that a living
  /// process writes stays, and so does every file that is no run record.
  ///
  /// - Parameter new: how many records are about to be made.
  /// - Returns: the records that were removed.
  @discardableResult
  public func prune(makingRoomFor new: Int = 0) -> [String] {
    let records = records()
    let excess = records.count + new - keeping
    guard excess > 0 else { return [] }
    return records.prefix(excess).filter { record in
      // A record too damaged to say who writes it has no writer.
      if let writer = try? RunRecord(path: record).writer(), writer.pid > 0 { return false }
      for suffix in ["-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: record + suffix) }
      return (try? FileManager.default.removeItem(atPath: record)) != nil
    }
  }

  private static func modified(_ file: String) -> Date {
    // The write-ahead log is younger than the record while the run goes on.
    [file, file + "-wal"].compactMap {
      try? FileManager.default.attributesOfItem(atPath: $0)[.modificationDate] as? Date
    }.max() ?? .distantPast
  }
}

/// Where a run that is about to start is recorded.
public enum RecordPlace: Hashable, Sendable {
  /// In this file, which must not hold a run yet.
  case file(String)
  /// In a new file of a folder that keeps the last so many.
  case directory(RunDirectory)
  /// Nowhere.
  case nowhere

  /// What a command line asks for.
  ///
  /// - Parameters:
  ///   - file: the record, if one is named; otherwise it goes to the folder of records.
  ///   - isOff: whether nothing is recorded.
  public init(file: String?, isOff: Bool) {
    self = isOff ? .nowhere : file.map { .file($0) } ?? .directory(RunDirectory())
  }

  /// Makes sure, before anything starts, that the run can be recorded there: the file is made, and nobody else writes it.
  /// Where a folder is named, its oldest records beyond those that are kept are removed.
  ///
  /// - Parameter topology: the topology's name, for the name of a new file.
  /// - Returns: the record's path; nil for nowhere.
  /// - Throws: `RecordError` when the place cannot be written or is taken.
  public func reserve(topology: String) throws(RecordError) -> String? {
    let path: String
    switch self {
    case .nowhere: return nil
    case .file(let file): path = file
    case .directory(let directory):
      path = try directory.newRecord(topology: topology)
      directory.prune(makingRoomFor: 1)
    }
    try RunRecorder(path: path, .new).close()
    return path
  }
}

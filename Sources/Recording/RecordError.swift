public import Trace

/// Why a run record cannot be written or read.
public enum RecordError: Error, Hashable, Sendable {
  /// The folder of the record does not exist.
  case folderMissing(folder: String)
  /// There is no file of this name.
  case missing(path: String)
  /// Nothing may be written there.
  case notWritable(path: String, detail: String)
  /// The disk is full; what was committed before is kept.
  case full(path: String, slots: Int)
  /// Another process writes the record.
  case locked(path: String, holder: ProcessIdentity?)
  /// A record is there already.
  case exists(path: String, slots: Int)
  /// The run of the record is over.
  case finished(path: String, slots: Int)
  /// The record has no run in it: its server stopped before the models were loaded.
  case noRun(path: String)
  /// The run in the record was stopped before its first slot.
  case noSlot(path: String)
  /// The record is of another run.
  case anotherRun(path: String, field: String, found: String, expected: String)
  /// The run was made with another model than the one at hand.
  case otherModel(path: String, recorded: [ModelUse], found: String)
  /// The run was recorded under the realtime clock and cannot be repeated.
  case notRepeatable(path: String)
  /// The file is no run record.
  case foreign(path: String, detail: String)
  /// The record has another schema.
  case version(path: String, found: Int, expected: Int)
  /// The file is shorter than it says.
  case cutShort(path: String, found: Int, expected: Int)
  /// The file is not a sound database.
  case damaged(path: String, detail: String)
  /// A slot is missing, or comes out of turn.
  case gap(path: String, found: Int, expected: Int)
  /// The chained digest of a slot is not what its bytes give.
  case digest(path: String, slot: Int, found: String, expected: String)
  /// The digest at the head of the chain is not what the run's description gives.
  case headDigest(path: String, found: String, expected: String)
  /// A slot's bytes are no slot.
  case slot(path: String, slot: Int, cause: CanonicalDecodingError)
  /// The slots are not those that the run's summary tells of.
  case summary(path: String, field: String, found: String, expected: String)
  /// The run's description does not decode.
  case header(path: String, detail: String)
  /// Anything else that the database says.
  case database(path: String, detail: String)
}

/// A process that may write a record.
public struct ProcessIdentity: Hashable, Sendable, CustomStringConvertible {
  /// The process id.
  public var pid: Int
  /// The name of its program, where it can be known.
  public var program: String?

  /// Names a process.
  public init(pid: Int, program: String?) {
    self.pid = pid
    self.program = program
  }

  /// The process in words.
  public var description: String { "process \(pid)" + (program.map { " (\($0))" } ?? "") }
}

extension RecordError: CustomStringConvertible {
  /// What is wrong, and what to do about it.
  public var description: String {
    switch self {
    case .folderMissing(let folder):
      "the folder \(folder) does not exist: make it, or name another with --record FILE"
    case .missing(let path): "there is no file \(path)"
    case .notWritable(let path, let detail):
      "\(path) cannot be written (\(detail)): change its permissions, or name another file with --record FILE"
    case .full(let path, let slots):
      "the disk is full: \(path) keeps the \(slots) slots before; make room, and edge-server --record FILE goes on from there"
    case .locked(let path, let holder):
      "\(path) is being written by \(holder?.description ?? "another process"): "
        + "stop it first, or name another file with --record FILE"
    case .exists(let path, let slots):
      "\(path) holds a run with \(slots) slots already: name another file with --record FILE, or remove it"
    case .finished(let path, let slots):
      "the run in \(path) is over after \(slots) slots: name another file with --record FILE to run it again"
    case .noRun(let path):
      "\(path) has no run in it: its server stopped before it was ready; nothing is lost, remove the file"
    case .noSlot(let path):
      "\(path) has no slot in it: its run was stopped before the first one; there is nothing to repeat"
    case .anotherRun(let path, let field, let found, let expected):
      "\(path) is the record of another run: its \(field) is \(found), expected \(expected); "
        + "name another file with --record FILE"
    case .otherModel(let path, let recorded, let found):
      "\(path) was made with the model "
        + recorded.map { "\($0.name) \($0.digest.prefix(12))…" }.joined(separator: ", ")
        + ", the one at hand is \(found.prefix(12))…: name the folder of the former with --models"
    case .notRepeatable(let path):
      "\(path) was recorded under the realtime clock, in which wall time decides: it cannot be repeated"
    case .foreign(let path, let detail): "\(path) is no run record: \(detail)"
    case .version(let path, let found, let expected):
      "\(path) is a run record of schema version \(found), this release reads version \(expected): "
        + "use the release that wrote it"
    case .cutShort(let path, let found, let expected):
      "\(path) is cut short: it has \(found) bytes of \(expected); copy it again, with its -wal file if there is one"
    case .damaged(let path, let detail): "\(path) is damaged: \(detail)"
    case .gap(let path, let found, let expected): "\(path): slot \(found) comes where slot \(expected) belongs"
    case .digest(let path, let slot, let found, let expected):
      "\(path): slot \(slot): digest \(found), expected \(expected): the record was changed after it was written"
    case .headDigest(let path, let found, let expected):
      "\(path): the run's description has digest \(expected), the record says \(found): "
        + "the record was changed after it was written"
    case .slot(let path, let slot, let cause): "\(path): slot \(slot): \(cause)"
    case .summary(let path, let field, let found, let expected):
      "\(path): \(field) \(found), the run's summary says \(expected): the record was changed after it was written"
    case .header(let path, let detail): "\(path): the run's description does not decode: \(detail)"
    case .database(let path, let detail): "\(path): \(detail)"
    }
  }
}

import FoundationEssentials
import Glibc

/// The folder of one run: sockets, logs and journals, for its owner alone, gone at the end.
///
/// A lock on a file in it says that the run lives; a folder without a live lock was left by a launcher that was killed
/// and is removed by the next one.
public final class RunDirectory {
  /// Its path.
  public let path: String
  private let lock: FileDescriptor
  static let prefix = "heliograph-"
  static let lockName = "lock"

  /// Makes a folder under `XDG_RUNTIME_DIR`, or under `/tmp` where that is not set or too long for a socket's path.
  ///
  /// - Parameter base: where to make it instead.
  /// - Throws: `LaunchError` that names the place.
  public convenience init(under base: String? = nil) throws(LaunchError) {
    let candidates = [base ?? ProcessInfo.processInfo.environment["XDG_RUNTIME_DIR"], base ?? "/tmp"]
    var reason = "no place"
    for case let candidate? in candidates where !candidate.isEmpty {
      guard candidate.utf8.count + Self.prefix.count + 30 < Self.maximumSocketPath else {
        reason = "\(candidate) is too long for a socket's path"
        continue
      }
      Self.removeLeftovers(in: candidate)
      do throws(SystemError) {
        try self.init(in: candidate)
        return
      } catch {
        reason = "\(error)"
      }
    }
    throw LaunchError(
      "a folder for the run cannot be made: \(reason); set XDG_RUNTIME_DIR to a folder of your own",
      kind: .cannotCreate)
  }

  private init(in base: String) throws(SystemError) {
    var template = Array("\(base)/\(Self.prefix)XXXXXX".utf8CString)
    let made: String? = unsafe template.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress, let result = unsafe mkdtemp(start) else { return nil }
      return unsafe String(cString: result)
    }
    guard let made else { throw SystemError("mkdtemp \(base)/\(Self.prefix)XXXXXX") }
    path = made
    lock = try FileDescriptor.appending("\(made)/\(Self.lockName)")
    guard flock(lock.number, LOCK_EX | LOCK_NB) == 0 else { throw SystemError("flock") }
  }

  /// The longest path of a socket that libzmq takes, with some room.
  static let maximumSocketPath = 100

  /// The endpoint of a socket in the folder.
  public func endpoint(_ name: String) -> String { "ipc://\(path)/\(name)" }

  /// The path of a log in the folder.
  public func log(_ name: String) -> String { "\(path)/\(name).log" }

  /// The path of a UE's journal in the folder: what it needs to go on after a restart.
  public func journal(_ name: String) -> String { "\(path)/\(name).journal" }

  /// The path of the file in which an observed process keeps its address.
  public func target(_ name: String) -> String { "\(path)/targets/\(name).json" }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Removes folders that nobody holds any more. Young ones are left alone: they may be about to be locked.
  private static func removeLeftovers(in base: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []
    for name in names where name.hasPrefix(prefix) {
      let folder = "\(base)/\(name)"
      let attributes = try? FileManager.default.attributesOfItem(atPath: folder)
      guard let made = attributes?[.modificationDate] as? Date, made.timeIntervalSinceNow < -60 else { continue }
      let number = unsafe open("\(folder)/\(lockName)", O_WRONLY | O_CLOEXEC)
      guard number >= 0 else { continue }
      let lock = FileDescriptor(owning: number)
      if flock(lock.number, LOCK_EX | LOCK_NB) == 0 { try? FileManager.default.removeItem(atPath: folder) }
    }
  }
}

import FoundationEssentials
import Glibc

/// An emulation of this user that runs on this machine, as its `helio up` has made it known in the run's folder.
public struct RunningEmulation: Codable, Hashable, Sendable {
  /// The topology's name.
  public var topology: String
  /// The number of the `helio up` process.
  public var processIdentifier: Int32
  /// Where the edge server answers `/status`.
  public var serverURL: String
  /// Where the edge server listens to the channel emulator and to operators.
  public var serverEndpoint: String
  /// The folder of Prometheus targets, a file for each observed process.
  public var targets: String

  private static let fileName = "run.json"

  /// Makes the run known until its folder is gone.
  ///
  /// - Parameters:
  ///   - topology: the topology's name.
  ///   - serverURL: where the edge server answers `/status`.
  ///   - serverEndpoint: where it listens to the channel emulator and to operators.
  ///   - directory: the run's folder.
  /// - Throws: `LaunchError` when the folder cannot be written to.
  public static func announce(
    topology: String, serverURL: String, serverEndpoint: String, in directory: RunDirectory
  ) throws(LaunchError) {
    let run = RunningEmulation(
      topology: topology, processIdentifier: getpid(), serverURL: serverURL, serverEndpoint: serverEndpoint,
      targets: "\(directory.path)/targets")
    let file = "\(directory.path)/\(fileName)"
    do {
      try JSONEncoder().encode(run).write(to: URL(filePath: file), options: .atomic)
    } catch {
      throw LaunchError("\(file) cannot be written, so that helio status will not find this run: \(error)")
    }
  }

  /// The emulations of this user that run and can be watched, by the number of their process.
  ///
  /// A run's folder whose launcher is gone is removed. Folders of other users are not looked at: anybody may make one in
  /// `/tmp`.
  ///
  /// - Parameter bases: where runs' folders are; those of `RunDirectory` unless given.
  /// - Returns: the runs.
  public static func all(under bases: [String] = RunDirectory.bases) -> [RunningEmulation] {
    var runs: [RunningEmulation] = []
    for base in bases {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []
      for name in names where name.hasPrefix(RunDirectory.prefix) {
        if let run = read("\(base)/\(name)") { runs.append(run) }
      }
    }
    return runs.sorted { $0.processIdentifier < $1.processIdentifier }
  }

  private static func read(_ folder: String) -> RunningEmulation? {
    var status = stat()
    guard unsafe lstat(folder, &status) == 0, status.st_uid == geteuid(), status.st_mode & S_IFMT == S_IFDIR,
      let data = try? Data(contentsOf: URL(filePath: "\(folder)/\(fileName)")),
      let run = try? JSONDecoder().decode(RunningEmulation.self, from: data)
    else { return nil }
    // The launcher holds the lock for as long as it lives, and had it before it wrote the file.
    let number = unsafe open("\(folder)/\(RunDirectory.lockName)", O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { return nil }
    let lock = FileDescriptor(owning: number)
    guard flock(lock.number, LOCK_SH | LOCK_NB) != 0 else {
      try? FileManager.default.removeItem(atPath: folder)
      return nil
    }
    return run
  }
}

extension RunDirectory {
  /// Where runs' folders are made: under `XDG_RUNTIME_DIR`, or else under `/tmp`.
  public static var bases: [String] {
    let runtime = ProcessInfo.processInfo.environment["XDG_RUNTIME_DIR"] ?? ""
    return runtime.isEmpty || runtime == "/tmp" ? ["/tmp"] : [runtime, "/tmp"]
  }
}

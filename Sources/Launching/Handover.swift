import FoundationEssentials
import Glibc

/// Hands the process over to another program.
public enum Handover {
  /// Becomes another program of the installation; returns only when that fails.
  ///
  /// - Parameters:
  ///   - program: its name, beside the running program.
  ///   - name: how it is called, which its help and its errors call it by.
  ///   - arguments: its arguments.
  /// - Returns: why it failed.
  public static func become(_ program: String, calledAs name: String, arguments: [String]) -> LaunchError {
    let folder = LaunchPlan.folderOfRunningProgram
    let path = "\(folder)/\(program)"
    guard FileManager.default.isExecutableFile(atPath: path) else {
      return LaunchError("\(program) is not in \(folder), where it is expected; build all programs with `swift build`")
    }
    _ = unsafe Spawn.withStrings([name] + arguments) { list in
      unsafe execv(path, list)
    }
    return LaunchError("\(path) cannot be started: \(SystemError("execv"))")
  }
}

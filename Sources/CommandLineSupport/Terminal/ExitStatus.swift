public import Roles

/// The exit statuses of Heliograph's programs: those of BSD's `sysexits.h`, 128 plus the signal for a stop, and 1 for a
/// verdict.
public enum ExitStatus {
  /// What was to be verified is not so.
  public static let checkFailed: Int32 = 1
  /// The command line is wrong.
  public static let usage: Int32 = 64
  /// An input file is wrong.
  public static let data: Int32 = 65
  /// Something that is needed cannot be reached.
  public static let unavailable: Int32 = 69
  /// A process of the emulation died, or a program is at fault.
  public static let software: Int32 = 70
  /// The operating system refused something.
  public static let system: Int32 = 71
  /// A file cannot be written.
  public static let cannotCreate: Int32 = 73
  /// Reading or writing a file failed.
  public static let inputOutput: Int32 = 74
  /// Stopped by Ctrl-C.
  public static let interrupted: Int32 = 130

  /// The status of a process whose role ended so.
  public static func of(_ conclusion: Conclusion) -> Int32 {
    switch conclusion {
    case .completed: 0
    case .failed: unavailable
    case .unusable: data
    }
  }
}

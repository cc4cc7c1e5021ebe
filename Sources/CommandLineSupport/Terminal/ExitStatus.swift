/// The exit statuses of Heliograph's programs: those of BSD's `sysexits.h`, and 128 plus the signal for a stop.
public enum ExitStatus {
  /// The command line is wrong.
  public static let usage: Int32 = 64
  /// An input file is wrong.
  public static let data: Int32 = 65
  /// Something that is needed cannot be reached.
  public static let unavailable: Int32 = 69
  /// A process of the emulation died.
  public static let software: Int32 = 70
  /// A file cannot be written.
  public static let cannotCreate: Int32 = 73
  /// Stopped by Ctrl-C.
  public static let interrupted: Int32 = 130
}

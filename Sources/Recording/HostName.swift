/// The name of a host.
public enum HostName {
  /// This host's name, as `uname -n` prints it.
  public static var current: String { ProcessFiles.text("/proc/sys/kernel/hostname") ?? "unknown" }
}

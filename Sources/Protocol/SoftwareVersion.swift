/// The release of this software.
public enum SoftwareVersion {
  /// As `helio version` prints it and Hello carries it.
  public static let current = "0.1.0"
}

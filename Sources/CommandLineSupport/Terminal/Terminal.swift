import FoundationEssentials
import Glibc

/// Where a program writes for people: a terminal, or a file or pipe that wants plain lines.
public struct Terminal: Sendable {
  /// The file descriptor.
  public let descriptor: Int32
  /// Whether it is a terminal on which lines can be redrawn.
  public let isInteractive: Bool
  /// Whether colours may be used: on a terminal, unless `NO_COLOR` is set (no-color.org).
  public let usesColour: Bool

  /// Standard output.
  public static var output: Terminal { Terminal(descriptor: STDOUT_FILENO) }

  /// Standard error.
  public static var error: Terminal { Terminal(descriptor: STDERR_FILENO) }

  /// Looks at a descriptor.
  public init(descriptor: Int32) {
    let environment = ProcessInfo.processInfo.environment
    let isTerminal = isatty(descriptor) == 1
    self.init(
      descriptor: descriptor, isInteractive: isTerminal && environment["TERM"] != "dumb",
      usesColour: isTerminal && environment["TERM"] != "dumb" && (environment["NO_COLOR"] ?? "").isEmpty)
  }

  /// Says what a descriptor is, for tests.
  public init(descriptor: Int32, isInteractive: Bool, usesColour: Bool) {
    self.descriptor = descriptor
    self.isInteractive = isInteractive
    self.usesColour = usesColour
  }

  /// Rows and columns; 24 and 80 when they are not known.
  public var size: (rows: Int, columns: Int) {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return (24, 80)
    }
    return (Int(size.ws_row), Int(size.ws_col))
  }

  /// How many characters a line of a table may have: as many as `COLUMNS` says, as the terminal has, or 100.
  public var tableWidth: Int {
    if let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap({ Int($0) }), columns > 0 { return columns }
    return isatty(descriptor) == 1 ? size.columns : 100
  }

  /// Writes text as it is; gives up when nobody reads any more.
  public func write(_ text: String) {
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      written += count
    }
  }

  /// A text in red where colours may be used.
  public func red(_ text: String) -> String { usesColour ? "\u{1B}[1;31m\(text)\u{1B}[0m" : text }

  /// A text in green where colours may be used.
  public func green(_ text: String) -> String { usesColour ? "\u{1B}[32m\(text)\u{1B}[0m" : text }
}

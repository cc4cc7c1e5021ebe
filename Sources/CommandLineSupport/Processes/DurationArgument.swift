public import ArgumentParser
import Quantities

/// A length of time on the command line, with its unit: `60s`, `500 ms`.
public struct DurationArgument: ExpressibleByArgument, Sendable, CustomStringConvertible {
  /// The length, s.
  public let seconds: Double

  /// A length of time.
  public init(seconds: Double) {
    self.seconds = seconds
  }

  /// Reads a length of time; nil when it is none or negative.
  public init?(argument: String) {
    guard let value = try? Seconds(parsing: argument), value.value >= 0 else { return nil }
    seconds = value.value
  }

  /// As it is shown as a default.
  public var description: String { "\(Seconds(seconds))" }

  /// As it is shown as a default in help texts.
  public var defaultValueDescription: String { description }
}

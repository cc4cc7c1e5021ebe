/// What is wrong with a parity-check matrix in `alist` form, and where.
public struct AlistError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line, from 1.
  public let line: Int
  /// What should have stood there.
  public let expected: String
  /// What stood there.
  public let found: String

  /// One sentence with all of it.
  public var description: String { "line \(line) of the alist: expected \(expected), found \(found)" }
}

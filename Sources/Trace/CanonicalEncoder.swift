/// Writes values in one fixed form: little-endian integers of 64 bits, floats as bit patterns, strings with their
/// length. What enters the digest passes through here and never through a serialisation library.
public struct CanonicalEncoder: Sendable {
  /// The bytes so far.
  public private(set) var bytes: [UInt8] = []

  /// An empty encoding.
  public init() {}

  /// Appends an integer.
  public mutating func append(_ value: Int) {
    append(UInt64(bitPattern: Int64(value)))
  }

  /// Appends an unsigned integer.
  public mutating func append(_ value: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
    }
  }

  /// Appends a float as its bit pattern.
  public mutating func append(_ value: Double) {
    append(value.bitPattern)
  }

  /// Appends a truth value.
  public mutating func append(_ value: Bool) {
    append(byte: value ? 1 : 0)
  }

  /// Appends one byte.
  public mutating func append(byte: UInt8) {
    bytes.append(byte)
  }

  /// Appends a string with its length.
  public mutating func append(_ value: String) {
    append(value.utf8.count)
    bytes.append(contentsOf: value.utf8)
  }

  /// Appends raw bytes with their length.
  public mutating func append(_ value: [UInt8]) {
    append(value.count)
    bytes.append(contentsOf: value)
  }
}

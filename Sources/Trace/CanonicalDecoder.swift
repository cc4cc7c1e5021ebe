/// Why bytes are not the canonical form of a value.
public enum CanonicalDecodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The bytes end before the value does.
  case truncated(field: String, offset: Int, needed: Int, left: Int)
  /// A field holds what no encoder writes there.
  case unexpected(field: String, offset: Int, found: String, expected: String)
  /// The value ends before the bytes do.
  case trailing(offset: Int, count: Int)

  /// The field, the byte, what is there and what belongs there.
  public var description: String {
    switch self {
    case .truncated(let field, let offset, let needed, let left):
      "\(field) at byte \(offset) needs \(needed) bytes, \(left) are left: the record is cut short"
    case .unexpected(let field, let offset, let found, let expected):
      "\(field) at byte \(offset) is \(found), expected \(expected)"
    case .trailing(let offset, let count):
      "the record ends at byte \(offset), \(count) bytes follow it"
    }
  }
}

/// Reads what `CanonicalEncoder` writes. It accepts exactly the bytes that an encoder makes: what decodes, encodes to
/// the same bytes again. Each value is read with the name of its field, which the error gives.
public struct CanonicalDecoder: Sendable {
  private let bytes: [UInt8]
  /// How many bytes have been read.
  public private(set) var offset = 0

  /// A decoder at the first byte.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// How many bytes have not been read.
  public var left: Int { bytes.count - offset }

  /// Checks that every byte has been read.
  public func finish() throws(CanonicalDecodingError) {
    guard left == 0 else { throw .trailing(offset: offset, count: left) }
  }

  /// Reads an unsigned integer.
  public mutating func unsigned(_ field: String) throws(CanonicalDecodingError) -> UInt64 {
    guard left >= 8 else { throw .truncated(field: field, offset: offset, needed: 8, left: left) }
    var value: UInt64 = 0
    for index in 0..<8 { value |= UInt64(bytes[offset + index]) << UInt64(8 * index) }
    offset += 8
    return value
  }

  /// Reads an integer.
  public mutating func integer(_ field: String) throws(CanonicalDecodingError) -> Int {
    Int(Int64(bitPattern: try unsigned(field)))
  }

  /// Reads an integer within bounds.
  public mutating func integer(_ field: String, in bounds: ClosedRange<Int>) throws(CanonicalDecodingError) -> Int {
    try choice(field, "\(bounds.lowerBound) to \(bounds.upperBound)") { bounds.contains($0) ? $0 : nil }
  }

  /// Reads a float, whatever its bit pattern.
  public mutating func double(_ field: String) throws(CanonicalDecodingError) -> Double {
    Double(bitPattern: try unsigned(field))
  }

  /// Reads a truth value.
  public mutating func bool(_ field: String) throws(CanonicalDecodingError) -> Bool {
    try byte(field, atMost: 1) == 1
  }

  /// Reads one byte.
  ///
  /// - Parameters:
  ///   - field: what it is, for the error.
  ///   - most: the largest that it may be, ≥ 1.
  /// - Returns: the byte.
  /// - Throws: `CanonicalDecodingError` when it is larger.
  public mutating func byte(_ field: String, atMost most: UInt8) throws(CanonicalDecodingError) -> UInt8 {
    guard left >= 1 else { throw .truncated(field: field, offset: offset, needed: 1, left: left) }
    let byte = bytes[offset]
    guard byte <= most else {
      let expected = (0..<most).map { "\($0)" }.joined(separator: ", ") + " or \(most)"
      throw .unexpected(field: field, offset: offset, found: "\(byte)", expected: expected)
    }
    offset += 1
    return byte
  }

  /// Reads how many things follow.
  ///
  /// - Parameters:
  ///   - field: what they are, for the error.
  ///   - size: the fewest bytes that one of them takes, ≥ 1: a count that cannot be is refused before it is believed.
  /// - Returns: the count, ≥ 0.
  /// - Throws: `CanonicalDecodingError` when it is negative or so many cannot follow.
  public mutating func count(_ field: String, ofAtLeast size: Int) throws(CanonicalDecodingError) -> Int {
    let start = offset
    let count = try integer(field)
    guard count >= 0 else {
      throw .unexpected(field: field, offset: start, found: "\(count)", expected: "0 or more")
    }
    guard count <= left / size else {
      let (needed, overflow) = count.multipliedReportingOverflow(by: size)
      throw .truncated(field: field, offset: start, needed: overflow ? .max : needed, left: left)
    }
    return count
  }

  /// Reads raw bytes with their length.
  public mutating func raw(_ field: String) throws(CanonicalDecodingError) -> [UInt8] {
    let length = try count(field, ofAtLeast: 1)
    defer { offset += length }
    return Array(bytes[offset..<offset + length])
  }

  /// Reads a string with its length.
  public mutating func string(_ field: String) throws(CanonicalDecodingError) -> String {
    let start = offset
    let utf8 = try raw(field)
    guard let string = String(validating: utf8, as: UTF8.self) else {
      throw .unexpected(field: field, offset: start, found: "bytes that are no UTF-8", expected: "text")
    }
    return string
  }

  /// Reads a choice that is written as a number.
  ///
  /// - Parameters:
  ///   - field: what it is, for the error.
  ///   - expected: the choices, for the error.
  ///   - choose: the choice of a number, or nil when there is none.
  /// - Returns: the choice.
  /// - Throws: `CanonicalDecodingError` when the number stands for none.
  public mutating func choice<Value>(
    _ field: String, _ expected: String, _ choose: (Int) -> Value?
  ) throws(CanonicalDecodingError) -> Value {
    let start = offset
    let number = try integer(field)
    guard let value = choose(number) else {
      throw .unexpected(field: field, offset: start, found: "\(number)", expected: expected)
    }
    return value
  }
}

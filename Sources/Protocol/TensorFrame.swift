/// The element type of a tensor on the wire. The raw value is the number on the wire.
public enum ElementType: UInt32, Hashable, Sendable, CaseIterable {
  /// IEEE 754 binary32, little-endian.
  case float32 = 1
  /// Unsigned bytes.
  case uint8 = 2

  /// Bytes per element.
  public var size: Int {
    switch self {
    case .float32: 4
    case .uint8: 1
    }
  }
}

/// A dense row-major tensor as bytes: what travels in the frames after the header frame.
///
/// `numpy.frombuffer(frame, dtype).reshape(shape)` reads it.
public struct TensorFrame: Hashable, Sendable {
  /// The element type.
  public let elementType: ElementType
  /// The extents, outermost first.
  public let shape: [Int]
  /// `product(shape) × elementType.size` bytes, little-endian.
  public let bytes: [UInt8]

  /// Describes bytes as a tensor.
  ///
  /// - Throws: `ProtocolError.badTensor` when an extent is negative or the byte count does not fit the shape.
  public init(elementType: ElementType, shape: [Int], bytes: [UInt8]) throws(ProtocolError) {
    var expected = elementType.size
    for extent in shape {
      let (product, overflow) = expected.multipliedReportingOverflow(by: extent)
      guard extent >= 0, !overflow else {
        throw ProtocolError.badTensor("extents \(shape) are negative or overflow")
      }
      expected = product
    }
    guard shape.count <= Self.maximumRank else {
      throw ProtocolError.badTensor("rank \(shape.count) exceeds \(Self.maximumRank)")
    }
    guard expected == bytes.count else {
      throw ProtocolError.badTensor("shape \(shape) of \(elementType) needs \(expected) bytes, found \(bytes.count)")
    }
    self.elementType = elementType
    self.shape = shape
    self.bytes = bytes
  }

  /// The most extents that a frame may have.
  public static let maximumRank = 8

  /// Packs floats.
  ///
  /// - Parameters:
  ///   - floats: `product(shape)` values, row-major.
  ///   - shape: the extents, outermost first.
  /// - Throws: `ProtocolError.badTensor` when the count does not fit the shape.
  public init(floats: [Float], shape: [Int]) throws(ProtocolError) {
    try self.init(elementType: .float32, shape: shape, bytes: Self.littleEndianBytes(of: floats))
  }

  private static func littleEndianBytes(of floats: [Float]) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: floats.count * 4) { buffer, count in
      unsafe floats.withUnsafeBytes { source in
        unsafe UnsafeMutableRawBufferPointer(buffer).copyMemory(from: source)
      }
      count = floats.count * 4
    }
  }

  /// The values of a `float32` frame, row-major.
  ///
  /// - Returns: the values.
  /// - Throws: `ProtocolError.badTensor` when the elements are of another type.
  public func floats() throws(ProtocolError) -> [Float] {
    guard elementType == .float32 else {
      throw ProtocolError.badTensor("expected float32 elements, found \(elementType)")
    }
    let count = bytes.count / 4
    return unsafe [Float](unsafeUninitializedCapacity: count) { buffer, initialised in
      unsafe bytes.withUnsafeBytes { source in
        unsafe UnsafeMutableRawBufferPointer(buffer).copyMemory(from: source)
      }
      initialised = count
    }
  }
}

/// Why bytes are not a message. A role never sees these: the transport refuses, counts and logs them.
public enum ProtocolError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The message has no frame, or more frames than its header names.
  case frameCount(expected: Int, found: Int)
  /// The whole message is larger than allowed.
  case oversized(limit: Int, found: Int)
  /// The header frame does not decode.
  case truncatedOrGarbled(String)
  /// The sender speaks another version.
  case version(expected: UInt32, found: UInt32)
  /// The kind of message is not known.
  case unknownType
  /// A field has a value that it may not have.
  case badField(name: String, found: String, expected: String)
  /// A tensor's bytes do not fit its description.
  case badTensor(String)

  /// A sentence that says what was found and what was expected.
  public var description: String {
    switch self {
    case .frameCount(let expected, let found): "message of \(found) frames, expected \(expected)"
    case .oversized(let limit, let found): "message of \(found) bytes, the limit is \(limit)"
    case .truncatedOrGarbled(let reason): "header frame does not decode: \(reason)"
    case .version(let expected, let found):
      "wire format version \(found), this side speaks version \(expected): run the same release on both sides"
    case .unknownType: "a kind of message that version \(WireVersion.current) does not have"
    case .badField(let name, let found, let expected): "\(name) is \(found), expected \(expected)"
    case .badTensor(let reason): "tensor frame: \(reason)"
    }
  }
}

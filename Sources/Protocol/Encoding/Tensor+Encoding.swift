extension TensorFrame {
  /// The element type and the extents, as the envelope names them. Extents are non-negative by construction.
  var wireDescription: WireTensor {
    var wire = WireTensor()
    wire.elementType = WireElementType(rawValue: Int(elementType.rawValue)) ?? .unspecified
    wire.shape = shape.map { UInt64($0) }
    return wire
  }

  /// Puts a description and a frame together.
  init(_ wire: WireTensor, bytes: [UInt8]) throws(ProtocolError) {
    let elementType = try ElementType(wireValue: wire.elementType.rawValue, "tensors.element_type")
    guard wire.shape.count <= Self.maximumRank else {
      throw ProtocolError.badTensor("rank \(wire.shape.count) exceeds \(Self.maximumRank)")
    }
    var shape: [Int] = []
    for extent in wire.shape { shape.append(try extent.count("tensors.shape")) }
    try self.init(elementType: elementType, shape: shape, bytes: bytes)
  }

  /// Checks that the tensor is what a burst or an arrival carries: finite float32 of shape [tokens, k, 2].
  func checkedSymbols(perToken count: Int, of name: String) throws(ProtocolError) -> TensorFrame {
    guard elementType == .float32, shape.count == 3, shape[1] == count, shape[2] == 2 else {
      throw ProtocolError.badTensor(
        "\(name): expected float32 of shape [tokens, \(count), 2], found \(elementType) of shape \(shape)")
    }
    guard isFinite else { throw ProtocolError.badTensor("\(name): a value is NaN or infinite") }
    return self
  }

  /// Whether no float32 value is NaN or infinite: the eight exponent bits are never all ones.
  private var isFinite: Bool {
    let exponent: UInt32 = 0x7f80_0000
    return unsafe bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset + 4 <= buffer.count {
        let bits = unsafe UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
        if bits & exponent == exponent { return false }
        offset += 4
      }
      return true
    }
  }
}

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

  /// Checks that the tensor is what a burst or an arrival carries: finite float32 of shape [symbols, 2].
  func checkedSymbols(of name: String) throws(ProtocolError) -> TensorFrame {
    guard elementType == .float32, shape.count == 2, shape[1] == 2 else {
      throw ProtocolError.badTensor(
        "\(name): expected float32 of shape [symbols, 2], found \(elementType) of shape \(shape)")
    }
    guard isFinite else { throw ProtocolError.badTensor("\(name): a value is NaN or infinite") }
    return self
  }

  /// Whether no float32 value is NaN or infinite: its eight exponent bits are never all ones, so that adding one to them
  /// never carries into the sign. Without a branch in the loop, which the compiler then vectorises.
  private var isFinite: Bool {
    unsafe bytes.withUnsafeBytes { buffer in
      var carries: UInt32 = 0
      for index in 0..<(buffer.count / 4) {
        let bits = unsafe UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
        carries |= (bits & 0x7fff_ffff) &+ 0x0080_0000
      }
      return carries & 0x8000_0000 == 0
    }
  }
}

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

  /// Checks that the tensor is what a burst or an arrival carries: finite float32 of shape [tokens, k, 2], or
  /// [symbols, 2] where it carries bytes.
  func checkedSymbols(
    perToken count: Int, payloadBytes: Int?, of name: String
  ) throws(ProtocolError) -> TensorFrame {
    let inner = payloadBytes == nil ? [count, 2] : [2]
    guard elementType == .float32, shape.count == inner.count + 1, Array(shape.dropFirst()) == inner else {
      let wanted = payloadBytes == nil ? "[tokens, \(count), 2]" : "[symbols, 2]"
      throw ProtocolError.badTensor(
        "\(name): expected float32 of shape \(wanted), found \(elementType) of shape \(shape)")
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

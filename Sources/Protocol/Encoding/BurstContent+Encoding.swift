extension BurstContent {
  /// The bytes of the payload on the wire, where 0 stands for none.
  func wirePayload(_ name: String) throws(ProtocolError) -> UInt32 {
    switch self {
    case .tokens: 0
    case .bytes(let count): try count.within(1...FieldLimit.payloadBytes, "\(name).payload_bytes")
    }
  }

  /// The blocks on the wire.
  func wireBlocks(_ name: String) throws(ProtocolError) -> [WireSymbolBlock] {
    guard case .tokens(let blocks) = self else { return [] }
    try Self.checkCount(blocks.count, name)
    var wire: [WireSymbolBlock] = []
    wire.reserveCapacity(blocks.count)
    for block in blocks { wire.append(try block.wire(name)) }
    return wire
  }

  init(payload: UInt32, blocks wire: [WireSymbolBlock], _ name: String) throws(ProtocolError) {
    guard payload == 0 else {
      guard wire.isEmpty else {
        throw ProtocolError.badField(
          name: "\(name).blocks", found: "\(wire.count) beside payload_bytes", expected: "none with bytes")
      }
      self = .bytes(try payload.within(1...FieldLimit.payloadBytes, "\(name).payload_bytes"))
      return
    }
    try Self.checkCount(wire.count, name)
    var blocks: [SymbolBlock] = []
    blocks.reserveCapacity(wire.count)
    for block in wire { blocks.append(try SymbolBlock(block, name)) }
    self = .tokens(blocks)
  }

  /// Checks that the blocks are of all the symbols. Bytes take as many symbols as their code makes of them, which the
  /// receiver of the burst looks at.
  func check(_ symbols: TensorFrame, of name: String) throws(ProtocolError) {
    guard case .tokens(let blocks) = self else { return }
    // At most 2¹² blocks of 2¹⁶ tokens with 2¹² symbols each: the sum is below 2⁴¹.
    let expected = blocks.reduce(0) { $0 + $1.symbols }
    guard symbols.shape.first == expected else {
      throw ProtocolError.badTensor(
        "\(name): expected \(expected) symbols in its blocks' tokens, found \(symbols.shape.first ?? 0)")
    }
  }

  private static func checkCount(_ count: Int, _ name: String) throws(ProtocolError) {
    let _: Int = try count.within(0...FieldLimit.blocks, "number of \(name).blocks")
  }
}

extension SymbolBlock {
  fileprivate func wire(_ name: String) throws(ProtocolError) -> WireSymbolBlock {
    var wire = WireSymbolBlock()
    wire.tokens = try tokens.within(1...FieldLimit.tokens, "\(name).blocks.tokens")
    wire.symbolsPerToken = try symbolsPerToken.within(
      1...FieldLimit.symbolsPerToken, "\(name).blocks.symbols_per_token")
    return wire
  }

  fileprivate init(_ wire: WireSymbolBlock, _ name: String) throws(ProtocolError) {
    self.init(
      tokens: try wire.tokens.within(1...FieldLimit.tokens, "\(name).blocks.tokens"),
      symbolsPerToken: try wire.symbolsPerToken.within(
        1...FieldLimit.symbolsPerToken, "\(name).blocks.symbols_per_token"))
  }
}

/// How bytes become symbols: `digital: { code: 802.11n-1944-2/3, modulation: 16qam }`.
public struct DigitalConfiguration: Codable, Hashable, Sendable {
  /// The code of each block.
  public let code: CodeName
  /// How its bits become symbols.
  public let modulation: Modulation

  /// Creates a configuration.
  public init(code: CodeName, modulation: Modulation) {
    self.code = code
    self.modulation = modulation
  }

  /// What each segment is checked with.
  static let check = CyclicRedundancyCheck.crc24A

  /// ⌊(k − 24)/8⌋, the bytes of a code block beside its CRC-24A; 0 where there is no room for one.
  public var segmentLength: Int { max(0, (code.informationLength - Self.check.width) / 8) }

  /// Refuses a code whose blocks have no room for a byte and its CRC.
  ///
  /// - Throws: `DigitalTransceiverError.blockTooSmall`.
  public func requireRoom() throws(DigitalTransceiverError) {
    guard segmentLength > 0 else { throw .blockTooSmall(code: code, informationBits: code.informationLength) }
  }

  /// The code blocks for a number of bytes, with a code that has room for them.
  public func blockCount(forBytes bytes: Int) -> Int { (bytes + segmentLength - 1) / segmentLength }

  /// The symbols for a number of bytes: those of whole blocks of n bits, n/m symbols each but for rounding at the end.
  public func symbolCount(forBytes bytes: Int) -> Int {
    modulation.symbolCount(forBits: blockCount(forBytes: bytes) * code.length)
  }
}

/// Carries bytes over bursts of symbols.
///
/// The bytes are cut into segments of ⌊(k − 24)/8⌋ bytes, the last one filled up with zeros; each gets a CRC-24A, and zeros
/// up to the k information bits of a code block. The coded blocks are spread over the burst, scrambled with a Gold sequence
/// of fixed start, so that symbols have unit average power whatever the bytes are, and mapped to symbols. The receiver
/// demaps (max-log), undoes it all, decodes by layered min-sum and checks each segment.
///
/// The number of bytes is not part of the burst: the receiver knows it from elsewhere.
public final class DigitalTransceiver {
  private static let check = DigitalConfiguration.check
  /// c_init of the scrambler.
  private static let scramblerStart: UInt32 = 0x4845_4C49

  /// What it does.
  public let configuration: DigitalConfiguration
  /// The code of each block.
  public let code: LDPCCode
  /// The bytes of a block beside its CRC.
  public let segmentLength: Int
  private let decoding: LayeredDecoder.Configuration
  // A sender needs none.
  private lazy var decoder = LayeredDecoder(code, decoding)
  private let demapper: Demapper
  // Memory that is used again and again.
  private var ratios: [Float] = []
  private var blockRatios: [Float] = []
  private var frames = DecodedFrames()
  private var scrambling: [UInt8] = []
  private var generator = GoldSequence(start: scramblerStart)

  /// Creates a transceiver with its memory.
  ///
  /// - Parameters:
  ///   - configuration: code and modulation.
  ///   - decoding: how blocks are decoded.
  /// - Throws: `DigitalTransceiverError.blockTooSmall` when a block has no room for a byte and its CRC.
  public init(
    _ configuration: DigitalConfiguration, decoding: LayeredDecoder.Configuration = .init()
  ) throws(DigitalTransceiverError) {
    try configuration.requireRoom()
    self.configuration = configuration
    code = LDPCCode(configuration.code)
    segmentLength = configuration.segmentLength
    self.decoding = decoding
    demapper = Demapper(configuration.modulation)
  }

  /// The code blocks for a number of bytes.
  public func blockCount(forBytes bytes: Int) -> Int { configuration.blockCount(forBytes: bytes) }

  /// The symbols for a number of bytes.
  public func symbolCount(forBytes bytes: Int) -> Int { configuration.symbolCount(forBytes: bytes) }

  /// The symbols that carry bytes.
  ///
  /// - Parameter bytes: any number of bytes.
  /// - Returns: `symbolCount(forBytes:)` symbols of unit average power, as interleaved pairs.
  public func transmit(_ bytes: [UInt8]) -> [Float] {
    let blocks = blockCount(forBytes: bytes.count)
    var information: [UInt8] = []
    information.reserveCapacity(blocks * code.informationLength)
    for block in 0..<blocks {
      let start = block * segmentLength
      var segment = Array(bytes[start..<min(start + segmentLength, bytes.count)])
      segment.append(contentsOf: repeatElement(0, count: segmentLength - segment.count))
      for byte in segment + Self.check.checkBytes(of: segment) {
        for bit in (0..<8).reversed() { information.append(byte >> UInt8(bit) & 1) }
      }
      let filled = (block + 1) * code.informationLength
      information.append(contentsOf: repeatElement(0, count: filled - information.count))
    }
    let symbols = symbolCount(forBytes: bytes.count)
    var burst = [UInt8](repeating: 0, count: symbols * configuration.modulation.bitsPerSymbol)
    interleaver(blocks: blocks).spread(code.encode(information), into: &burst)
    extendScrambling(to: burst.count)
    for index in burst.indices { burst[index] ^= scrambling[index] }
    return configuration.modulation.symbols(for: burst)
  }

  /// The bytes that a burst carried.
  ///
  /// - Parameters:
  ///   - received: y = h·s + n, as interleaved pairs.
  ///   - byteCount: how many bytes were sent.
  ///   - gain: h.
  ///   - noiseVariance: v ≥ 0, of a complex noise sample.
  /// - Returns: the bytes and what decoding them took.
  /// - Throws: `DigitalTransceiverError.segmentsLost` when a segment's CRC fails, `wrongSampleCount` and `wrongGainCount`
  ///   for a burst that does not fit the number of bytes.
  public func receive(
    _ received: [Float], byteCount: Int, gain: ChannelGain = .one, noiseVariance: Double
  ) throws(DigitalTransceiverError) -> Reception {
    let samples = symbolCount(forBytes: byteCount)
    guard received.count == 2 * samples else {
      throw .wrongSampleCount(bytes: byteCount, expected: samples, found: received.count / 2)
    }
    guard gain.count == nil || gain.count == samples else {
      throw .wrongGainCount(expected: samples, found: gain.count ?? 0)
    }
    demapper.demap(received, gain: gain, noiseVariance: noiseVariance, into: &ratios)
    extendScrambling(to: ratios.count)
    for index in ratios.indices where scrambling[index] == 1 { ratios[index] = -ratios[index] }
    let blocks = blockCount(forBytes: byteCount)
    if blockRatios.count != blocks * code.length {
      blockRatios = [Float](repeating: 0, count: blocks * code.length)
    }
    interleaver(blocks: blocks).gather(ratios, into: &blockRatios)
    decoder.decode(blockRatios, into: &frames)
    return try assemble(blocks: blocks, byteCount: byteCount)
  }

  private func assemble(blocks: Int, byteCount: Int) throws(DigitalTransceiverError) -> Reception {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(blocks * segmentLength)
    var lost: [Int] = []
    for block in 0..<blocks {
      let start = block * code.informationLength
      for byte in 0..<segmentLength { bytes.append(self.byte(at: start + 8 * byte)) }
      var sent: UInt32 = 0
      for byte in segmentLength..<(segmentLength + Self.check.width / 8) {
        sent = sent << 8 | UInt32(self.byte(at: start + 8 * byte))
      }
      if Self.check.checksum(of: bytes[(block * segmentLength)...]) != sent { lost.append(block) }
    }
    guard lost.isEmpty else { throw .segmentsLost(lost, of: blocks) }
    bytes.removeLast(bytes.count - byteCount)
    let iterations = frames.outcomes.reduce(0) { $0 + $1.iterations }
    return Reception(bytes: bytes, blocks: blocks, iterations: iterations)
  }

  private func byte(at bit: Int) -> UInt8 {
    var byte: UInt8 = 0
    for index in bit..<(bit + 8) { byte = byte << 1 | frames.information[index] }
    return byte
  }

  private func interleaver(blocks: Int) -> BurstInterleaver {
    BurstInterleaver(blocks: blocks, blockLength: code.length)
  }

  private func extendScrambling(to count: Int) {
    while scrambling.count < count, let bit = generator.next() { scrambling.append(bit) }
  }
}

extension DigitalTransceiver {
  /// Bytes that came through, and what decoding them took.
  public struct Reception: Hashable, Sendable {
    /// The bytes that were sent.
    public let bytes: [UInt8]
    /// How many code blocks carried them.
    public let blocks: Int
    /// The decoder's iterations, over all blocks.
    public let iterations: Int
  }
}

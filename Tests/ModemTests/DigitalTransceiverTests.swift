import Quantities
import Randomness
import Testing

@testable import Modem

@Suite("Digital transceiver")
struct DigitalTransceiverTests {
  private func transceiver(_ code: String, _ modulation: Modulation) throws -> DigitalTransceiver {
    try DigitalTransceiver(DigitalConfiguration(code: CodeName(parsing: code), modulation: modulation))
  }

  private func bytes(_ count: Int) -> [UInt8] {
    var stream = RandomStream(seed: 31, purpose: "transceiver tests")
    return (0..<count).map { _ in UInt8(truncatingIfNeeded: stream.nextBits()) }
  }

  /// y = h·s + n.
  private func send(_ symbols: [Float], gain: (Float, Float) = (1, 0), snr: Decibels) -> [Float] {
    var stream = RandomStream(seed: 32, purpose: "transceiver noise")
    let deviation = (0.5 / snr.linear).squareRoot()
    var received = symbols
    for index in stride(from: 0, to: symbols.count, by: 2) {
      let (first, second) = stream.normalPair()
      received[index] = gain.0 * symbols[index] - gain.1 * symbols[index + 1] + Float(deviation * first)
      received[index + 1] = gain.0 * symbols[index + 1] + gain.1 * symbols[index] + Float(deviation * second)
    }
    return received
  }

  @Test("Bytes come through every modulation behind a gain and some noise", arguments: Modulation.allCases)
  func roundTrip(_ modulation: Modulation) throws {
    let transceiver = try transceiver("802.11n-648-2/3", modulation)
    #expect(transceiver.segmentLength == 51)
    for count in [0, 1, 50, 51, 52, 700] {
      let sent = bytes(count)
      let symbols = transceiver.transmit(sent)
      #expect(symbols.count == 2 * transceiver.symbolCount(forBytes: count))
      let gain: (Float, Float) = (-0.6, 0.8)
      let received = send(symbols, gain: gain, snr: Decibels(28))
      let reception = try transceiver.receive(
        received, byteCount: count, gain: .constant(real: Double(gain.0), imaginary: Double(gain.1)),
        noiseVariance: 1 / Decibels(28).linear)
      #expect(reception.bytes == sent)
      #expect(reception.blocks == (count + 50) / 51)
    }
  }

  @Test("A configuration tells the symbols of a burst without a transceiver")
  func symbolsByHand() throws {
    // 1640 bytes: blocks of 159, so 11 of 1944 bits, 4 to a symbol; blocks of ⌊(972 − 24)/8⌋ = 118, so 14 of them.
    let dense = DigitalConfiguration(code: try CodeName(parsing: "802.11n-1944-2/3"), modulation: .qam16)
    #expect(dense.segmentLength == 159)
    #expect(dense.blockCount(forBytes: 1640) == 11)
    #expect(dense.symbolCount(forBytes: 1640) == 5346)
    let sparse = DigitalConfiguration(code: try CodeName(parsing: "802.11n-1944-1/2"), modulation: .qpsk)
    #expect(sparse.symbolCount(forBytes: 1640) == 13_608)
    #expect(try DigitalTransceiver(sparse).symbolCount(forBytes: 1640) == 13_608)
    let tiny = DigitalConfiguration(code: try CodeName(parsing: "nr-bg2-50-1/2"), modulation: .qpsk)
    #expect(throws: DigitalTransceiverError.blockTooSmall(code: tiny.code, informationBits: 25)) {
      try tiny.requireRoom()
    }
  }

  @Test("NR codes carry bytes, too, and noiseless bursts need no noise variance")
  func newRadio() throws {
    for code in ["nr-bg1-528-1/2", "nr-bg2-480-8/15"] {
      let transceiver = try transceiver(code, .qam16)
      let sent = bytes(100)
      let reception = try transceiver.receive(transceiver.transmit(sent), byteCount: 100, noiseVariance: 0)
      #expect(reception.bytes == sent)
    }
  }

  @Test("The number of symbols is that of whole blocks: 802.11n 1944 at 2/3 takes 159 bytes into 486 16-QAM symbols")
  func symbolCounts() throws {
    let transceiver = try transceiver("802.11n-1944-2/3", .qam16)
    #expect(transceiver.segmentLength == 159)
    #expect([0, 1, 159, 160, 1000].map { transceiver.symbolCount(forBytes: $0) } == [0, 486, 486, 972, 3402])
    // 648 bits into 64-QAM are 108 symbols; into 256-QAM 81; three blocks of 3·8/… need no filling either.
    #expect(try self.transceiver("802.11n-648-1/2", .qam64).symbolCount(forBytes: 1) == 108)
    // 24·19 = 456 bits into 64-QAM: 76 symbols; 466 bits: 77.67, filled up to 78.
    #expect(try self.transceiver("nr-bg2-466-1/2", .qam64).symbolCount(forBytes: 1) == 78)
  }

  @Test("Symbols have unit power even for bytes that are all alike", arguments: Modulation.allCases)
  func power(_ modulation: Modulation) throws {
    let symbols = try transceiver("802.11n-1944-5/6", modulation).transmit([UInt8](repeating: 0, count: 2000))
    let power = symbols.reduce(0) { $0 + Double($1) * Double($1) } / Double(symbols.count / 2)
    #expect(abs(power - 1) < 0.03)
  }

  @Test("A burst that is too weak names the segments that are lost")
  func lost() throws {
    let transceiver = try transceiver("802.11n-648-5/6", .qam64)
    let received = send(transceiver.transmit(bytes(600)), snr: Decibels(5))
    #expect(throws: DigitalTransceiverError.segmentsLost(Array(0..<10), of: 10)) {
      try transceiver.receive(received, byteCount: 600, noiseVariance: 1 / Decibels(5).linear)
    }
    // One segment's bits wiped out in an otherwise perfect burst of one block each.
    let error = DigitalTransceiverError.segmentsLost(Array(0..<10), of: 12)
    #expect(
      error.description
        == "the CRC of 10 of 12 segments fails: 0, 1, 2, 3, 4, 5, 6, 7 and 2 more; "
        + "the signal is too weak for this code and modulation")
  }

  @Test("A fade over a fifth of the burst is spread over all blocks and survived")
  func interleaving() throws {
    let transceiver = try transceiver("802.11n-648-1/2", .qpsk)
    let sent = bytes(330)
    var symbols = transceiver.transmit(sent)
    var gains = [Float](repeating: 0, count: symbols.count)
    for index in stride(from: 0, to: symbols.count, by: 2) { gains[index] = 1 }
    for index in (symbols.count / 2)..<(symbols.count / 2 + symbols.count / 5) {
      symbols[index] = 0
      gains[index] = 0
    }
    let reception = try transceiver.receive(
      symbols, byteCount: 330, gain: .perSymbol(gains), noiseVariance: 0.01)
    #expect(reception.bytes == sent)
  }

  @Test("Bursts that do not fit the number of bytes, and codes without room for a byte, are refused")
  func misfits() throws {
    let transceiver = try transceiver("802.11n-648-1/2", .qpsk)
    #expect(throws: DigitalTransceiverError.wrongSampleCount(bytes: 10, expected: 324, found: 5)) {
      try transceiver.receive([Float](repeating: 0, count: 10), byteCount: 10, noiseVariance: 1)
    }
    #expect(throws: DigitalTransceiverError.wrongGainCount(expected: 324, found: 1)) {
      try transceiver.receive(
        [Float](repeating: 0, count: 648), byteCount: 10, gain: .perSymbol([1, 0]), noiseVariance: 1)
    }
    let name = try CodeName(parsing: "nr-bg2-50-1/2")
    #expect(throws: DigitalTransceiverError.blockTooSmall(code: name, informationBits: 25)) {
      try DigitalTransceiver(DigitalConfiguration(code: name, modulation: .qpsk))
    }
  }

  @Test("The interleaver is a permutation that turns each block through a symbol's bits", arguments: 1...9)
  func permutation(_ blocks: Int) {
    let interleaver = BurstInterleaver(blocks: blocks, blockLength: 12)
    let bits = (0..<(12 * blocks)).map { UInt8($0) }
    var burst = [UInt8](repeating: 255, count: bits.count)
    interleaver.spread(bits, into: &burst)
    #expect(burst.sorted() == bits)
    // Twelve neighbouring places hold bits of all blocks, as many of each as fit.
    for start in stride(from: 0, to: burst.count - blocks, by: blocks) {
      #expect(Set(burst[start..<(start + blocks)].map { $0 / 12 }).count == blocks)
    }
    var back = [Float](repeating: -1, count: bits.count)
    interleaver.gather(burst.map { Float($0) }, into: &back)
    #expect(back == bits.map { Float($0) })
  }

  @Test("The Gold sequence follows its recursions, written out")
  func gold() {
    let start: UInt32 = 0x1234_567
    var first = [UInt8](repeating: 0, count: 1731)
    var second = first
    first[0] = 1
    for n in 0..<31 { second[n] = UInt8(start >> UInt32(n) & 1) }
    for n in 0..<1700 {
      first[n + 31] = first[n + 3] ^ first[n]
      second[n + 31] = second[n + 3] ^ second[n + 2] ^ second[n + 1] ^ second[n]
    }
    let expected = (0..<100).map { first[$0 + 1600] ^ second[$0 + 1600] }
    #expect(Array(GoldSequence(start: start).prefix(100)) == expected)
  }
}

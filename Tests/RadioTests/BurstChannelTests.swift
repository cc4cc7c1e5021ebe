import Glibc
import Quantities
import Radio
import Randomness
import Testing

@Suite("Channels of a burst")
struct BurstChannelTests {
  private func state(_ fading: SmallScaleFading) throws -> LinkState {
    var process = try LinkProcess(
      radio: RadioConfiguration(pathLoss: .umiStreetCanyonNLOS, fading: fading),
      mobility: .still(.fixed(Position(x: Metres(60), y: Metres(80)))), slotDuration: Seconds(0.05), seed: 3,
      ue: "ue-1", attachSlot: 0)
    return try process.state(at: 4)
  }

  private static let kinds: [(SmallScaleFading, String)] = [
    (.none, "flat"), (.rayleigh, "flat"),
    (.flat(FlatFading(distribution: .rayleigh, variation: .clarke(doppler: .given(maximum: Hertz(200))))), "varying"),
    (
      .flat(
        FlatFading(
          distribution: .rician(factor: Decibels(3), mean: .unitPower),
          variation: .clarke(doppler: .given(maximum: Hertz(20_000))))), "varying"
    ),
    (.tappedDelayLine(TappedDelayLine(profile: .tdlC, delaySpread: Seconds(300e-9))), "subBands"),
  ]

  @Test("a million symbols meet the declared signal-to-noise ratio within 0.05 dB", arguments: kinds)
  func declaredRatio(fading: SmallScaleFading, kind: String) throws {
    let sent = try quadratureSymbols(1_000_000)
    let channel = try state(fading).burstChannel(transmitPower: Watts(dBm: 24), bandwidth: Hertz(1.25e6))
    #expect("\(channel)".hasPrefix(kind))
    var received = sent
    var noise = RandomStream(seed: 3, purpose: "noise", ue: "ue-1", slot: 4)
    channel.transmit(&received, noise: &noise)
    let measured = try #require(channel.measuredSNR(sent: sent, received: received))
    #expect(abs(Decibels(linear: measured).value - Decibels(linear: channel.snr(symbols: sent.count)).value) < 0.05)
  }

  @Test(
    "a varying coefficient is the process's own, symbol by symbol, within 2·10⁻⁵ of its root mean square",
    arguments: [0, 1, 300, 4_000, 30_000] as [Double])
  func varying(doppler: Double) throws {
    let fading = SmallScaleFading.flat(
      FlatFading(distribution: .rayleigh, variation: .clarke(doppler: .given(maximum: Hertz(doppler)))))
    guard case .varying(let gain) = try state(fading).fading else {
      Issue.record("Clarke's process varies within a slot")
      return
    }
    let channel = VaryingChannel(gain: gain, symbolRate: Hertz(1e6), noiseVariance: 0)
    let count = 20_001
    var samples = try #require(ComplexSamples(interleaved: (0..<2 * count).map { $0.isMultiple(of: 2) ? 1 : 0 }))
    let sent = samples
    var noise = RandomStream(seed: 1, purpose: "noise")
    channel.transmit(&samples, noise: &noise)
    #expect(channel.measuredSNR(sent: sent, received: samples) == .infinity)
    for index in stride(from: 0, to: count, by: 61) {
      let exact = channel.coefficient(ofSymbol: index)
      #expect(abs(Double(samples.interleaved[2 * index]) - exact.real) < 4e-5)
      #expect(abs(Double(samples.interleaved[2 * index + 1]) - exact.imaginary) < 4e-5)
    }
    #expect(channel.coefficients(symbols: count) == samples)
    channel.equalise(&samples, by: .zeroForcing)
    #expect(zip(samples.interleaved, sent.interleaved).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test("the gains are what each symbol of a burst of ones arrives as without noise; a flat burst has one for all")
  func gains() throws {
    #expect(BurstChannel.flat(FlatChannel(awgn: Decibels(3))).gains(symbols: 4) == nil)
    let bands = [ComplexGain(real: 1, imaginary: 2), ComplexGain(real: -3, imaginary: 0.5)]
    let channel = BurstChannel.subBands(
      SubBandChannel(coefficients: bands, equaliser: .minimumMeanSquareError, noiseVariance: 1))
    #expect(channel.gains(symbols: 3)?.interleaved == [1, 2, -3, 0.5, 1, 2])
  }

  @Test("a burst draws its noise from whole blocks, so that what follows does not depend on its content")
  func blocks() throws {
    let channel = FlatChannel(awgn: Decibels(3))
    var (one, other) = (RandomStream(seed: 1, purpose: "noise"), RandomStream(seed: 1, purpose: "noise"))
    _ = channel.transmit(try quadratureSymbols(5), noise: &one)
    other.seek(to: 3)
    #expect(one.next() == other.next())
    // Half a block is drawn: the burst begins with the next one.
    _ = other.next()
    var third = RandomStream(seed: 1, purpose: "noise")
    third.seek(to: 4)
    let symbols = try quadratureSymbols(4)
    #expect(channel.transmit(symbols, noise: &other) == channel.transmit(symbols, noise: &third))
  }

  @Test("symbols travel in the sub-bands in turn")
  func subBands() throws {
    let channel = SubBandChannel(
      coefficients: (0..<3).map { ComplexGain(real: Double($0), imaginary: 1) }, equaliser: .zeroForcing,
      noiseVariance: 0)
    var samples = try #require(ComplexSamples(interleaved: (0..<2 * 50).map { $0.isMultiple(of: 2) ? 1 : 0 }))
    var noise = RandomStream(seed: 1, purpose: "noise")
    channel.transmit(&samples, noise: &noise)
    for index in 0..<50 {
      #expect(samples.interleaved[2 * index] == Float(index % 3))
      #expect(samples.interleaved[2 * index + 1] == 1)
    }
  }
}

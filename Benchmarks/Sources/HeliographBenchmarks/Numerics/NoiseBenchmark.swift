import Quantities
import Radio
import Randomness

/// Fading and noise over a mebi of complex samples, in place, against the same channel written plainly.
enum NoiseBenchmark {
  static func run(quick: Bool, into report: inout Report) throws {
    let name = "noise, one core, 2²⁰ complex samples"
    let count = 1 << 20
    var random = RandomStream(seed: 1, purpose: "benchmark")
    let values = (0..<2 * count).map { _ in random.nextBits() & 1 == 0 ? Float(-0.5) : 0.5 }
    guard var symbols = ComplexSamples(interleaved: values)?.normalised else { return }

    let block = SmallScaleFading.rayleigh.coefficient(seed: 1, ue: "ue-1", slot: 0)
    let flat = BurstChannel.flat(FlatChannel(coefficient: block, noiseVariance: 0.1))
    // 100 Hz of Doppler at a megasymbol per second.
    let clarke = FlatFading(distribution: .rayleigh, variation: .clarke(doppler: .given(maximum: Hertz(100))))
    let varying = try channel(.flat(clarke))
    let echoes = try channel(.tappedDelayLine(TappedDelayLine(profile: .tdlC, delaySpread: Seconds(300e-9))))

    var (plainly, blocks, varies, bands, measures) = (Samples(), Samples(), Samples(), Samples(), Samples())
    var noise = RandomStream(seed: 1, purpose: "noise", ue: "ue-1", slot: 0)
    let sent = symbols
    var plain = values
    for round in 0..<(quick ? 5 : 30) {
      symbols = sent
      // Takes the copy that what follows writes into.
      flat.transmit(&symbols, noise: &noise)
      measures.add(rate(count) { precondition(flat.measuredSNR(sent: sent, received: symbols) != nil) })
      blocks.add(rate(count) { flat.transmit(&symbols, noise: &noise) })
      varies.add(rate(count) { varying.transmit(&symbols, noise: &noise) })
      bands.add(rate(count) { echoes.transmit(&symbols, noise: &noise) })
      if round.isMultiple(of: 5) { plainly.add(rate(count) { transmit(&plain, block, 0.1, &noise) }) }
    }
    report.add(name, "block Rayleigh and noise, written plainly", plainly, scale: 1e-6, unit: "M/s")
    report.add(name, "block Rayleigh and noise", blocks.median * 1e-6, unit: "M/s", atLeast: 200)
    report.add(name, "block Rayleigh and noise / written plainly", blocks.median / plainly.median, unit: "×")
    report.add(name, "Clarke's fading of 100 Hz at 1 MHz, and noise", varies.median * 1e-6, unit: "M/s", atLeast: 50)
    report.add(name, "16 sub-bands of TDL-C, and noise", bands, scale: 1e-6, unit: "M/s")
    report.add(name, "measure the SNR of block fading", measures, scale: 1e-6, unit: "M/s")
  }

  private static func channel(_ fading: SmallScaleFading) throws -> BurstChannel {
    let here = Position(x: Metres(100), y: Metres(0))
    let state = try RadioConfiguration(fading: fading).linkState(at: here, seed: 1, ue: "ue-1", slot: 0)
    return try state.burstChannel(transmitPower: Watts(dBm: 24), bandwidth: Hertz(1e6))
  }

  private static func rate(_ count: Int, _ work: () -> Void) -> Double { Double(count) / seconds(work) }

  /// y = h·s + n in double precision, a pair of normal numbers at a time.
  private static func transmit(
    _ pairs: inout [Float], _ gain: ComplexGain, _ variance: Double, _ noise: inout RandomStream
  ) {
    let deviation = (variance / 2).squareRoot()
    for index in stride(from: 0, to: pairs.count, by: 2) {
      let (first, second) = noise.normalPair()
      let (real, imaginary) = (Double(pairs[index]), Double(pairs[index + 1]))
      pairs[index] = Float(gain.real * real - gain.imaginary * imaginary + deviation * first)
      pairs[index + 1] = Float(gain.real * imaginary + gain.imaginary * real + deviation * second)
    }
  }
}

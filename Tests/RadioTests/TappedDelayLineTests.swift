import Glibc
import Quantities
import Radio
import Randomness
import Testing

@Suite("Tapped delay lines")
struct TappedDelayLineTests {
  private func taps(_ profile: DelayProfile, ue: Int, spread: Double = 100e-9) throws -> [ChannelTap] {
    let line = TappedDelayLine(profile: profile, delaySpread: Seconds(spread))
    var process = try LinkProcess(
      radio: RadioConfiguration(pathLoss: .freeSpace, fading: .tappedDelayLine(line)),
      mobility: .still(.fixed(Position(x: Metres(50), y: Metres(0)))), slotDuration: Seconds(0.05), seed: 3,
      ue: "ue-\(ue)", attachSlot: 0)
    guard case .taps(let taps, _) = try process.state(at: 0).fading else { return [] }
    return taps
  }

  @Test(
    "the drawn powers add up to one and have the table's mean delay and delay spread",
    arguments: [
      (.tdlA, 23, 0.8877, 1), (.tdlB, 23, 0.7694, 1), (.tdlC, 24, 0.7289, 1), (.tdlD, 13, 0.1695, 0.9937),
      (.tdlE, 14, 0.1829, 1),
    ] as [(DelayProfile, Int, Double, Double)])
  func profile(_ profile: DelayProfile, count: Int, mean: Double, spread: Double) throws {
    let draws = 4_000
    var (powers, delays) = ([Double](), [Double]())
    for ue in 0..<draws {
      let taps = try taps(profile, ue: ue)
      delays = taps.map(\.delay.value)
      powers = zip(powers.isEmpty ? delays.map { _ in 0 } : powers, taps).map { $0 + $1.gain.power / Double(draws) }
    }
    #expect(powers.count == count)
    // var Σ|g|² ≤ 1 and the moments of the delays are averages of as many draws; five standard deviations of them.
    let bound = 5 / Double(draws).squareRoot()
    let sum = powers.reduce(0, +)
    #expect(abs(sum - 1) < bound)
    let meanDelay = zip(powers, delays).reduce(0) { $0 + $1.0 * $1.1 } / sum
    let square = zip(powers, delays).reduce(0) { $0 + $1.0 * $1.1 * $1.1 } / sum
    #expect(abs(meanDelay / 100e-9 - mean) < bound * 1.5)
    #expect(abs((square - meanDelay * meanDelay).squareRoot() / 100e-9 - spread) < bound * 2)
  }

  @Test("a coefficient at one frequency is Rayleigh, or Rician with the table's factor, of unit power")
  func narrowband() throws {
    for (profile, factor) in [(DelayProfile.tdlB, 0.0), (.tdlD, pow(10, -0.02) / (1.075_644_8 - pow(10, -0.02)))] {
      let powers = try (0..<4_000).map { ue in
        // In a narrow band at the carrier.
        SubBandChannel(
          taps: try taps(profile, ue: ue), bandwidth: Hertz(1), subBands: 1, equaliser: .zeroForcing, noiseVariance: 1
        ).coefficients[0].power
      }
      #expect(isPlausible(powers) { ricianPowerDistribution($0, k: factor) })
    }
  }

  @Test("two frequencies are correlated by the transform of the delay profile")
  func frequencies() throws {
    let count = 4_000
    var product = ComplexGain.zero
    for ue in 0..<count {
      // Two sub-bands of 4 MHz have centres 4 MHz apart.
      let channel = SubBandChannel(
        taps: try taps(.tdlA, ue: ue), bandwidth: Hertz(8e6), subBands: 2, equaliser: .zeroForcing, noiseVariance: 1)
      let (low, high) = (channel.coefficients[0], channel.coefficients[1])
      product.real += low.real * high.real + low.imaginary * high.imaginary
      product.imaginary += low.imaginary * high.real - low.real * high.imaginary
    }
    // Σ P_l·exp(j2π·4 MHz·τ_l·100 ns) over Table 7.7.2-1 is 0.35809 + 0.62561j; five standard deviations.
    let bound = 5 / Double(count).squareRoot()
    #expect(abs(product.real / Double(count) - 0.358_09) < bound)
    #expect(abs(product.imaginary / Double(count) - 0.625_61) < bound)
  }

  @Test("equalised symbols come back: as they were by zero forcing, shrunk by noise by the other equaliser")
  func equalisers() throws {
    let coefficients = [
      ComplexGain.unit, ComplexGain(real: 0, imaginary: -0.5), ComplexGain(real: -0.1, imaginary: 0.2),
    ]
    let sent = try quadratureSymbols(100)
    var received = sent
    var stream = RandomStream(seed: 1, purpose: "noise")
    var channel = SubBandChannel(coefficients: coefficients, equaliser: .zeroForcing, noiseVariance: 0)
    channel.transmit(&received, noise: &stream)
    #expect(received.interleaved[2] == -0.5 * -sent.interleaved[3])
    channel.equalise(&received)
    #expect(zip(received.interleaved, sent.interleaved).allSatisfy { abs($0 - $1) < 1e-6 })

    // H = 1 and v = 1: H*/(|H|² + v) = 1/2 halves what was received.
    channel = SubBandChannel(
      coefficients: [.unit], equaliser: .minimumMeanSquareError, noiseVariance: 1)
    received = sent
    channel.equalise(&received)
    #expect(zip(received.interleaved, sent.interleaved).allSatisfy { $0 == $1 / 2 })
    // 1, 1/4 and 1/20 over v = 0.1: 10, 2.5, 0.5; harmonic mean 3/(0.1 + 0.4 + 2).
    channel = SubBandChannel(coefficients: coefficients, equaliser: .zeroForcing, noiseVariance: 0.1)
    #expect(abs(channel.equalisedSNR - 1.2) < 1e-12)
    #expect(abs(channel.snr - 13.0 / 3) < 1e-12)
  }
}

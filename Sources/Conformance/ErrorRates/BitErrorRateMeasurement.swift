import Modem
import Quantities
import Radio
import Randomness

/// Measures the bit-error rates of hard decisions over the channels of `Radio`, to be compared with the closed forms.
struct BitErrorRateMeasurement: Hashable, Sendable {
  /// One measured bit-error rate.
  struct Point: Hashable, Sendable {
    /// What was sent.
    let modulation: Modulation
    /// Over what.
    let fading: Modulation.Fading
    /// E_s/N₀, the mean over the fading.
    let snr: Decibels
    /// How many bits were sent.
    let bits: Int
    /// How many of them were decided wrongly.
    let errors: Int
    /// How many wrong bits there were in each symbol, squared and added up.
    fileprivate let squares: Int

    /// The fraction of bits in error.
    var errorRate: Double { Double(errors) / Double(bits) }

    /// The standard deviation of the measured rate where the true one is p.
    ///
    /// Symbols are independent, their m bits are not: they share the fading. The variance is the one seen over the symbols,
    /// but not less than that of independent bits, p(1 − p)/bits, and not more than that of bits that are wrong together,
    /// m·p(1 − p)/bits, so that a wrong channel cannot widen the band as it likes.
    func deviation(at rate: Double) -> Double {
      let symbols = Double(bits / modulation.bitsPerSymbol)
      let mean = Double(errors) / symbols
      let seen = symbols * (Double(squares) / symbols - mean * mean)
      let least = Double(bits) * rate * (1 - rate)
      return min(max(seen, least), Double(modulation.bitsPerSymbol) * least).squareRoot() / Double(bits)
    }

    /// The rate beside a closed form.
    ///
    /// - Parameters:
    ///   - expected: the closed form's rate.
    ///   - band: how many standard deviations it may be away.
    /// - Returns: the check, at E_b/N₀.
    func check(expected: Double, within band: SimultaneousBand) -> ConformanceCheck {
      let room = band.deviations * deviation(at: expected)
      return ConformanceCheck(
        series: BitErrorRateMeasurement.series(modulation, fading),
        at: snr.value - Decibels(linear: Double(modulation.bitsPerSymbol)).value, expected: expected,
        measured: errorRate, band: max(0, expected - room)...(expected + room), samples: bits)
    }
  }

  /// What a report calls a curve.
  static func series(_ modulation: Modulation, _ fading: Modulation.Fading) -> String {
    "\(modulation.rawValue) over \(fading == .none ? "AWGN" : "Rayleigh")"
  }

  /// At least so many bits are sent at each point.
  let bits: Int
  /// The seed of bits, fading and noise.
  let seed: UInt64

  /// Measures one point with random numbers of its own.
  ///
  /// - Parameters:
  ///   - modulation: what is sent.
  ///   - fading: over what: a `FlatChannel`, or a `SubBandChannel` with as many sub-bands as symbols, each with the h of a
  ///     slot of `SmallScaleFading.rayleigh` of its own, so that no two symbols share it.
  ///   - snr: E_s/N₀, the mean over the fading.
  /// - Returns: the point, at least `bits` bits.
  func measure(_ modulation: Modulation, fading: Modulation.Fading, snr: Decibels) -> Point {
    let name = "\(modulation.rawValue) \(fading.rawValue) \(snr.value)"
    var bitStream = RandomStream(seed: seed, purpose: "error-rate bits", ue: name)
    var noise = RandomStream(seed: seed, purpose: "error-rate noise", ue: name)
    let symbolsAtOnce = 4096
    var (sent, errors, squares) = (0, 0, 0)
    while sent * modulation.bitsPerSymbol < bits {
      let bits = Self.bits(symbolsAtOnce * modulation.bitsPerSymbol, from: &bitStream)
      guard var samples = ComplexSamples(interleaved: modulation.symbols(for: bits)) else {
        preconditionFailure("a modulation gives whole symbols")
      }
      let gain: ChannelGain
      switch fading {
      case .none:
        FlatChannel(awgn: snr).transmit(&samples, noise: &noise)
        gain = .one
      case .rayleigh:
        let coefficients = (sent..<sent + symbolsAtOnce).map {
          SmallScaleFading.rayleigh.coefficient(seed: seed, ue: name, slot: $0)
        }
        SubBandChannel(coefficients: coefficients, equaliser: .zeroForcing, noiseVariance: 1 / snr.linear)
          .transmit(&samples, noise: &noise)
        gain = .perSymbol(Self.pairs(coefficients))
      }
      let decided = modulation.hardDecisions(on: samples.interleaved, gain: gain)
      for symbol in 0..<symbolsAtOnce {
        var wrong = 0
        for bit in (symbol * modulation.bitsPerSymbol)..<((symbol + 1) * modulation.bitsPerSymbol) {
          wrong += Int(bits[bit] ^ decided[bit])
        }
        errors += wrong
        squares += wrong * wrong
      }
      sent += symbolsAtOnce
    }
    return Point(
      modulation: modulation, fading: fading, snr: snr, bits: sent * modulation.bitsPerSymbol, errors: errors,
      squares: squares)
  }

  private static func bits(_ count: Int, from stream: inout RandomStream) -> [UInt8] {
    var bits = [UInt8](repeating: 0, count: count)
    for start in stride(from: 0, to: count, by: 32) {
      var word = stream.nextBits()
      for index in start..<min(start + 32, count) {
        bits[index] = UInt8(word & 1)
        word >>= 1
      }
    }
    return bits
  }

  private static func pairs(_ coefficients: [ComplexGain]) -> [Float] {
    var pairs = [Float](repeating: 0, count: 2 * coefficients.count)
    for (index, coefficient) in coefficients.enumerated() {
      pairs[2 * index] = Float(coefficient.real)
      pairs[2 * index + 1] = Float(coefficient.imaginary)
    }
    return pairs
  }
}

public import Quantities
import Randomness

/// Measures the bit-error rates of hard decisions, to be compared with the closed forms.
public struct BitErrorRateMeasurement: Hashable, Sendable {
  /// One measured bit-error rate.
  public struct Point: Hashable, Sendable, Codable {
    /// What was sent.
    public let modulation: Modulation
    /// Over what.
    public let fading: Modulation.Fading
    /// E_s/N₀, the mean over the fading.
    public let snr: Decibels
    /// How many bits were sent.
    public let bits: Int
    /// How many of them were decided wrongly.
    public let errors: Int
    /// The closed form's bit-error rate.
    public let expected: Double
    /// The standard deviation of the measured rate.
    ///
    /// Symbols are independent, their bits are not: they share the fading. The variance is the one seen over the symbols,
    /// but not less than that of independent bits, p(1 − p)/bits.
    public let deviation: Double

    /// The fraction of bits in error.
    public var errorRate: Double { Double(errors) / Double(bits) }

    /// How many standard deviations lie between measurement and closed form.
    public var score: Double { (errorRate - expected) / deviation }

    /// Whether the closed form lies in a band around the measurement.
    public func lies(within band: SimultaneousBand) -> Bool { abs(score) <= band.deviations }
  }

  /// The bit-error rates that the closed forms have at the points.
  public static let defaultRates = [0.1, 0.03, 0.01, 1e-3, 1e-4, 2e-5]

  /// What is sent.
  public var modulations: [Modulation]
  /// Over what.
  public var fadings: [Modulation.Fading]
  /// The bit-error rates that the closed forms have at the points.
  public var rates: [Double]
  /// At least so many bits are sent at each point.
  public var bits: Int
  /// The seed of bits, fading and noise.
  public var seed: UInt64

  /// Creates a measurement.
  public init(
    modulations: [Modulation] = Modulation.allCases, fadings: [Modulation.Fading] = Modulation.Fading.allCases,
    rates: [Double] = defaultRates, bits: Int = 10_000_000, seed: UInt64 = 1
  ) {
    self.modulations = modulations
    self.fadings = fadings
    self.rates = rates
    self.bits = bits
    self.seed = seed
  }

  /// Measures all points, each with random numbers of its own.
  ///
  /// - Parameter report: is told each point as soon as it is measured.
  /// - Returns: a point for each modulation, fading and rate.
  public func run(report: (Point) -> Void = { _ in }) -> [Point] {
    var points: [Point] = []
    for modulation in modulations {
      for fading in fadings {
        for rate in rates {
          let snr = Decibels(linear: modulation.snr(forBitErrorRate: rate, fading: fading))
          let point = measure(modulation, fading: fading, snr: snr)
          points.append(point)
          report(point)
        }
      }
    }
    return points
  }

  /// Measures one point.
  ///
  /// - Parameters:
  ///   - modulation: what is sent.
  ///   - fading: over what.
  ///   - snr: E_s/N₀, the mean over the fading.
  /// - Returns: the point, at least `bits` bits.
  public func measure(_ modulation: Modulation, fading: Modulation.Fading, snr: Decibels) -> Point {
    let name = "\(modulation.rawValue) \(fading.rawValue) \(snr.value)"
    var bitStream = RandomStream(seed: seed, purpose: "error-rate bits", ue: name)
    var noise = RandomStream(seed: seed, purpose: "error-rate noise", ue: name)
    var fades = RandomStream(seed: seed, purpose: "error-rate fading", ue: name)
    let variance = 1 / snr.linear
    let symbolsAtOnce = 4096
    var (sent, errors, squares) = (0, 0, 0)
    while sent * modulation.bitsPerSymbol < bits {
      let bits = Self.bits(symbolsAtOnce * modulation.bitsPerSymbol, from: &bitStream)
      var samples = modulation.symbols(for: bits)
      let gain = Self.fade(&samples, fading, from: &fades)
      Self.addNoise(&samples, variance: variance, from: &noise)
      let decided = modulation.hardDecisions(on: samples, gain: gain)
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
    let expected = modulation.bitErrorRate(snr: snr.linear, fading: fading)
    let bitCount = Double(sent * modulation.bitsPerSymbol)
    let mean = Double(errors) / Double(sent)
    let seen = Double(sent) * (Double(squares) / Double(sent) - mean * mean)
    let independent = bitCount * expected * (1 - expected)
    return Point(
      modulation: modulation, fading: fading, snr: snr, bits: Int(bitCount), errors: errors, expected: expected,
      deviation: max(seen, independent).squareRoot() / bitCount)
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

  private static func fade(
    _ samples: inout [Float], _ fading: Modulation.Fading, from stream: inout RandomStream
  ) -> ChannelGain {
    guard fading == .rayleigh else { return .one }
    var gains = [Float](repeating: 0, count: samples.count)
    stream.fillNormal(&gains)
    for index in stride(from: 0, to: samples.count, by: 2) {
      gains[index] *= Float(0.5.squareRoot())
      gains[index + 1] *= Float(0.5.squareRoot())
      let (re, im) = (samples[index], samples[index + 1])
      samples[index] = gains[index] * re - gains[index + 1] * im
      samples[index + 1] = gains[index] * im + gains[index + 1] * re
    }
    return .perSymbol(gains)
  }

  private static func addNoise(_ samples: inout [Float], variance: Double, from stream: inout RandomStream) {
    let deviation = (variance / 2).squareRoot()
    for index in stride(from: 0, to: samples.count, by: 2) {
      let (first, second) = stream.normalPair()
      samples[index] += Float(deviation * first)
      samples[index + 1] += Float(deviation * second)
    }
  }
}

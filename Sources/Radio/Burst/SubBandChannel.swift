internal import CSignal
internal import Glibc
public import Quantities
public import Randomness

/// A frequency-selective channel in N sub-bands of equal width: symbol i travels in sub-band i mod N and meets
/// y = H_b·s + n, n ~ CN(0, v). Before decoding, `equalise` undoes H_b.
public struct SubBandChannel: Hashable, Sendable {
  /// H_b of each sub-band, from the lowest frequency on.
  public let coefficients: [ComplexGain]
  /// What `equalise` multiplies by.
  public let equaliser: Equaliser
  /// v ≥ 0.
  public let noiseVariance: Double
  /// The coefficients, and eight more from the first one on, as pairs.
  private let table: [Float]

  /// Creates a channel of echoes: H_b = Σ_l g_l·exp(−j2π·f_b·τ_l) at the sub-bands' centres
  /// f_b = ((b + ½)/N − ½)·bandwidth around the carrier.
  ///
  /// - Parameters:
  ///   - taps: the echoes.
  ///   - bandwidth: the burst's bandwidth, > 0.
  ///   - subBands: N ≥ 1.
  ///   - equaliser: what `equalise` multiplies by.
  ///   - noiseVariance: v ≥ 0.
  public init(
    taps: [ChannelTap], bandwidth: Hertz, subBands: Int, equaliser: Equaliser, noiseVariance: Double
  ) {
    precondition(subBands >= 1, "a channel has at least one sub-band, found \(subBands)")
    let coefficients = (0..<subBands).map { band in
      let frequency = ((Double(band) + 0.5) / Double(subBands) - 0.5) * bandwidth.value
      var sum = ComplexGain.zero
      for tap in taps {
        let angle = -2 * .pi * frequency * tap.delay.value
        let (c, s) = (cos(angle), sin(angle))
        sum.real += tap.gain.real * c - tap.gain.imaginary * s
        sum.imaginary += tap.gain.real * s + tap.gain.imaginary * c
      }
      return sum
    }
    self.init(coefficients: coefficients, equaliser: equaliser, noiseVariance: noiseVariance)
  }

  /// Creates a channel from the coefficients of its sub-bands, of which there is at least one.
  public init(coefficients: [ComplexGain], equaliser: Equaliser, noiseVariance: Double) {
    precondition(!coefficients.isEmpty, "a channel has at least one sub-band, found none")
    precondition(noiseVariance >= 0, "a noise variance is at least 0, found \(noiseVariance)")
    self.coefficients = coefficients
    self.equaliser = equaliser
    self.noiseVariance = noiseVariance
    table = (0..<coefficients.count + 8).flatMap { index in
      let coefficient = coefficients[index % coefficients.count]
      return [Float(coefficient.real), Float(coefficient.imaginary)]
    }
  }

  /// γ = mean|H_b|²/v over the sub-bands: what arrives, before the equaliser.
  public var snr: Double {
    coefficients.reduce(0) { $0 + $1.power } / Double(coefficients.count) / noiseVariance
  }

  /// The harmonic mean of the sub-bands' ratios, 1/mean(v/|H_b|²): what the zero-forcing equaliser leaves.
  public var equalisedSNR: Double {
    Double(coefficients.count) / coefficients.reduce(0) { $0 + noiseVariance / $1.power }
  }

  /// Sends symbols in place: s becomes y.
  public func transmit(_ symbols: inout ComplexSamples, noise: inout RandomStream) {
    var stream = NoiseBlocks.take(symbols.count, from: &noise)
    let deviation = NoiseBlocks.deviation(ofVariance: noiseVariance)
    unsafe symbols.withMutablePairs { pairs, count in
      unsafe signal_fade_bands(
        SignalVersion.best, &stream, table, coefficients.count, deviation, pairs, pairs, count)
    }
  }

  /// Multiplies each sample by its sub-band's 1/H or H*/(|H|² + v), in place. A sub-band of H = 0 becomes silent.
  public func equalise(_ samples: inout ComplexSamples) {
    let weights = coefficients.map { equaliser.weight(for: $0, noiseVariance: noiseVariance) }
    samples.multiply { weights[$0 % weights.count] }
  }

  /// Σ|H·s|² / Σ|y − H·s|² before the equaliser; infinite without noise, nil for an empty burst or bursts of different
  /// lengths.
  public func measuredSNR(sent: ComplexSamples, received: ComplexSamples) -> Double? {
    unsafe BurstPower(sent: sent, received: received) {
      unsafe signal_power_bands(SignalVersion.best, table, coefficients.count, $0, $1, $2, $3)
    }?.ratio
  }
}

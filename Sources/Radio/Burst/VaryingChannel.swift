internal import CSignal
public import Quantities
public import Randomness

/// A frequency-flat channel whose coefficient varies from symbol to symbol: y_i = h(i/r)·s_i + n_i with n ~ CN(0, v) for
/// a rate of r symbols per second, h being a `VaryingGain` and the burst beginning at the slot's start.
///
/// h is evaluated at least 25 times in 1/f_d and joined by cubics, 2·10⁻⁵ of its root mean square from the exact one.
public struct VaryingChannel: Hashable, Sendable {
  /// h.
  public let gain: VaryingGain
  /// r.
  public let symbolRate: Hertz
  /// v ≥ 0.
  public let noiseVariance: Double

  /// Creates a channel.
  ///
  /// - Parameters:
  ///   - gain: h.
  ///   - symbolRate: r > 0.
  ///   - noiseVariance: v ≥ 0.
  public init(gain: VaryingGain, symbolRate: Hertz, noiseVariance: Double) {
    precondition(noiseVariance >= 0, "a noise variance is at least 0, found \(noiseVariance)")
    self.gain = gain
    self.symbolRate = symbolRate
    self.noiseVariance = noiseVariance
  }

  /// h of the symbol of an index.
  public func coefficient(ofSymbol index: Int) -> ComplexGain { gain.gain(after: Double(index) / symbolRate.value) }

  /// γ = mean|h|²/v over the symbols of a burst, ≥ 1 of them.
  public func snr(symbols: Int) -> Double {
    let energy = unsafe withSinusoids { unsafe signal_sinusoids_energy(SignalVersion.best, $0, symbols) }
    return energy / Double(symbols) / noiseVariance
  }

  /// Sends symbols in place: s becomes y.
  public func transmit(_ symbols: inout ComplexSamples, noise: inout RandomStream) {
    var stream = NoiseBlocks.take(symbols.count, from: &noise)
    let deviation = NoiseBlocks.deviation(ofVariance: noiseVariance)
    unsafe symbols.withMutablePairs { pairs, count in
      unsafe withSinusoids { sinusoids in
        unsafe signal_fade_sinusoids(SignalVersion.best, &stream, sinusoids, deviation, pairs, pairs, count)
      }
    }
  }

  /// Σ|h·s|² / Σ|y − h·s|²; infinite without noise, nil for an empty burst or bursts of different lengths.
  public func measuredSNR(sent: ComplexSamples, received: ComplexSamples) -> Double? {
    unsafe BurstPower(sent: sent, received: received) { sent, received, count, sums in
      unsafe withSinusoids { unsafe signal_power_sinusoids(SignalVersion.best, $0, sent, received, count, sums) }
    }?.ratio
  }

  /// h of every symbol of a burst.
  public func coefficients(symbols: Int) -> ComplexSamples {
    var gains = ComplexSamples(repeating: .unit, count: symbols)
    unsafe gains.withMutablePairs { pairs, count in
      unsafe withSinusoids { sinusoids in
        // Symbols of one, and noise of no variance.
        var stream = signal_stream()
        unsafe signal_fade_sinusoids(SignalVersion.best, &stream, sinusoids, 0, pairs, pairs, count)
      }
    }
    return gains
  }

  /// Multiplies each sample by its symbol's 1/h or h*/(|h|² + v), in place. A symbol of h = 0 becomes silent.
  public func equalise(_ samples: inout ComplexSamples, by equaliser: Equaliser) {
    let gains = coefficients(symbols: samples.count)
    samples.multiply { equaliser.weight(for: gains[$0], noiseVariance: noiseVariance) }
  }

  private func withSinusoids<Result>(_ body: (UnsafePointer<signal_sinusoids>) -> Result) -> Result {
    unsafe gain.process.withSinusoids(phase: gain.phase, increment: gain.doppler / symbolRate.value, body)
  }
}

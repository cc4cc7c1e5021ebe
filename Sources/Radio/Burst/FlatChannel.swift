internal import CSignal
public import Quantities
public import Randomness

/// A frequency-flat channel for unit-power symbols: y = h·s + n with n ~ CN(0, v).
///
/// The received signal is divided by √(p·g), so the transmit power and the large-scale gain appear in the noise alone:
/// v = b·σ²/(p·g) is the variance of one **complex** noise sample, v/2 in each real dimension (a noise of power
/// spectral density σ² = N₀ in a bandwidth b has the power N₀·b per complex sample). For E|s|² = 1 the signal-to-noise
/// ratio is |h|²/v, the γ of Eq. (1).
public struct FlatChannel: Hashable, Sendable {
  /// h.
  public let coefficient: ComplexGain
  /// v ≥ 0.
  public let noiseVariance: Double

  /// Creates a channel from a coefficient and the variance of a complex noise sample.
  ///
  /// - Parameters:
  ///   - coefficient: h.
  ///   - noiseVariance: v ≥ 0.
  public init(coefficient: ComplexGain, noiseVariance: Double) {
    precondition(noiseVariance >= 0, "a noise variance is at least 0, found \(noiseVariance)")
    self.coefficient = coefficient
    self.noiseVariance = noiseVariance
  }

  /// The channel of a link: its h and v = b·σ²/(p·g).
  public init(_ budget: LinkBudget) {
    self.init(coefficient: budget.coefficient, noiseVariance: budget.noiseVariancePerSymbol)
  }

  /// A channel of h = 1 with the signal-to-noise ratio γ for unit-power symbols.
  public init(awgn snr: Decibels) {
    self.init(coefficient: .unit, noiseVariance: 1 / snr.linear)
  }

  /// γ = |h|²/v as a ratio, for symbols of unit average power.
  public var snr: Double { coefficient.power / noiseVariance }

  /// Sends symbols in place: s becomes y = h·s + n. The noise takes ⌈n/2⌉ blocks of the stream for n symbols, sample i
  /// the words 2i and 2i + 1 of them.
  ///
  /// - Parameters:
  ///   - symbols: s, of unit average power where `snr` is to hold; y afterwards.
  ///   - noise: the stream that the noise is drawn from.
  public func transmit(_ symbols: inout ComplexSamples, noise: inout RandomStream) {
    var stream = NoiseBlocks.take(symbols.count, from: &noise)
    let deviation = NoiseBlocks.deviation(ofVariance: noiseVariance)
    let (real, imaginary) = (Float(coefficient.real), Float(coefficient.imaginary))
    unsafe symbols.withMutablePairs { pairs, count in
      unsafe signal_fade_flat(SignalVersion.best, &stream, real, imaginary, deviation, pairs, pairs, count)
    }
  }

  /// Sends symbols: y = h·s + n.
  ///
  /// - Parameters:
  ///   - symbols: s, of unit average power where `snr` is to hold.
  ///   - noise: the stream that the noise is drawn from.
  /// - Returns: y, as many samples as symbols.
  public func transmit(_ symbols: ComplexSamples, noise: inout RandomStream) -> ComplexSamples {
    var samples = symbols
    transmit(&samples, noise: &noise)
    return samples
  }

  /// Sends a burst with the noise of the stream (seed, "noise", ue, slot).
  public func transmit(_ symbols: ComplexSamples, seed: UInt64, ue: String, slot: Int) -> ComplexSamples {
    var noise = RandomStream(seed: seed, purpose: "noise", ue: ue, slot: slot)
    return transmit(symbols, noise: &noise)
  }

  /// The signal-to-noise ratio that a burst met: Σ|h·s|² / Σ|y − h·s|².
  ///
  /// - Parameters:
  ///   - sent: s.
  ///   - received: y, as many samples.
  /// - Returns: the ratio, infinite without noise; nil for an empty burst or bursts of different lengths.
  public func measuredSNR(sent: ComplexSamples, received: ComplexSamples) -> Double? {
    let (real, imaginary) = (Float(coefficient.real), Float(coefficient.imaginary))
    return unsafe BurstPower(sent: sent, received: received) {
      unsafe signal_power_flat(SignalVersion.best, real, imaginary, $0, $1, $2, $3)
    }?.ratio
  }
}

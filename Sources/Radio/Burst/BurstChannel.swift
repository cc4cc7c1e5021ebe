public import Randomness

/// The channel that one burst of unit-power symbols meets: y = h·s + n with n ~ CN(0, v), normalised by √(p·g) so that
/// the transmit power and the large-scale gain appear in v alone. See docs/channel.md for what SNR means here.
public enum BurstChannel: Hashable, Sendable {
  /// One coefficient for all symbols.
  case flat(FlatChannel)
  /// A coefficient for each symbol.
  case varying(VaryingChannel)
  /// A coefficient for each sub-band.
  case subBands(SubBandChannel)

  /// v, the variance of a complex noise sample.
  public var noiseVariance: Double {
    switch self {
    case .flat(let channel): channel.noiseVariance
    case .varying(let channel): channel.noiseVariance
    case .subBands(let channel): channel.noiseVariance
    }
  }

  /// γ = mean|h|²/v as a ratio, the mean being one over a burst's symbols, all of the same power 1.
  ///
  /// - Parameter symbols: how many symbols the burst has, ≥ 1.
  /// - Returns: the declared signal-to-noise ratio.
  public func snr(symbols: Int) -> Double {
    switch self {
    case .flat(let channel): channel.snr
    case .varying(let channel): channel.snr(symbols: symbols)
    case .subBands(let channel): channel.snr
    }
  }

  /// Sends symbols in place: s becomes y. The noise takes ⌈n/2⌉ blocks of the stream for n symbols.
  ///
  /// - Parameters:
  ///   - symbols: s, of unit average power where `snr` is to hold; y afterwards.
  ///   - noise: the stream that the noise is drawn from.
  public func transmit(_ symbols: inout ComplexSamples, noise: inout RandomStream) {
    switch self {
    case .flat(let channel): channel.transmit(&symbols, noise: &noise)
    case .varying(let channel): channel.transmit(&symbols, noise: &noise)
    case .subBands(let channel): channel.transmit(&symbols, noise: &noise)
    }
  }

  /// The signal-to-noise ratio that a burst met: mean|h·s|² / mean|y − h·s|².
  ///
  /// - Parameters:
  ///   - sent: s.
  ///   - received: y, as many samples.
  /// - Returns: the ratio, infinite without noise; nil for an empty burst or bursts of different lengths.
  public func measuredSNR(sent: ComplexSamples, received: ComplexSamples) -> Double? {
    switch self {
    case .flat(let channel): channel.measuredSNR(sent: sent, received: received)
    case .varying(let channel): channel.measuredSNR(sent: sent, received: received)
    case .subBands(let channel): channel.measuredSNR(sent: sent, received: received)
    }
  }
}

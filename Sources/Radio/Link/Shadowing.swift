public import Quantities

/// How far shadowing spreads, and over which distance it forgets.
public struct ShadowingStatistics: Codable, Hashable, Sendable {
  /// σ, the standard deviation of the loss in dB, ≥ 0.
  public var deviation: Decibels
  /// d_corr > 0: two places this far apart have a correlation of 1/e.
  public var decorrelationDistance: Metres

  /// Creates statistics.
  public init(deviation: Decibels, decorrelationDistance: Metres) {
    self.deviation = deviation
    self.decorrelationDistance = decorrelationDistance
  }
}

/// Log-normal shadowing: a loss of σ·X dB on top of the path loss, X standard normal.
///
/// Along a UE's path X is a Gaussian process with the correlation exp(−Δd/d_corr) of Gudmundson, "Correlation model for
/// shadow fading in mobile radio systems", Electronics Letters 27, 1991, and of TR 38.901, clause 7.4.4. From slot to
/// slot X_s = ρ·X_{s−1} + √(1 − ρ²)·e_s with ρ = exp(−Δd/d_corr) for the distance Δd walked in between; X = e in the
/// slot of attachment, and e_s is the first normal number of the stream (seed, "shadowing", ue, s). UEs are independent
/// of one another.
public enum Shadowing: Codable, Hashable, Sendable {
  /// With the deviation and the decorrelation distance that go with the path loss model: TR 38.901, Tables 7.4.1-1 and
  /// 7.5-6; TR 36.814, Table A.2.1.1-2 for the macro cell. Free space and the log-distance law come with none.
  case ofModel
  /// With given statistics.
  case given(statistics: ShadowingStatistics)
}

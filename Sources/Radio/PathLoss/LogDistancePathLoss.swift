public import Quantities

/// The log-distance law: PL = PL₀ + 10·n·log₁₀(d₃D/d₀) for d₃D ≥ d₀, Rappaport, "Wireless Communications", 2nd edition,
/// Eq. (4.68). With PL₀ = 10·log₁₀(1/G) at d₀ = 1 m and n = φ it is the large-scale part of Eq. (16) of Zhang et al.
public struct LogDistancePathLoss: Codable, Hashable, Sendable {
  /// PL₀, the loss at the reference distance.
  public var referenceLoss: Decibels
  /// d₀ > 0.
  public var referenceDistance: Metres
  /// n ≥ 0: 2 in free space, 2.7 to 5 in towns.
  public var exponent: Double

  /// Creates a law.
  public init(referenceLoss: Decibels, referenceDistance: Metres, exponent: Double) {
    self.referenceLoss = referenceLoss
    self.referenceDistance = referenceDistance
    self.exponent = exponent
  }
}

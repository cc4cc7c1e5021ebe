/// A unit that a quantity may be written in.
public struct QuantityUnit: Sendable, Hashable {
  /// How a number in this unit becomes a number in the base unit.
  enum Scale: Sendable, Hashable {
    /// value = number · 10^exponent.
    case powerOfTen(Int)
    /// value = 10^((number − reference) / 10); the reference is the level of one base unit, 30 for dBm.
    case level(reference: Double)
    /// value = number · numerator / denominator: 5/18 for km/h.
    case ratio(Int, Int)
  }

  /// How the unit is written, case included.
  public let symbol: String
  let scale: Scale

  init(_ symbol: String, _ scale: Scale) {
    self.symbol = symbol
    self.scale = scale
  }
}

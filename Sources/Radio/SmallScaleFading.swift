import Randomness

/// A complex channel coefficient h.
public struct ComplexGain: Hashable, Codable, Sendable {
  /// Re h.
  public var real: Double
  /// Im h.
  public var imaginary: Double

  /// Creates the coefficient h = real + j·imaginary.
  public init(real: Double, imaginary: Double) {
    self.real = real
    self.imaginary = imaginary
  }

  /// h = 1.
  public static let unit = ComplexGain(real: 1, imaginary: 0)

  /// The power gain |h|².
  public var power: Double { real * real + imaginary * imaginary }
}

/// How the small-scale coefficient h of a UE varies from slot to slot.
public enum SmallScaleFading: String, Codable, Hashable, Sendable, CaseIterable {
  /// h = 1 always.
  case none
  /// Rayleigh block fading: h ~ CN(0, 1), independent from slot to slot and constant within a slot; E|h|² = 1.
  case rayleigh

  /// The coefficient of one UE in one slot: the first pair of normals of the stream (seed, "fading", ue, slot).
  public func coefficient(seed: UInt64, ue: String, slot: Int) -> ComplexGain {
    switch self {
    case .none:
      return .unit
    case .rayleigh:
      var stream = RandomStream(seed: seed, purpose: "fading", ue: ue, slot: slot)
      let (first, second) = stream.normalPair()
      return ComplexGain(real: first * 0.5.squareRoot(), imaginary: second * 0.5.squareRoot())
    }
  }
}

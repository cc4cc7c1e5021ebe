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

  /// h = 0: nothing arrives.
  public static let zero = ComplexGain(real: 0, imaginary: 0)

  /// The power gain |h|².
  public var power: Double { real * real + imaginary * imaginary }
}

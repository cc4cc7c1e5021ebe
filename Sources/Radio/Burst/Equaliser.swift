/// A one-tap equaliser: what a received sample y = H·s + n, E|n|² = v, is multiplied by.
public enum Equaliser: String, Codable, Hashable, Sendable, CaseIterable {
  /// 1/H: the symbol comes back as it was, and noise grows without bound where H fades.
  case zeroForcing
  /// H*/(|H|² + v): the least mean square error for unit-power symbols, which shrink where H fades.
  case minimumMeanSquareError

  /// The factor for a sample; 0 where H = 0.
  func weight(for coefficient: ComplexGain, noiseVariance: Double) -> ComplexGain {
    let power = coefficient.power + (self == .zeroForcing ? 0 : noiseVariance)
    guard power > 0 else { return .zero }
    return ComplexGain(real: coefficient.real / power, imaginary: -coefficient.imaginary / power)
  }
}

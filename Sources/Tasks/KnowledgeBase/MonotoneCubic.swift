/// A monotone piecewise cubic through given points (PCHIP): between neighbours it never leaves their interval.
///
/// On [xᵢ, xᵢ₊₁] with h = xᵢ₊₁ − xᵢ, t = (x − xᵢ)/h it is the Hermite cubic of the values yᵢ and slopes mᵢ. With the
/// secants Δᵢ = (yᵢ₊₁ − yᵢ)/hᵢ, an inner slope is zero where Δᵢ₋₁·Δᵢ ≤ 0 and otherwise the weighted harmonic mean
/// (w₁ + w₂)/(w₁/Δᵢ₋₁ + w₂/Δᵢ), w₁ = 2hᵢ + hᵢ₋₁, w₂ = hᵢ + 2hᵢ₋₁ (Fritsch and Butland, 1984), which satisfies the
/// conditions of Fritsch and Carlson (1980). The slopes at both ends are those of the parabola through the last three
/// points, held to the same conditions.
public struct MonotoneCubic: Hashable, Sendable {
  private let abscissae: [Double]
  private let ordinates: [Double]
  private let slopes: [Double]

  /// Lays the curve through points.
  ///
  /// - Parameters:
  ///   - abscissae: x, strictly increasing, at least one.
  ///   - ordinates: y, as many.
  public init(abscissae: [Double], ordinates: [Double]) {
    precondition(
      !abscissae.isEmpty && abscissae.count == ordinates.count && zip(abscissae, abscissae.dropFirst()).allSatisfy(<),
      "a curve needs as many values as strictly increasing positions, at least one")
    self.abscissae = abscissae
    self.ordinates = ordinates
    self.slopes = MonotoneCubic.slopes(abscissae, ordinates)
  }

  /// The curve's value, held at its ends outside the points.
  ///
  /// - Parameter x: the position; `nan` counts as the lowest.
  /// - Returns: the value at `x`.
  public func callAsFunction(_ x: Double) -> Double {
    guard x > abscissae[0] else { return ordinates[0] }
    guard let upper = abscissae.firstIndex(where: { $0 >= x }) else { return ordinates[ordinates.count - 1] }
    let lower = upper - 1
    let width = abscissae[upper] - abscissae[lower]
    let t = (x - abscissae[lower]) / width
    let s = 1 - t
    return ordinates[lower] * (1 + 2 * t) * s * s + slopes[lower] * width * t * s * s
      + ordinates[upper] * (3 - 2 * t) * t * t - slopes[upper] * width * t * t * s
  }

  private static func slopes(_ x: [Double], _ y: [Double]) -> [Double] {
    guard x.count > 1 else { return [0] }
    let widths = zip(x.dropFirst(), x).map(-)
    let secants = zip(zip(y.dropFirst(), y).map(-), widths).map(/)
    guard x.count > 2 else { return [secants[0], secants[0]] }
    let last = secants.count - 1
    let inner = (1...last).map { index in
      let (before, after) = (secants[index - 1], secants[index])
      if before * after <= 0 { return 0.0 }
      let first = 2 * widths[index] + widths[index - 1]
      let second = widths[index] + 2 * widths[index - 1]
      return (first + second) / (first / before + second / after)
    }
    return [endSlope(secants[0], secants[1], widths[0], widths[1])] + inner
      + [endSlope(secants[last], secants[last - 1], widths[last], widths[last - 1])]
  }

  private static func endSlope(_ near: Double, _ far: Double, _ nearWidth: Double, _ farWidth: Double) -> Double {
    let slope = ((2 * nearWidth + farWidth) * near - nearWidth * far) / (nearWidth + farWidth)
    if slope * near <= 0 { return 0 }
    if near * far <= 0 && abs(slope) > 3 * abs(near) { return 3 * near }
    return slope
  }
}

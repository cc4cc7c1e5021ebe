import Glibc

/// A confidence band that holds for all of several independent points at once: each point's own confidence is
/// C^(1/m) for m points (Šidák, "Rectangular confidence regions for the means of multivariate normal distributions",
/// J. Am. Stat. Assoc. 62, 1967).
struct SimultaneousBand: Hashable, Sendable {
  /// How many standard deviations wide the band is to each side.
  let deviations: Double

  /// Creates a band.
  ///
  /// - Parameters:
  ///   - confidence: C, that all points lie within, 0 < C < 1.
  ///   - points: m ≥ 1.
  init(confidence: Double = 0.99, points: Int) {
    precondition(confidence > 0 && confidence < 1, "a confidence lies between 0 and 1, found \(confidence)")
    precondition(points > 0, "a band is for at least 1 point, found \(points)")
    // erfc(z/√2) = 1 − C^(1/m), by bisection.
    let outside = -expm1(log(confidence) / Double(points))
    var (low, high) = (0.0, 40.0)
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if erfc(middle / 2.0.squareRoot()) > outside { low = middle } else { high = middle }
    }
    deviations = (low + high) / 2
  }
}

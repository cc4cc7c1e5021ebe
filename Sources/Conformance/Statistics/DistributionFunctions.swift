import Glibc

/// The distribution functions that draws are compared with.
enum DistributionFunction {
  /// P(X ≤ x) for a normal number of mean 0 and standard deviation σ: ½·erfc(−x/(σ√2)).
  static func normal(_ x: Double, deviation: Double) -> Double { 0.5 * erfc(-x / (deviation * 2.0.squareRoot())) }

  /// P(|h| ≤ a) for h = m + √w·g, g ~ CN(0, 1): Rice's distribution, for m = 0 that of Rayleigh.
  ///
  /// 1 − Q₁(m√(2/w), a√(2/w)) with Marcum's Q, as the mixture Σ_j e^(−κ)·κ^j/j! · P(Erlang(j + 1) ≤ a²/w), κ = m²/w
  /// (Proakis, Digital Communications, 4th ed., Eqs. (2.1-124) and (2.1-141)).
  static func rice(_ amplitude: Double, mean: Double, diffusePower: Double) -> Double {
    guard amplitude > 0 else { return 0 }
    let kappa = mean * mean / diffusePower
    let y = amplitude * amplitude / diffusePower
    // weight: that of j in the mixture; tail: P(Erlang(j + 1) > y), a sum of j + 1 terms.
    var (weight, term, tail, sum, left) = (exp(-kappa), exp(-y), exp(-y), 0.0, 1.0)
    var j = 0.0
    while left > 1e-12, j < 1000 {
      sum += weight * (1 - tail)
      left -= weight
      j += 1
      weight *= kappa / j
      term *= y / j
      tail += term
    }
    return sum
  }
}

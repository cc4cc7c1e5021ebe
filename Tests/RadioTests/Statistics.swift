import Glibc

/// The Kolmogorov–Smirnov distance of numbers from a distribution, times √n.
func kolmogorovSmirnov(_ numbers: [Double], _ distribution: (Double) -> Double) -> Double {
  let count = Double(numbers.count)
  var distance = 0.0
  for (rank, number) in numbers.sorted().enumerated() {
    let probability = distribution(number)
    distance = max(distance, probability - Double(rank) / count, Double(rank + 1) / count - probability)
  }
  return distance * count.squareRoot()
}

/// Whether independent numbers may come from a continuous distribution: P(√n·D > x) ≈ 2·exp(−2x²) = 10⁻⁶ at x = 2.694.
func isPlausible(_ numbers: [Double], from distribution: (Double) -> Double) -> Bool {
  kolmogorovSmirnov(numbers, distribution) < 2.694
}

/// The distribution function of the standard normal distribution.
func normalDistribution(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }

/// The distribution function of |h|² for Rician h with the ratio K and E|h|² = 1, a mixture of Erlang distributions:
/// Σ_j e^(−K)·K^j/j! · P(Erlang(j + 1) ≤ (K + 1)·x).
func ricianPowerDistribution(_ x: Double, k: Double) -> Double {
  let y = (k + 1) * x
  var (weight, term, tail, sum) = (exp(-k), exp(-y), exp(-y), 0.0)
  for j in 0..<200 {
    sum += weight * (1 - tail)
    weight *= k / Double(j + 1)
    term *= y / Double(j + 1)
    tail += term
  }
  return sum
}

/// Independent draws of a number in their order.
struct EmpiricalDistribution {
  private let draws: [Double]

  /// Takes draws in any order, at least one.
  init(_ draws: [Double]) {
    precondition(!draws.isEmpty, "a distribution is seen in at least 1 draw, found none")
    self.draws = draws.sorted()
  }

  /// The Kolmogorov–Smirnov distance sup |F_n(x) − F(x)| from a continuous distribution function F.
  func distance(from distribution: (Double) -> Double) -> Double {
    let count = Double(draws.count)
    var distance = 0.0
    for (rank, draw) in draws.enumerated() {
      let probability = distribution(draw)
      distance = max(distance, probability - Double(rank) / count, Double(rank + 1) / count - probability)
    }
    return distance
  }

  /// F_n beside F, evenly from the smallest to the largest draw.
  func curve(_ series: String, points: Int, _ distribution: (Double) -> Double) -> ConformanceCurve {
    let (first, last) = (draws[0], draws[draws.count - 1])
    var rank = 0
    let points = (0...points).map { index in
      let x = first + (last - first) * Double(index) / Double(points)
      while rank < draws.count, draws[rank] <= x { rank += 1 }
      return ConformanceCurve.Point(
        x: x, expected: distribution(x), measured: Double(rank) / Double(draws.count))
    }
    return ConformanceCurve(series: series, points: points)
  }
}

import Glibc
import Randomness
import Testing

/// The bounds are five standard deviations of each statistic, unless said otherwise: a true generator passes a fixed
/// seed's test with probability 1 − 6·10⁻⁷.
@Suite("Distributions")
struct DistributionTests {
  @Test("uniform numbers have the mean 1/2 and the variance 1/12 and stay in [0, 1)")
  func uniform() {
    let count = 100_000
    var stream = RandomStream(seed: 11, purpose: "uniform")
    let numbers = (0..<count).map { _ in stream.uniform() }
    #expect(numbers.allSatisfy { $0 >= 0 && $0 < 1 })
    let mean = numbers.reduce(0, +) / Double(count)
    // sd(mean) = sqrt(1/12/n)
    #expect(abs(mean - 0.5) < 5 * (1 / 12 / Double(count)).squareRoot())
    let variance = numbers.reduce(0) { $0 + ($1 - 0.5) * ($1 - 0.5) } / Double(count)
    // var((u − 1/2)²) = 1/80 − 1/144 = 1/180
    #expect(abs(variance - 1 / 12) < 5 * (1 / 180 / Double(count)).squareRoot())
  }

  @Test("uniform numbers between two bounds stay between them")
  func uniformRange() {
    var stream = RandomStream(seed: 12, purpose: "range")
    let numbers = (0..<1000).map { _ in stream.uniform(in: 18...24) }
    #expect(numbers.allSatisfy { (18...24).contains($0) })
    #expect(stream.uniform(in: 3...3) == 3)
  }

  @Test("integers below a bound fill their cells evenly, by Pearson's chi-square")
  func integers() {
    let cells = 10
    let count = 50_000
    var stream = RandomStream(seed: 13, purpose: "integers")
    var counts = [Double](repeating: 0, count: cells)
    for _ in 0..<count { counts[stream.integer(below: cells)] += 1 }
    let expected = Double(count) / Double(cells)
    let statistic = counts.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
    // The 1 − 10⁻⁶ quantile of chi-square with 9 degrees of freedom is 46.7, the 10⁻⁶ quantile 0.15.
    #expect(statistic < 46.7)
    #expect(statistic > 0.15)
    #expect(stream.integer(below: 1) == 0)
    #expect((0..<100).allSatisfy { _ in stream.integer(below: .max) >= 0 })
  }

  @Test("normal numbers have the moments 0, 1, 0, 3")
  func normalMoments() {
    let count = 100_000
    var stream = RandomStream(seed: 14, purpose: "normal")
    var sums = [0.0, 0, 0, 0]
    for _ in 0..<count {
      let number = stream.normal()
      for power in 0..<4 { sums[power] += pow(number, Double(power + 1)) }
    }
    let moments = sums.map { $0 / Double(count) }
    // var(xᵏ) = E x²ᵏ − (E xᵏ)² = 1, 2, 15, 96.
    for (moment, (expected, variance)) in zip(moments, [(0.0, 1.0), (1, 2), (0, 15), (3, 96)]) {
      #expect(abs(moment - expected) < 5 * (variance / Double(count)).squareRoot())
    }
  }

  @Test("normal numbers follow the normal distribution, by Kolmogorov and Smirnov")
  func normalShape() {
    let count = 20_000
    var stream = RandomStream(seed: 15, purpose: "normal shape")
    let numbers = (0..<count).map { _ in stream.normal() }.sorted()
    var distance = 0.0
    for (rank, number) in numbers.enumerated() {
      let probability = 0.5 * erfc(-number / 2.0.squareRoot())
      distance = max(
        distance, probability - Double(rank) / Double(count), Double(rank + 1) / Double(count) - probability)
    }
    // P(√n·D > x) ≈ 2·exp(−2x²) = 10⁻⁶ at x = 2.694.
    #expect(distance * Double(count).squareRoot() < 2.694)
  }

  @Test("filled arrays hold the pairs of the stream, and an odd length drops the last")
  func filling() {
    var stream = RandomStream(seed: 16, purpose: "fill")
    var reference = stream
    var numbers = [Float](repeating: 0, count: 5)
    stream.fillNormal(&numbers)
    let pairs = (0..<3).flatMap { _ in
      let pair = reference.normalPair()
      return [Float(pair.0), Float(pair.1)]
    }
    #expect(numbers == Array(pairs.prefix(5)))
    #expect(stream.nextBits() == reference.nextBits())
    stream.fillUniform(&numbers)
    #expect(numbers.allSatisfy { $0 >= 0 && $0 < 1 })
  }

  @Test("streams of neighbouring names, slots and seeds are uncorrelated")
  func correlation() {
    let count = 20_000
    func numbers(_ seed: UInt64, _ ue: String, _ slot: Int) -> [Double] {
      var stream = RandomStream(seed: seed, purpose: "noise", ue: ue, slot: slot)
      return (0..<count).map { _ in stream.normal() }
    }
    let base = numbers(1, "ue-1", 0)
    for other in [numbers(2, "ue-1", 0), numbers(1, "ue-2", 0), numbers(1, "ue-1", 1)] {
      let correlation = zip(base, other).reduce(0) { $0 + $1.0 * $1.1 } / Double(count)
      // The product of independent standard normals has the variance 1.
      #expect(abs(correlation) < 5 / Double(count).squareRoot())
    }
    let lagged = zip(base, base.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / Double(count)
    #expect(abs(lagged) < 5 / Double(count).squareRoot())
  }

  @Test("Poisson numbers have mean and variance of the rate", arguments: [0.0, 0.3, 4.0, 75.5])
  func poisson(rate: Double) {
    let count = 10_000
    var stream = RandomStream(seed: 17, purpose: "poisson")
    let numbers = (0..<count).map { _ in Double(stream.poisson(mean: rate)) }
    let mean = numbers.reduce(0, +) / Double(count)
    #expect(abs(mean - rate) <= 5 * (rate / Double(count)).squareRoot())
    let variance = numbers.reduce(0) { $0 + ($1 - rate) * ($1 - rate) } / Double(count)
    // The fourth central moment is λ(1 + 3λ), so var((x − λ)²) = λ + 2λ².
    #expect(abs(variance - rate) <= 5 * ((rate + 2 * rate * rate) / Double(count)).squareRoot())
  }

  @Test("a shuffle keeps the elements and brings each to each place equally often")
  func shuffle() {
    let count = 12_000
    var stream = RandomStream(seed: 18, purpose: "shuffle")
    var cells = [Double](repeating: 0, count: 16)
    for _ in 0..<count {
      var elements = [0, 1, 2, 3]
      stream.shuffle(&elements)
      #expect(elements.sorted() == [0, 1, 2, 3])
      for (place, element) in elements.enumerated() { cells[place * 4 + element] += 1 }
    }
    // Each cell is binomial (n, 1/4).
    let deviation = (Double(count) * 0.25 * 0.75).squareRoot()
    #expect(cells.allSatisfy { abs($0 - Double(count) / 4) < 5 * deviation })
  }
}

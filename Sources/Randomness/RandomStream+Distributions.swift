import Glibc

extension RandomStream {
  /// A uniform number in [0, 1), a multiple of 2⁻⁵³.
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A uniform number between two bounds, a + (b − a)·u with u in [0, 1).
  public mutating func uniform(in range: ClosedRange<Double>) -> Double {
    min(range.lowerBound + (range.upperBound - range.lowerBound) * uniform(), range.upperBound)
  }

  /// A uniform integer in 0 ..< bound, without bias (Lemire, "Fast random integer generation in an interval", 2019).
  ///
  /// - Parameter bound: how many integers there are, ≥ 1.
  /// - Returns: one of them.
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "the bound of a random integer is at least 1, found \(bound)")
    let bound = UInt64(bound)
    let threshold = (0 &- bound) % bound
    while true {
      let product = next().multipliedFullWidth(by: bound)
      if product.low >= threshold { return Int(product.high) }
    }
  }

  /// A standard normal number. Numbers come in pairs from `normalPair()`; the second is kept for the next call.
  public mutating func normal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    let (first, second) = normalPair()
    spareNormal = second
    return first
  }

  /// Two independent standard normal numbers from two uniform ones (Box and Muller, 1958):
  /// √(−2 ln(1 − u₁)) · (cos 2πu₂, sin 2πu₂).
  public mutating func normalPair() -> (Double, Double) {
    let radius = sqrt(-2 * log(1 - uniform()))
    let angle = 2 * Double.pi * uniform()
    return (radius * cos(angle), radius * sin(angle))
  }

  /// Fills an array with standard normal numbers, in pairs; the second of a last odd pair is dropped.
  public mutating func fillNormal(_ numbers: inout [Float]) {
    var index = 0
    while index < numbers.count {
      let (first, second) = normalPair()
      numbers[index] = Float(first)
      if index + 1 < numbers.count { numbers[index + 1] = Float(second) }
      index += 2
    }
  }

  /// Fills an array with uniform numbers in [0, 1), 24 bits each.
  public mutating func fillUniform(_ numbers: inout [Float]) {
    for index in numbers.indices { numbers[index] = Float(nextBits() >> 8) * 0x1p-24 }
  }

  /// A Poisson number with the given mean: the count of unit-rate arrivals before the mean (Knuth's product of
  /// uniforms), a large mean being split into a sum of independent parts. Its cost grows with the mean.
  ///
  /// - Parameter mean: the expected number, finite and ≥ 0.
  /// - Returns: a number of arrivals.
  public mutating func poisson(mean: Double) -> Int {
    precondition(mean >= 0 && mean.isFinite, "the mean of a Poisson number is finite and at least 0, found \(mean)")
    let largestPart = 30.0
    var count = 0
    var left = mean
    while left > 0 {
      let limit = exp(-min(left, largestPart))
      var product = 1 - uniform()
      while product > limit {
        count += 1
        product *= 1 - uniform()
      }
      left -= largestPart
    }
    return count
  }

  /// Puts an array into a uniformly random order (Fisher and Yates).
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, integer(below: last + 1))
    }
  }
}

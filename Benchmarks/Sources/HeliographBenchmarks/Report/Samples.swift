/// Measured times of one kind, in seconds.
struct Samples {
  private(set) var values: [Double]

  init(_ values: [Double] = []) { self.values = values }

  mutating func add(_ seconds: Double) { values.append(seconds) }

  /// The middle of the sorted samples; between the two middle ones when their number is even.
  var median: Double { quantile(0.5) }

  /// The value below which a fraction of the samples lies, interpolated between neighbours; NaN without samples.
  func quantile(_ fraction: Double) -> Double {
    let sorted = values.sorted()
    guard let last = sorted.indices.last else { return .nan }
    let position = fraction * Double(last)
    let lower = Int(position)
    let upper = min(lower + 1, last)
    return sorted[lower] + (position - Double(lower)) * (sorted[upper] - sorted[lower])
  }
}

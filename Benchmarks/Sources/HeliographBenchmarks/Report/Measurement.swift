/// One line of the report.
struct Measurement: Codable {
  /// The benchmark that it belongs to.
  var benchmark: String
  /// What was measured.
  var name: String
  /// The median, or the one value that there is.
  var value: Double
  /// The unit of the value; "×" for a ratio.
  var unit: String
  /// The 10 % and 90 % quantiles, where there are samples.
  var p10: Double?
  var p90: Double?
  /// How many samples there are.
  var samples: Int?
  /// What the value should be, in words; nil where nothing is promised.
  var aim: String?
  /// Whether the aim is met; nil without an aim.
  var met: Bool?
}

/// Where benchmarks put what they measure.
struct Report {
  private(set) var measurements: [Measurement] = []

  /// Adds the median of samples, scaled to a unit: 1e6 for µs.
  mutating func add(_ benchmark: String, _ name: String, _ samples: Samples, scale: Double, unit: String) {
    append(
      Measurement(
        benchmark: benchmark, name: name, value: samples.median * scale, unit: unit,
        p10: samples.quantile(0.1) * scale, p90: samples.quantile(0.9) * scale, samples: samples.values.count))
  }

  /// Adds a single value.
  mutating func add(
    _ benchmark: String, _ name: String, _ value: Double, unit: String, atMost: Double? = nil, atLeast: Double? = nil
  ) {
    let aim = atMost.map { "≤ \(figure($0)) \(unit)" } ?? atLeast.map { "≥ \(figure($0)) \(unit)" }
    let met = atMost.map { value <= $0 } ?? atLeast.map { value >= $0 }
    append(
      Measurement(benchmark: benchmark, name: name, value: value, unit: unit, aim: aim, met: met))
  }

  private mutating func append(_ measurement: Measurement) {
    if measurements.last?.benchmark != measurement.benchmark { print("\n\(measurement.benchmark)") }
    measurements.append(measurement)
    print(measurement.line)
  }
}

extension Measurement {
  /// The line of the table.
  var line: String {
    var line = "  " + name.padded(to: 62) + figure(value).padded(to: 10, right: true) + " " + unit.padded(to: 10)
    if let p10, let p90, let samples { line += " \(figure(p10)) … \(figure(p90)) (p10 … p90 of \(samples))" }
    if let aim, let met { line += " aim \(aim): \(met ? "met" : "MISSED")" }
    return line
  }
}

/// A number with three significant digits at least.
func figure(_ value: Double) -> String {
  guard value.isFinite else { return "\(value)" }
  let magnitude = abs(value)
  let digits = magnitude >= 100 || magnitude == 0 ? 0 : magnitude >= 10 ? 1 : magnitude >= 1 ? 2 : 3
  var scale = 1.0
  for _ in 0..<digits { scale *= 10 }
  let rounded = (value * scale).rounded() / scale
  return digits == 0 ? "\(Int(rounded))" : "\(rounded)"
}

extension String {
  func padded(to width: Int, right: Bool = false) -> String {
    let padding = String(repeating: " ", count: max(0, width - count))
    return right ? padding + self : self + padding
  }
}

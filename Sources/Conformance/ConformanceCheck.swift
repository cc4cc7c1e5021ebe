/// One number that was measured, beside what theory or a reference says it is.
public struct ConformanceCheck: Hashable, Sendable, Encodable {
  /// What was measured: "16qam over Rayleigh". Checks of one series differ in their position.
  public let series: String
  /// The place on the section's axis, `Subject.axis`; nil where a series is one number.
  public let position: Double?
  /// What theory or the reference says.
  public let expected: Double
  /// What was measured; not finite where nothing could be.
  public let measured: Double
  /// Where the measured number has to lie.
  public let band: ClosedRange<Double>
  /// How many independent samples were taken: the section says of what.
  public let samples: Int

  /// States a measurement.
  init(
    series: String, at position: Double? = nil, expected: Double, measured: Double, band: ClosedRange<Double>,
    samples: Int
  ) {
    self.series = series
    self.position = position
    self.expected = expected
    self.measured = measured
    self.band = band
    self.samples = samples
  }

  /// Whether the number lies in its band.
  public var isMet: Bool { band.contains(measured) }

  /// How far from the expected number it lies: 1 at the edge of the band, more outside.
  public var distance: Double {
    guard measured.isFinite else { return .infinity }
    let room = measured < expected ? expected - band.lowerBound : band.upperBound - expected
    let error = abs(measured - expected)
    return error == 0 ? 0 : room > 0 ? error / room : .infinity
  }

  private enum CodingKeys: String, CodingKey {
    case series, position, expected, measured, lowest, highest, samples, passed
  }

  /// Writes all numbers and the verdict; what could not be measured is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(series, forKey: .series)
    try container.encodeIfPresent(position, forKey: .position)
    try container.encode(expected, forKey: .expected)
    try container.encode(measured.isFinite ? measured : nil, forKey: .measured)
    try container.encode(band.lowerBound, forKey: .lowest)
    try container.encode(band.upperBound, forKey: .highest)
    try container.encode(samples, forKey: .samples)
    try container.encode(isMet, forKey: .passed)
  }
}

/// A curve that is drawn and not judged by its points: a measured distribution beside the one that it should have.
public struct ConformanceCurve: Hashable, Sendable, Encodable {
  /// One point.
  public struct Point: Hashable, Sendable, Encodable {
    /// The abscissa.
    public let x: Double
    /// The theory's value.
    public let expected: Double
    /// The measured one.
    public let measured: Double
  }

  /// The series of checks that it belongs to.
  public let series: String
  /// The points from the left.
  public let points: [Point]
}

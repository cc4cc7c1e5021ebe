/// The mean of the last values of a series.
public struct RecentMean: Sendable {
  private let length: Int
  private var values: [Double] = []
  private var next = 0

  /// A mean of no value.
  ///
  /// - Parameter length: how many of the last values count, at least 1.
  public init(of length: Int) {
    precondition(length >= 1, "a mean is of at least one value, found \(length)")
    self.length = length
  }

  /// Takes in a value; the oldest one leaves when there are too many.
  public mutating func add(_ value: Double) {
    if values.count < length { values.append(value) } else { values[next] = value }
    next = (next + 1) % length
  }

  /// The mean; nil before the first value.
  public var value: Double? { values.isEmpty ? nil : values.reduce(0, +) / Double(values.count) }
}

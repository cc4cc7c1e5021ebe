/// Information bits per transmitted bit, as a fraction in lowest terms.
public struct CodeRate: Hashable, Sendable, CustomStringConvertible {
  /// The information bits.
  public let numerator: Int
  /// The transmitted bits that carry them.
  public let denominator: Int

  /// 1/2.
  public static let half = CodeRate(known: 1, 2)
  /// 2/3.
  public static let twoThirds = CodeRate(known: 2, 3)
  /// 3/4.
  public static let threeQuarters = CodeRate(known: 3, 4)
  /// 5/6.
  public static let fiveSixths = CodeRate(known: 5, 6)

  private init(known numerator: Int, _ denominator: Int) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Creates a rate and reduces it; nil unless 0 < numerator < denominator.
  public init?(_ numerator: Int, _ denominator: Int) {
    guard numerator > 0, numerator < denominator else { return nil }
    var (divisor, rest) = (denominator, numerator)
    while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
    self.init(known: numerator / divisor, denominator / divisor)
  }

  /// Reads `2/3`; nil when the text is no such fraction.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let numerator = Int(parts[0]), let denominator = Int(parts[1]) else { return nil }
    self.init(numerator, denominator)
  }

  /// The rate as a number.
  public var value: Double { Double(numerator) / Double(denominator) }

  /// `2/3`.
  public var description: String { "\(numerator)/\(denominator)" }
}

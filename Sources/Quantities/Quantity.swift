/// A physical quantity held in one unit, so that a frequency is never mistaken for a power.
///
/// A conforming type stores one `Double` in its base unit (the SI unit; decibels for `Decibels`), parses and prints
/// the units engineers write (`5 MHz`, `-160 dBm/Hz`), and is coded as that bare number.
public protocol Quantity: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
  /// What the quantity is, in messages: "frequency", "power".
  static var quantityName: String { get }

  /// The units that the type parses and prints. The first is the one whose symbol stands for the base unit.
  static var units: [QuantityUnit] { get }

  /// The quantity in its base unit.
  var value: Double { get }

  /// Creates a quantity from a number in the base unit. Any number is accepted, as in arithmetic.
  init(_ value: Double)
}

extension Quantity {
  /// Orders by value.
  public static func < (left: Self, right: Self) -> Bool { left.value < right.value }

  /// The sum of two quantities of one kind (of decibels: the product of two ratios).
  public static func + (left: Self, right: Self) -> Self { Self(left.value + right.value) }

  /// The difference of two quantities of one kind (of decibels: the quotient of two ratios).
  public static func - (left: Self, right: Self) -> Self { Self(left.value - right.value) }

  /// The quantity times a number.
  public static func * (left: Self, right: Double) -> Self { Self(left.value * right) }

  /// The quantity divided by a number.
  public static func / (left: Self, right: Double) -> Self { Self(left.value / right) }

  /// Reads the number of base units.
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(Double.self))
  }

  /// Writes the number of base units.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}

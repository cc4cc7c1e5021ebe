/// The values that a key may take.
struct Limits<Value: Comparable & Sendable>: Sendable {
  private var lower: Value?
  private var isLowerAllowed = true
  private var upper: Value?

  /// Every value.
  static var any: Limits { Limits() }

  /// Every greater value.
  static func above(_ lower: Value) -> Limits { Limits(lower: lower, isLowerAllowed: false) }

  /// This value and every greater one.
  static func atLeast(_ lower: Value) -> Limits { Limits(lower: lower) }

  /// From one value to another, both included.
  static func from(_ lower: Value, to upper: Value) -> Limits { Limits(lower: lower, upper: upper) }

  /// Greater than one value, up to another.
  static func above(_ lower: Value, upTo upper: Value) -> Limits {
    Limits(lower: lower, isLowerAllowed: false, upper: upper)
  }

  /// Whether a value may be taken.
  func contains(_ value: Value) -> Bool {
    if let lower, value < lower || (!isLowerAllowed && value == lower) { return false }
    if let upper, value > upper { return false }
    return true
  }

  /// The limits in words, after a blank; empty when there are none.
  func words(_ print: (Value) -> String) -> String {
    switch (lower, upper) {
    case (nil, nil): ""
    case (let lower?, nil): isLowerAllowed ? " of at least \(print(lower))" : " above \(print(lower))"
    case (nil, let upper?): " of at most \(print(upper))"
    case (let lower?, let upper?):
      isLowerAllowed ? " from \(print(lower)) to \(print(upper))" : " above \(print(lower)) and up to \(print(upper))"
    }
  }
}

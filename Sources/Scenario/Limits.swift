/// The values that a number of a scenario may have.
package struct Limits<Value: Comparable & Sendable>: Sendable {
  private var lower: Value?
  private var isLowerAllowed = true
  private var upper: Value?

  /// Every value.
  package static var any: Limits { Limits() }

  /// Every greater value.
  package static func above(_ lower: Value) -> Limits { Limits(lower: lower, isLowerAllowed: false) }

  /// This value and every greater one.
  package static func atLeast(_ lower: Value) -> Limits { Limits(lower: lower) }

  /// From one value to another, both included.
  package static func from(_ lower: Value, to upper: Value) -> Limits { Limits(lower: lower, upper: upper) }

  /// Greater than one value, up to another.
  package static func above(_ lower: Value, upTo upper: Value) -> Limits {
    Limits(lower: lower, isLowerAllowed: false, upper: upper)
  }

  /// Whether a value may be taken; one that is no number may only where every value may.
  package func contains(_ value: Value) -> Bool {
    if let lower, !(isLowerAllowed ? value >= lower : value > lower) { return false }
    if let upper, !(value <= upper) { return false }
    return true
  }

  /// The limits in words, after a blank; empty when there are none.
  package func words(_ print: (Value) -> String) -> String {
    switch (lower, upper) {
    case (nil, nil): ""
    case (let lower?, nil): isLowerAllowed ? " of at least \(print(lower))" : " above \(print(lower))"
    case (nil, let upper?): " of at most \(print(upper))"
    case (let lower?, let upper?):
      isLowerAllowed ? " from \(print(lower)) to \(print(upper))" : " above \(print(lower)) and up to \(print(upper))"
    }
  }

  /// What is wrong with a value.
  ///
  /// - Parameters:
  ///   - name: what it is, as a topology calls it.
  ///   - value: the value.
  /// - Returns: the value and the limits; nil when it may be taken.
  package func fault(_ name: String, _ value: Value) -> String? {
    contains(value) ? nil : "\(name) is \(value), expected one\(words { "\($0)" })"
  }

  /// What is wrong with either end of a range; nil when both may be taken.
  package func fault(_ name: String, _ range: ClosedRange<Value>) -> String? {
    fault(name, range.lowerBound) ?? fault(name, range.upperBound)
  }
}

/// Why a text is no quantity: what was found, what was expected, and what to write instead.
public struct QuantityError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong with the text.
  public enum Fault: Hashable, Sendable {
    /// There is nothing but blanks.
    case empty
    /// The text does not begin with a decimal number.
    case notANumber
    /// The number is infinite, not a number, or too large to be held.
    case notFinite
    /// A number stands alone.
    case missingUnit
    /// The unit is not one of the quantity's.
    case unknownUnit(String, nearest: String?)
  }

  /// The text as it was found.
  public let text: String
  /// What it should have been: "frequency", "power".
  public let quantityName: String
  /// The symbols of the units that would have been understood.
  public let units: [String]
  /// What is wrong.
  public let fault: Fault

  /// One sentence: the text, the fault, the units expected and an example or the nearest unit.
  public var description: String {
    let expected = "expected a \(quantityName) in \(units.joined(separator: ", "))"
    let example = "for example \"5 \(units.first ?? "")\""
    switch fault {
    case .empty:
      return "found nothing, \(expected), \(example)"
    case .notANumber:
      return "\"\(text)\" does not begin with a number; \(expected), \(example)"
    case .notFinite:
      return "\"\(text)\" is not finite; \(expected), \(example)"
    case .missingUnit:
      let suggestions = units.map { "\"\(text) \($0)\"" }.joined(separator: ", ")
      return "\"\(text)\" has no unit; \(expected): write one of \(suggestions)"
    case .unknownUnit(let unit, nearest: let nearest):
      let suggestion = nearest.map { "; did you mean \($0)?" } ?? ""
      return "\"\(text)\" has the unknown unit \"\(unit)\"; \(expected)\(suggestion)"
    }
  }
}

/// The order in which people expect names: numbers in them by their value, `ue-2` before `ue-10`.
public enum NaturalOrder {
  /// Whether a name comes before another.
  public static func precedes(_ left: String, _ right: String) -> Bool {
    for (mine, other) in zip(parts(left), parts(right)) where mine != other {
      guard let value = number(mine), let otherValue = number(other) else { return mine < other }
      // Equal values differ in leading zeros alone.
      return value == otherValue ? mine.count < other.count : (value.count, value) < (otherValue.count, otherValue)
    }
    return left.count < right.count
  }

  /// Runs of digits and what is between them.
  private static func parts(_ name: String) -> [String] {
    var parts: [String] = []
    var wasDigit: Bool?
    for character in name {
      let isDigit = character.isASCII && character.isNumber
      if isDigit == wasDigit {
        parts[parts.count - 1].append(character)
      } else {
        parts.append(String(character))
      }
      wasDigit = isDigit
    }
    return parts
  }

  /// The digits without leading zeros; nil for another text. Numbers may be longer than any integer.
  private static func number(_ part: String) -> String? {
    guard let first = part.first, first.isASCII, first.isNumber else { return nil }
    return String(part.drop { $0 == "0" })
  }
}

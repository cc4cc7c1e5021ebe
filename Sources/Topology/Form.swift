import Quantities
import Scenario

/// How one kind of value is written in a topology: in words, from a file, into a file.
struct Form<Value>: Sendable {
  /// What is expected, in messages and in the manual: "a frequency above 0 Hz in Hz, kHz, MHz or GHz".
  let expected: String
  /// Reads a value; nil after a fault, which has been logged. `current` is what holds while nothing is written.
  let read: @Sendable (_ field: Field, _ current: Value, _ log: FaultLog) -> Value?
  /// Writes a value in YAML's flow style.
  let write: @Sendable (Value) -> String
}

extension Form where Value == Int {
  /// A whole number within limits.
  static func integer(_ limits: Limits<Int>) -> Form {
    let expected = "a whole number" + limits.words { String($0) }
    return Form(
      expected: expected,
      read: { field, _, log in
        guard let text = field.node.text, let value = Int(text), limits.contains(value) else {
          log.add(field, expected: expected)
          return nil
        }
        return value
      },
      write: { String($0) })
  }
}

extension Form where Value == UInt64 {
  /// A whole number from 0 to 2⁶⁴ − 1.
  static var seed: Form {
    let expected = "a whole number from 0 to \(UInt64.max)"
    return Form(
      expected: expected,
      read: { field, _, log in
        guard let text = field.node.text, let value = UInt64(text) else {
          log.add(field, expected: expected)
          return nil
        }
        return value
      },
      write: { String($0) })
  }
}

extension Form where Value == Double {
  /// A number within limits, without a unit.
  static func number(_ limits: Limits<Double>) -> Form {
    let expected = "a number" + limits.words { Form.print($0) }
    return Form(
      expected: expected,
      read: { field, _, log in
        guard let text = field.node.text, let value = Double(text), value.isFinite, limits.contains(value) else {
          log.add(field, expected: expected)
          return nil
        }
        return value
      },
      write: print)
  }

  @Sendable private static func print(_ value: Double) -> String {
    Int(exactly: value).map { String($0) } ?? "\(value)"
  }
}

extension Form where Value == Bool {
  /// `true` or `false`.
  static var flag: Form {
    Form(
      expected: "`true` or `false`",
      read: { field, _, log in
        switch field.node.text {
        case "true": return true
        case "false": return false
        default:
          log.add(field, expected: "`true` or `false`")
          return nil
        }
      },
      write: { $0 ? "true" : "false" })
  }
}

extension Form where Value: Quantity {
  /// A number with its unit, within limits.
  static func quantity(_ limits: Limits<Value> = .any) -> Form {
    let units = Value.units.map(\.symbol)
    let listed =
      units.count == 1 ? units[0] : units.dropLast().joined(separator: ", ") + " or " + units[units.count - 1]
    let expected = "a \(Value.quantityName)\(limits.words { $0.description }) in \(listed)"
    return Form(
      expected: expected,
      read: { field, _, log in
        guard let text = field.node.text else {
          log.add(field, expected: expected)
          return nil
        }
        do throws(QuantityError) {
          let value = try Value(parsing: text)
          if limits.contains(value) { return value }
          log.add(field, expected: expected)
        } catch {
          log.add(
            at: field.node.place, key: field.path, found: error.foundWords, expected: expected,
            suggestion: error.advice)
        }
        return nil
      },
      write: { $0.description })
  }
}

extension QuantityError {
  fileprivate var foundWords: String {
    switch fault {
    case .empty: "nothing"
    case .notANumber, .notFinite: "\"\(text)\""
    case .missingUnit: "\"\(text)\" without a unit"
    case .unknownUnit(let unit, _): "\"\(text)\" with the unknown unit \"\(unit)\""
    }
  }

  fileprivate var advice: String? {
    switch fault {
    case .missingUnit: units.first.map { "write `\(text) \($0)` if that is meant" }
    case .unknownUnit(_, let nearest?): "did you mean `\(nearest)`?"
    case .unknownUnit(let unit, nil): Spelling.didYouMean(unit, among: units)
    case .empty, .notANumber, .notFinite: nil
    }
  }
}

extension Form where Value: RawRepresentable & CaseIterable & Equatable & Sendable, Value.RawValue == String {
  /// One of the cases of an enumeration, written in kebab case.
  static func choice(among cases: [Value] = Array(Value.allCases)) -> Form {
    let named = Form.choice(cases.map { (name: Spelling.kebabCase($0.rawValue), value: $0) })
    return Form(expected: named.expected, read: named.read, write: { Spelling.kebabCase($0.rawValue) })
  }
}

extension Form where Value: Equatable & Sendable {
  /// One of some values that have names.
  static func choice(_ choices: [(name: String, value: Value)]) -> Form {
    let names = choices.map(\.name)
    let expected = Spelling.list(names)
    return Form(
      expected: expected,
      read: { field, _, log in
        guard let text = field.node.text else {
          log.add(field, expected: expected)
          return nil
        }
        if let choice = choices.first(where: { $0.name == text }) { return choice.value }
        log.add(field, expected: expected, suggestion: Spelling.didYouMean(text, among: names))
        return nil
      },
      write: { value in choices.first { $0.value == value }?.name ?? "\(value)" })
  }
}

extension Form where Value == String {
  /// A word or phrase.
  ///
  /// - Parameters:
  ///   - expected: what is expected, in messages.
  ///   - isAllowed: whether a text that is not empty will do.
  /// - Returns: the form.
  static func text(_ expected: String, isAllowed: @escaping @Sendable (String) -> Bool = { _ in true }) -> Form {
    Form(
      expected: expected,
      read: { field, _, log in
        guard let text = field.node.text, isAllowed(text) else {
          log.add(field, expected: expected)
          return nil
        }
        return text
      },
      write: { quoted($0) })
  }

  /// A text as YAML reads it back: bare when that is unambiguous, in double quotes otherwise.
  @Sendable static func quoted(_ text: String) -> String {
    let isBare =
      text.first.map { $0.isLetter || $0 == "/" || $0 == "." } ?? false
      && text.unicodeScalars.allSatisfy {
        ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
          || "-_./".unicodeScalars.contains($0)
      } && text != "null"
    if isBare { return text }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F {
          let digits = String(scalar.value, radix: 16)
          result += "\\x" + (digits.count < 2 ? "0" : "") + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}

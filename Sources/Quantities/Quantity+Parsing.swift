import Glibc

extension Quantity {
  /// Parses a decimal number followed by a unit, with or without blanks between: `5 MHz`, `-160 dBm/Hz`, `120dB`.
  ///
  /// Units are case-sensitive, since `mW` and `MW` differ. A prefix moves the decimal point of the text, so the result
  /// is the `Double` nearest to what is written: `100 mW` is exactly `0.1 W`.
  ///
  /// - Throws: `QuantityError` for an empty text, no number, a number that is not finite, a missing or unknown unit.
  public init(parsing text: String) throws(QuantityError) {
    func refuse(_ fault: QuantityError.Fault) -> QuantityError {
      QuantityError(
        text: text, quantityName: Self.quantityName, units: Self.units.map(\.symbol), fault: fault)
    }
    let body = text.trimmingBlanks
    guard !body.isEmpty else { throw refuse(.empty) }
    guard let number = DecimalText(prefixOf: body) else {
      let word = body.drop { $0 == "-" || $0 == "+" }.lowercased()
      throw refuse(word.hasPrefix("inf") || word.hasPrefix("nan") ? .notFinite : .notANumber)
    }
    let symbol = body.dropFirst(number.length).trimmingBlanks
    guard !symbol.isEmpty else { throw refuse(.missingUnit) }
    guard let unit = Self.units.first(where: { $0.symbol == symbol.asciiMicro }) else {
      throw refuse(.unknownUnit(String(symbol), nearest: symbol.nearest(of: Self.units.map(\.symbol))))
    }
    guard let value = unit.baseValue(of: number), value.isFinite else { throw refuse(.notFinite) }
    self.init(value)
  }
}

extension QuantityUnit {
  /// The number of base units in a number of these units.
  func baseValue(of number: DecimalText) -> Double? {
    switch scale {
    case .powerOfTen(let exponent):
      return number.value(timesTenTo: exponent)
    case .level(reference: let reference):
      return number.value(timesTenTo: 0).map { pow(10, ($0 - reference) / 10) }
    case .ratio(let numerator, let denominator):
      return number.value(timesTenTo: 0).map { $0 * Double(numerator) / Double(denominator) }
    }
  }
}

/// A decimal number as text: `-12.5e3` is the mantissa `-12.5` and the exponent 3.
struct DecimalText {
  /// Exponents beyond this bound overflow or vanish whatever the mantissa of a readable length.
  private static let largestExponent = 1_000_000

  let mantissa: String
  let exponent: Int
  /// How many characters were read.
  let length: Int

  /// Reads the longest number at the start of a text; nil when there is none.
  init?(prefixOf text: Substring) {
    var rest = text
    let sign = rest.take { $0 == "-" || $0 == "+" }
    guard sign.count <= 1 else { return nil }
    let whole = rest.take(while: \.isDigit)
    var mantissa = sign + whole
    var digits = whole.count
    if rest.first == "." {
      rest.removeFirst()
      let fraction = rest.take(while: \.isDigit)
      digits += fraction.count
      mantissa += "." + fraction
    }
    guard digits > 0 else { return nil }
    var exponent = 0
    var tail = rest
    if let letter = tail.first, letter == "e" || letter == "E" {
      tail.removeFirst()
      let sign = tail.take { $0 == "-" || $0 == "+" }
      let digits = tail.take(while: \.isDigit)
      if sign.count <= 1, !digits.isEmpty {
        let magnitude = min(Int(digits) ?? Self.largestExponent, Self.largestExponent)
        exponent = sign == "-" ? -magnitude : magnitude
        rest = tail
      }
    }
    self.mantissa = String(mantissa)
    self.exponent = exponent
    length = text.count - rest.count
  }

  /// The nearest `Double` to the number times a power of ten.
  func value(timesTenTo power: Int) -> Double? {
    Double("\(mantissa)e\(exponent + power)")
  }
}

extension Character {
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}

extension Substring {
  fileprivate mutating func take(while belongs: (Character) -> Bool) -> Substring {
    let taken = prefix(while: belongs)
    removeFirst(taken.count)
    return taken
  }
}

extension StringProtocol {
  fileprivate var trimmingBlanks: Substring {
    var trimmed = Substring(self).drop(while: \.isWhitespace)
    while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
    return trimmed
  }

  /// The text with either form of the micro sign (µ, μ) written as `u`.
  fileprivate var asciiMicro: String {
    String(map { $0 == "\u{B5}" || $0 == "\u{3BC}" ? "u" : $0 })
  }

  /// The symbol with the smallest edit distance when case is ignored; nil when none is nearer than a rewrite.
  fileprivate func nearest(of symbols: [String]) -> String? {
    let found = lowercased()
    let ranked = symbols.map { (symbol: $0, distance: found.editDistance(to: $0.lowercased())) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }), best.distance <= 2,
      best.distance < best.symbol.count
    else { return nil }
    return best.symbol
  }
}

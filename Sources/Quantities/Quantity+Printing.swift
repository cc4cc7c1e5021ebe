import Glibc

extension Quantity {
  /// The shortest natural text that parses back to exactly this value: `5 MHz`, `-160 dBm/Hz`, `18 dBm`.
  ///
  /// The unit is the one that leaves one to three digits before the point; a level (dBm) or another unit that is no
  /// power of ten (km/h) is preferred where it is exact and shorter, or spares an exponent. A value that is not finite prints as `inf`, `-inf` or `nan`, which does not parse.
  public var description: String {
    guard let base = Self.units.first else { return "\(value)" }
    guard value.isFinite, value != 0 else {
      return "\(value.isFinite ? (value.sign == .minus ? "-0" : "0") : "\(value)") \(base.symbol)"
    }
    let digits = ShortestDigits(value)
    let prefix = naturalPrefix(digits)
    let linear = "\(digits.text(dividedByTenTo: prefix.power)) \(prefix.symbol)"
    let other = Self.units.lazy.compactMap { $0.exactNumber(for: value) }.first
    guard let other, other.count < linear.count || linear.contains("e") else { return linear }
    return other
  }

  /// The prefix that leaves one to three digits before the point, or else the nearest to it.
  private func naturalPrefix(_ digits: ShortestDigits) -> (power: Int, symbol: String) {
    let prefixes = Self.units.compactMap { unit -> (power: Int, symbol: String)? in
      guard case .powerOfTen(let power) = unit.scale else { return nil }
      return (power, unit.symbol)
    }.sorted { $0.power < $1.power }
    return prefixes.last { $0.power <= digits.leadingPower } ?? prefixes.first ?? (0, "")
  }
}

extension QuantityUnit {
  /// The number of these units with the fewest decimals that parses back to exactly a value; nil for a power of ten, and
  /// where six decimals do not suffice.
  func exactNumber(for value: Double) -> String? {
    let number: Double
    switch scale {
    case .powerOfTen: return nil
    case .level(reference: let reference):
      guard value > 0 else { return nil }
      number = 10 * log10(value) + reference
    case .ratio(let numerator, let denominator): number = value * Double(denominator) / Double(numerator)
    }
    for decimals in 0...6 {
      let step = pow(10, Double(decimals))
      let text = ShortestDigits((number * step).rounded() / step).text(dividedByTenTo: 0)
      if let read = DecimalText(prefixOf: text[...]), baseValue(of: read) == value { return "\(text) \(symbol)" }
    }
    return nil
  }
}

/// The fewest decimal digits that name a finite `Double`: value = ±0.d₁d₂d₃… · 10^point.
struct ShortestDigits {
  private let isNegative: Bool
  private let digits: [Character]
  private let point: Int

  /// The power of ten of the first digit.
  var leadingPower: Int { point - 1 }

  init(_ value: Double) {
    isNegative = value.sign == .minus
    let parts = "\(value.magnitude)".split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let whole = mantissa[0].drop { $0 == "0" }
    let fraction = mantissa.count > 1 ? mantissa[1] : ""
    var digits = Array(whole + fraction)
    let leadingZeros = digits.prefix { $0 == "0" }.count
    digits.removeFirst(leadingZeros)
    while digits.last == "0" { digits.removeLast() }
    self.digits = digits
    point = digits.isEmpty ? 1 : whole.count - leadingZeros + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
  }

  /// The value divided by a power of ten, in plain notation while that is short, otherwise with an exponent.
  func text(dividedByTenTo power: Int) -> String {
    let sign = isNegative ? "-" : ""
    let point = point - power
    guard !digits.isEmpty else { return sign + "0" }
    guard (-4...21).contains(point) else {
      let fraction = String(digits.dropFirst())
      return sign + String(digits[0]) + (fraction.isEmpty ? "" : "." + fraction) + "e\(point - 1)"
    }
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + String(digits) }
    if point >= digits.count { return sign + String(digits) + String(repeating: "0", count: point - digits.count) }
    return sign + String(digits[..<point]) + "." + String(digits[point...])
  }
}

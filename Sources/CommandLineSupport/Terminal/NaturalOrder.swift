extension String {
  /// Whether a name comes before another one for people: runs of digits count as numbers, so that `ue-2` comes before
  /// `ue-10`.
  public func naturallyPrecedes(_ other: String) -> Bool {
    var (left, right) = (Substring(self), Substring(other))
    while let first = left.first, let second = right.first {
      if first.isDecimalDigit, second.isDecimalDigit {
        let (one, two) = (left.takeNumber(), right.takeNumber())
        if one != two { return one.count != two.count ? one.count < two.count : one < two }
      } else if first != second {
        return first < second
      } else {
        left.removeFirst()
        right.removeFirst()
      }
    }
    // Names that differ in leading zeros alone are told apart by their letters.
    return left.isEmpty == right.isEmpty ? self < other : left.isEmpty
  }
}

extension Character {
  fileprivate var isDecimalDigit: Bool { ("0"..."9").contains(self) }
}

extension Substring {
  /// The digits at the beginning without leading zeros, which are taken away with them.
  fileprivate mutating func takeNumber() -> Substring {
    let digits = prefix { $0.isDecimalDigit }
    removeFirst(digits.count)
    return digits.drop { $0 == "0" }
  }
}

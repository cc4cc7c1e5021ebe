/// What a burst's symbols were multiplied by, as the receiver knows it: h in y = h·s + n.
public enum ChannelGain: Hashable, Sendable {
  /// One h for all symbols.
  case constant(real: Double, imaginary: Double)
  /// An h for each symbol, as interleaved pairs.
  case perSymbol([Float])

  /// h = 1.
  public static let one = ChannelGain.constant(real: 1, imaginary: 0)

  /// h of one symbol.
  subscript(symbol: Int) -> (Double, Double) {
    switch self {
    case .constant(let real, let imaginary): (real, imaginary)
    case .perSymbol(let pairs): (Double(pairs[2 * symbol]), Double(pairs[2 * symbol + 1]))
    }
  }

  /// How many symbols the gain is for; nil when it is for any number.
  var count: Int? {
    switch self {
    case .constant: nil
    case .perSymbol(let pairs): pairs.count / 2
    }
  }

  func check(samples: Int) {
    precondition(
      count == nil || count == samples, "there is one gain for each of \(samples) samples, found \(count ?? 0)")
  }
}

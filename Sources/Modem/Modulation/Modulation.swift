/// How bits become complex symbols of unit average power.
///
/// BPSK is real: s = 1 − 2b. The others are the Gray-mapped constellations of 3GPP TS 38.211, 5.1.3 to 5.1.6: of the m
/// bits of a symbol, b(0), b(2), … choose the real part and b(1), b(3), … the imaginary part. A part with the bits c(0),
/// c(1), … is u·a(0), where a(j) = (1 − 2c(j))·(2^(m/2 − 1 − j) − a(j + 1)) and the last one is 1 − 2c. The unit u makes
/// the average power 1. For 16-QAM: s = [(1 − 2b₀)(2 − (1 − 2b₂)) + i(1 − 2b₁)(2 − (1 − 2b₃))]/√10.
public enum Modulation: String, Codable, Hashable, Sendable, CaseIterable {
  case bpsk
  case qpsk
  case qam16 = "16qam"
  case qam64 = "64qam"
  case qam256 = "256qam"

  /// m, the bits of a symbol.
  public var bitsPerSymbol: Int {
    switch self {
    case .bpsk: 1
    case .qpsk: 2
    case .qam16: 4
    case .qam64: 6
    case .qam256: 8
    }
  }

  /// The bits that choose one part of a symbol.
  var bitsPerPart: Int { (bitsPerSymbol + 1) / 2 }

  /// How many parts of a symbol carry bits: 1 for BPSK, else 2.
  var parts: Int { self == .bpsk ? 1 : 2 }

  /// u, the distance of the innermost amplitudes from zero: √(3/(2(2^m − 1))), 1 for BPSK.
  public var unit: Double {
    self == .bpsk ? 1 : (3 / (2 * Double((1 << bitsPerSymbol) - 1))).squareRoot()
  }

  /// The number of symbols that carry a number of bits, the last one filled up.
  public func symbolCount(forBits bits: Int) -> Int { (bits + bitsPerSymbol - 1) / bitsPerSymbol }
}

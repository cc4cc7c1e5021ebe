import Glibc

extension Modulation {
  /// What happens to the symbols before the noise is added.
  public enum Fading: String, Codable, Hashable, Sendable, CaseIterable {
    /// h = 1: additive white Gaussian noise alone.
    case none
    /// h ~ CN(0, 1), independent for each symbol and known to the receiver.
    case rayleigh
  }

  /// The bit-error rate of hard decisions, exact for the Gray mapping.
  ///
  /// Over AWGN it is a sum of P = Σᵢ wᵢ·Q((2i + 1)·x) with x = √2·u·√γ, i.e. √(3γ/(M − 1)) for M-QAM and √(2γ) for
  /// BPSK: for 16-QAM ¼[3Q(x) + 2Q(3x) − Q(5x)]. The weights are those of Cho and Yoon, "On the general BER expression
  /// of one- and two-dimensional amplitude modulations", IEEE Trans. Commun. 50(7), 2002, Eqs. (9) and (10). Over
  /// Rayleigh fading each Q(a√γ) is replaced by its mean over an exponential γ, ½(1 − √(a²γ̄/(2 + a²γ̄))) (Proakis,
  /// Digital Communications, 4th ed., Eq. (14.3-7)).
  ///
  /// - Parameters:
  ///   - snr: γ = E_s/N₀, the mean over the fading, as a ratio ≥ 0.
  ///   - fading: none, or independent for each symbol.
  /// - Returns: the fraction of bits in error, averaged over the bits of a symbol.
  public func bitErrorRate(snr: Double, fading: Fading = .none) -> Double {
    let scale = 2 * unit * unit * snr
    var rate = 0.0
    for (index, weight) in errorWeights.enumerated() {
      let odd = Double(2 * index + 1)
      let square = odd * odd * scale
      switch fading {
      case .none: rate += weight * 0.5 * erfc((square / 2).squareRoot())
      case .rayleigh: rate += weight * 0.5 * (1 - (square / (2 + square)).squareRoot())
      }
    }
    return rate
  }

  /// The γ = E_s/N₀ at which the bit-error rate has a value, found by bisection.
  ///
  /// - Parameters:
  ///   - rate: the bit-error rate, 0 < rate < ½.
  ///   - fading: none, or independent for each symbol.
  /// - Returns: γ as a ratio, to twelve digits.
  public func snr(forBitErrorRate rate: Double, fading: Fading = .none) -> Double {
    precondition(rate > 0 && rate < 0.5, "a bit-error rate lies between 0 and 1/2, found \(rate)")
    var (low, high) = (-100.0, 200.0)
    while high - low > 1e-12 {
      let middle = (low + high) / 2
      guard middle > low, middle < high else { break }
      if bitErrorRate(snr: pow(10, middle / 10), fading: fading) > rate { low = middle } else { high = middle }
    }
    return pow(10, (low + high) / 20)
  }

  /// wᵢ, averaged over the bits of a part: for bit k of L levels, in twos of Q,
  /// (2/L)·(−1)^⌊i·2^(k−1)/L⌋·(2^(k−1) − ⌊i·2^(k−1)/L + ½⌋), i < (1 − 2^(−k))·L.
  private var errorWeights: [Double] {
    let levels = 1 << bitsPerPart
    var weights = [Double](repeating: 0, count: levels)
    for bit in 1...bitsPerPart {
      let half = 1 << (bit - 1)
      for index in 0..<(levels - levels >> bit) {
        let sign = (index * half / levels).isMultiple(of: 2) ? 1.0 : -1.0
        let rounded = (2 * index * half + levels) / (2 * levels)
        weights[index] += sign * Double(half - rounded) * 2 / Double(levels * bitsPerPart)
      }
    }
    return weights
  }
}

import Glibc

/// What the decoder is told about the channel beside the symbols, the same two numbers for each token.
///
/// The signal-to-noise ratio after equalisation, (γ_dB − 6)/18 with γ_dB held in −12…24 dB, and k/k_max.
struct ChannelQuality {
  /// How many numbers there are.
  static let inputs = 2

  let level: Float
  let fill: Float

  /// - Parameters:
  ///   - snr: γ as a ratio; infinite without noise.
  ///   - symbolsPerToken: k.
  ///   - maximum: k_max.
  init(snr: Double, symbolsPerToken: Int, maximum: Int) {
    let decibels = snr > 0 ? 10 * log10(snr) : -Double.infinity
    level = Float((min(max(decibels, -12), 24) - 6) / 18)
    fill = Float(symbolsPerToken) / Float(maximum)
  }
}

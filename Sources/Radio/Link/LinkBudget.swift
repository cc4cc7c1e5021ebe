public import Quantities

/// The signal-to-noise ratio of one link, Eq. (1) of Ji et al. [Ji24] for a transmitting UE (ρ = 1):
/// γ = p·g·|h|² / (b·σ²).
public struct LinkBudget: Hashable, Sendable {
  /// p, the transmit power.
  public let transmitPower: Watts
  /// g, the large-scale power gain as a ratio, 10^(−PL/10).
  public let largeScaleGain: Double
  /// h, the small-scale coefficient.
  public let coefficient: ComplexGain
  /// b, the bandwidth of the link.
  public let bandwidth: Hertz
  /// σ², the power spectral density of the noise.
  public let noiseDensity: WattsPerHertz

  /// Creates a budget.
  ///
  /// - Parameters:
  ///   - transmitPower: p > 0.
  ///   - largeScaleGain: g > 0, a ratio of powers.
  ///   - coefficient: h, finite.
  ///   - bandwidth: b > 0.
  ///   - noiseDensity: σ² > 0.
  /// - Throws: `LinkBudgetError` that names the first value that is zero, negative or not finite.
  public init(
    transmitPower: Watts, largeScaleGain: Double, coefficient: ComplexGain, bandwidth: Hertz,
    noiseDensity: WattsPerHertz
  ) throws(LinkBudgetError) {
    try Self.check(transmitPower.value, "transmit power", "\(transmitPower)")
    try Self.check(largeScaleGain, "large-scale gain", "\(largeScaleGain)")
    try Self.check(bandwidth.value, "bandwidth", "\(bandwidth)")
    try Self.check(noiseDensity.value, "noise density", "\(noiseDensity)")
    guard coefficient.power.isFinite else {
      throw LinkBudgetError(parameter: "channel coefficient", found: "|h|² = \(coefficient.power)", expected: "finite")
    }
    self.transmitPower = transmitPower
    self.largeScaleGain = largeScaleGain
    self.coefficient = coefficient
    self.bandwidth = bandwidth
    self.noiseDensity = noiseDensity
  }

  /// The noise in the bandwidth, N = b·σ².
  public var noisePower: Watts { Watts(bandwidth.value * noiseDensity.value) }

  /// The power that arrives, p·g·|h|².
  public var receivedPower: Watts { Watts(transmitPower.value * largeScaleGain * coefficient.power) }

  /// γ as a ratio, Eq. (1).
  public var snr: Double { receivedPower.value / noisePower.value }

  /// γ in dB.
  public var snrLevel: Decibels { Decibels(linear: snr) }

  /// The noise variance of one received symbol when the received signal is divided by √(p·g): b·σ²/(p·g).
  public var noiseVariancePerSymbol: Double {
    noisePower.value / (transmitPower.value * largeScaleGain)
  }

  /// γ as a burst over a flat channel meets it, |h|²/(b·σ²/(p·g)): ``snr`` but for the order of rounding.
  ///
  /// - Parameters:
  ///   - transmitPower: p > 0.
  ///   - largeScaleGain: g > 0.
  ///   - coefficient: h.
  ///   - bandwidth: b > 0.
  ///   - noiseDensity: σ² > 0.
  /// - Returns: the ratio, for values that a `LinkBudget` would take; nothing is checked.
  public static func snr(
    transmitPower: Watts, largeScaleGain: Double, coefficient: ComplexGain, bandwidth: Hertz,
    noiseDensity: WattsPerHertz
  ) -> Double {
    coefficient.power / (bandwidth.value * noiseDensity.value / (transmitPower.value * largeScaleGain))
  }

  private static func check(_ value: Double, _ parameter: String, _ found: String) throws(LinkBudgetError) {
    guard value > 0, value.isFinite else {
      throw LinkBudgetError(parameter: parameter, found: found, expected: "above zero and finite")
    }
  }
}

/// A value with which a link has no signal-to-noise ratio.
public struct LinkBudgetError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The value: "bandwidth", "transmit power".
  public let parameter: String
  /// What was found.
  public let found: String
  /// What was expected.
  public let expected: String

  /// One sentence with the value found and the value expected.
  public var description: String { "a link's \(parameter) must be \(expected), found \(found)" }
}

extension Hertz {
  /// The time on the air of a number of complex symbols at one symbol per second and hertz, S·k/b of [Ji24], Eq. (4).
  ///
  /// - Parameter symbols: complex symbols to send, ≥ 0.
  /// - Returns: the airtime; infinite in a bandwidth of zero unless there is nothing to send.
  public func airtime(symbols: Int) -> Seconds {
    Seconds(symbols == 0 ? 0 : Double(symbols) / value)
  }
}

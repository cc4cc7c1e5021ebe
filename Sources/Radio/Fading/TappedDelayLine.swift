internal import Glibc
public import Quantities

/// A tapped delay line of 3GPP TR 38.901 V16.1.0, clause 7.7.2: echoes of power P_l after the delays τ_l·DS, the powers
/// adding up to one.
///
/// A burst meets it in sub-bands of equal width, in each of which the channel is one coefficient: that of the centre,
/// H_b = Σ_l g_l·exp(−j2π·f_b·τ_l), constant through the burst. This holds for sub-bands much narrower than 1/DS and
/// bursts much shorter than 1/f_d.
public struct TappedDelayLine: Codable, Hashable, Sendable {
  /// The table.
  public var profile: DelayProfile
  /// DS, the root mean square delay spread that the table's delays are scaled with: 10 ns very short to 1000 ns very
  /// long (Table 7.7.3-1).
  public var delaySpread: Seconds
  /// How a tap's diffuse part varies; every tap varies on its own. Clarke's process is sampled at the slot's start.
  public var variation: FadingVariation
  /// N ≥ 1, into how many sub-bands a burst's bandwidth is divided.
  public var subBands: Int
  /// What the receiver divides a sub-band's samples by.
  public var equaliser: Equaliser

  /// The most sub-bands: subcarriers of the widest band of 5G NR, 275 resource blocks of 12.
  public static let mostSubBands = 3300

  /// Creates a delay line.
  public init(
    profile: DelayProfile, delaySpread: Seconds, variation: FadingVariation = .block, subBands: Int = 16,
    equaliser: Equaliser = .minimumMeanSquareError
  ) {
    self.profile = profile
    self.delaySpread = delaySpread
    self.variation = variation
    self.subBands = subBands
    self.equaliser = equaliser
  }
}

/// One echo.
public struct ChannelTap: Hashable, Sendable {
  /// τ, after the first echo.
  public var delay: Seconds
  /// g, with E|g|² = P.
  public var gain: ComplexGain

  /// Creates an echo.
  public init(delay: Seconds, gain: ComplexGain) {
    self.delay = delay
    self.gain = gain
  }
}

/// The power delay profiles of TR 38.901, Tables 7.7.2-1 to 7.7.2-5.
public enum DelayProfile: String, Codable, Hashable, Sendable, CaseIterable {
  /// Tables for channels without line of sight.
  case tdlA, tdlB, tdlC
  /// Tables for channels with line of sight: the first tap is Rician with K = 13.3 dB and 22 dB.
  case tdlD, tdlE
}

extension DelayProfile {
  /// A tap of a table: normalised delay; the shares of the whole power that vary and that do not.
  struct Tap: Sendable {
    var delay: Double
    var diffusePower: Double
    var constantPower: Double
  }

  /// The taps, their powers adding up to one.
  var taps: [Tap] {
    var taps: [Tap] = []
    for (index, row) in table.enumerated() {
      let power = pow(10, row.power / 10)
      if index == 0, hasLineOfSight {
        taps.append(Tap(delay: row.delay, diffusePower: 0, constantPower: power))
      } else if index == 1, hasLineOfSight {
        taps[0].diffusePower = power
      } else {
        taps.append(Tap(delay: row.delay, diffusePower: power, constantPower: 0))
      }
    }
    let sum = taps.reduce(0) { $0 + $1.diffusePower + $1.constantPower }
    return taps.map {
      Tap(delay: $0.delay, diffusePower: $0.diffusePower / sum, constantPower: $0.constantPower / sum)
    }
  }

  private var hasLineOfSight: Bool { self == .tdlD || self == .tdlE }
}

public import Quantities

/// How the small-scale coefficient h of a UE is distributed and how it varies. A stream (seed, purpose, ue, slot) gives
/// every draw, so that whoever knows these can recompute h at any slot.
public enum SmallScaleFading: Hashable, Sendable {
  /// h = 1 always.
  case none
  /// One coefficient for the whole band.
  case flat(FlatFading)
  /// Echoes: a coefficient for each sub-band.
  case tappedDelayLine(TappedDelayLine)

  /// Rayleigh block fading: h ~ CN(0, 1), independent from slot to slot and constant within a slot; E|h|² = 1.
  public static let rayleigh = SmallScaleFading.flat(FlatFading(distribution: .rayleigh, variation: .block))

  /// The coefficient of one UE in the slot of its attachment; with block fading the one in any slot. The first pair of
  /// normals of the stream (seed, "fading", ue, slot) gives that of block and of Gauss–Markov fading.
  public func coefficient(seed: UInt64, ue: String, slot: Int) -> ComplexGain {
    // Neither the slot's length nor the carrier matters before the first slot has passed.
    var process = FadingProcess(
      self, seed: seed, ue: ue, clock: SlotClock(slotDuration: 1, attachSlot: slot), carrier: Hertz(1e9),
      path: MobilityProcess(.still(.origin)))
    return process.state(at: slot, Movement(position: .origin, speed: 0, travelled: 0)).coefficient
  }

  /// How the diffuse part varies; nil without fading.
  var variation: FadingVariation? {
    switch self {
    case .none: nil
    case .flat(let flat): flat.variation
    case .tappedDelayLine(let line): line.variation
    }
  }

  /// The same fading with another Doppler shift; block fading has none.
  func with(_ doppler: Doppler) -> SmallScaleFading {
    switch self {
    case .none: return self
    case .flat(var flat):
      flat.variation = flat.variation.with(doppler)
      return .flat(flat)
    case .tappedDelayLine(var line):
      line.variation = line.variation.with(doppler)
      return .tappedDelayLine(line)
    }
  }
}

/// Fading that is the same for the whole band.
public struct FlatFading: Codable, Hashable, Sendable {
  /// The distribution of h at one time.
  public var distribution: FadingDistribution
  /// How h goes from one time to the next.
  public var variation: FadingVariation

  /// Creates a fading.
  public init(distribution: FadingDistribution, variation: FadingVariation) {
    self.distribution = distribution
    self.variation = variation
  }
}

/// The distribution of a flat coefficient h = m + √w·g, g ~ CN(0, 1) being the diffuse part.
public enum FadingDistribution: Codable, Hashable, Sendable {
  /// m = 0, w = 1: h ~ CN(0, 1).
  case rayleigh
  /// A constant part of power ratio K to the diffuse one, of phase 0: the receiver's carrier recovery follows it.
  case rician(factor: Decibels, mean: RicianMean)

  /// m and w.
  var parts: (mean: Double, diffusePower: Double) {
    switch self {
    case .rayleigh: return (0, 1)
    case .rician(let factor, let mean):
      let k = factor.linear
      switch mean {
      case .unitPower: return ((k / (k + 1)).squareRoot(), 1 / (k + 1))
      case .paper: return (k.squareRoot() / (k + 1), 1 / (k + 1))
      }
    }
  }
}

/// What the constant part of Rician fading is.
public enum RicianMean: String, Codable, Hashable, Sendable, CaseIterable {
  /// m = √(K/(K + 1)), so that E|h|² = 1.
  case unitPower
  /// m = √K/(K + 1) as Hu et al. print it, with which E|h|² = K/(K + 1)² + 1/(K + 1): 5/9 for their K = 2.
  case paper
}

/// How the diffuse part of a coefficient goes from one time to the next.
public enum FadingVariation: Codable, Hashable, Sendable {
  /// Independent from slot to slot, constant within a slot.
  case block
  /// The first-order Gauss–Markov process of Zhang et al., Eq. (17), constant within a slot:
  /// g_s = ρ·g_{s−1} + √(1 − ρ²)·e_s with ρ = J₀(2π·f_d·L) for slots of duration L, e_s ~ CN(0, 1).
  case gaussMarkov(doppler: Doppler)
  /// Clarke's isotropic scattering, which varies within a burst too: E[g(t)·g*(t − τ)] = J₀(2π·f_d·τ).
  case clarke(doppler: Doppler)

  func with(_ doppler: Doppler) -> FadingVariation {
    switch self {
    case .block: .block
    case .gaussMarkov: .gaussMarkov(doppler: doppler)
    case .clarke: .clarke(doppler: doppler)
    }
  }

  /// Nil for block fading.
  var doppler: Doppler? {
    switch self {
    case .block: nil
    case .gaussMarkov(let doppler), .clarke(let doppler): doppler
    }
  }
}

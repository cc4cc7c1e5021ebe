public import Quantities

/// The radio environment that all UEs share. The defaults are those of Ji et al. [Ji24], Table I, with the path loss
/// and antenna heights of 3GPP TR 38.901 UMi street canyon without line of sight.
public struct RadioConfiguration: Codable, Hashable, Sendable {
  /// f_c, the carrier frequency.
  public var carrier: Hertz
  /// BW, the bandwidth that the UEs share.
  public var bandwidth: Hertz
  /// σ², the power spectral density of the noise.
  public var noiseDensity: WattsPerHertz
  /// The loss over distance.
  public var pathLoss: PathLossModel
  /// h_BS, the height of the base station's antenna.
  public var baseStationHeight: Metres
  /// h_UT, the height of a UE's antenna.
  public var userHeight: Metres
  /// The variation from slot to slot.
  public var fading: SmallScaleFading

  /// Creates an environment; every value has its default.
  public init(
    carrier: Hertz = Hertz(6e9), bandwidth: Hertz = Hertz(5e6),
    noiseDensity: WattsPerHertz = WattsPerHertz(dBmPerHertz: -160),
    pathLoss: PathLossModel = .umiStreetCanyonNLOS, baseStationHeight: Metres = Metres(10),
    userHeight: Metres = Metres(1.5), fading: SmallScaleFading = .rayleigh
  ) {
    self.carrier = carrier
    self.bandwidth = bandwidth
    self.noiseDensity = noiseDensity
    self.pathLoss = pathLoss
    self.baseStationHeight = baseStationHeight
    self.userHeight = userHeight
    self.fading = fading
  }

  /// The channel of one UE in one slot.
  ///
  /// - Parameters:
  ///   - position: where the UE stands.
  ///   - seed: the seed of the run.
  ///   - ue: the UE's name.
  ///   - slot: the slot.
  /// - Returns: distance, path loss and coefficient, the same for the same arguments.
  /// - Throws: `PathLossError` for a position, carrier or height outside the path loss model's range.
  public func linkState(
    at position: Position, seed: UInt64, ue: String, slot: Int
  ) throws(PathLossError) -> LinkState {
    let loss = try pathLoss.loss(
      distance: position.distance, carrier: carrier, baseStationHeight: baseStationHeight, userHeight: userHeight)
    return LinkState(
      distance: position.distance, pathLoss: loss,
      coefficient: fading.coefficient(seed: seed, ue: ue, slot: slot))
  }
}

/// What the air between one UE and the base station is like in one slot.
public struct LinkState: Codable, Hashable, Sendable {
  /// d₂D, the distance on the ground.
  public var distance: Metres
  /// PL, the large-scale loss.
  public var pathLoss: Decibels
  /// h, the small-scale coefficient.
  public var coefficient: ComplexGain

  /// Creates a state.
  public init(distance: Metres, pathLoss: Decibels, coefficient: ComplexGain) {
    self.distance = distance
    self.pathLoss = pathLoss
    self.coefficient = coefficient
  }

  /// g = 10^(−PL/10), the large-scale power gain.
  public var largeScaleGain: Double { Decibels(-pathLoss.value).linear }

  /// g·|h|², the whole power gain.
  public var powerGain: Double { largeScaleGain * coefficient.power }

  /// The budget of a link over this channel, Eq. (1).
  ///
  /// - Parameters:
  ///   - transmitPower: p > 0.
  ///   - bandwidth: b > 0.
  ///   - noiseDensity: σ² > 0.
  /// - Returns: the budget.
  /// - Throws: `LinkBudgetError` for a value that is zero, negative or not finite.
  public func linkBudget(
    transmitPower: Watts, bandwidth: Hertz, noiseDensity: WattsPerHertz
  ) throws(LinkBudgetError) -> LinkBudget {
    try LinkBudget(
      transmitPower: transmitPower, largeScaleGain: largeScaleGain, coefficient: coefficient, bandwidth: bandwidth,
      noiseDensity: noiseDensity)
  }
}

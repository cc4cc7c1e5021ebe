public import Quantities

/// What the air between one UE and the base station is like in one slot.
public struct LinkState: Hashable, Sendable {
  /// Where the UE is at the slot's start.
  public var position: Position
  /// Whether the base station sees the UE; nil where the path loss model does not tell.
  public var isLineOfSight: Bool?
  /// PL, the loss over distance.
  public var pathLoss: Decibels
  /// The loss on top of it that shadowing makes; of either sign.
  public var shadowing: Decibels
  /// A loss set by hand on top of both.
  public var extraLoss: Decibels
  /// σ², the power spectral density of the noise.
  public var noiseDensity: WattsPerHertz
  /// The small-scale channel.
  public var fading: FadingState

  /// Creates a state.
  public init(
    position: Position, isLineOfSight: Bool? = nil, pathLoss: Decibels, shadowing: Decibels = Decibels(0),
    extraLoss: Decibels = Decibels(0), noiseDensity: WattsPerHertz, fading: FadingState
  ) {
    self.position = position
    self.isLineOfSight = isLineOfSight
    self.pathLoss = pathLoss
    self.shadowing = shadowing
    self.extraLoss = extraLoss
    self.noiseDensity = noiseDensity
    self.fading = fading
  }

  /// d₂D, the distance on the ground.
  public var distance: Metres { position.distance }

  /// h, the small-scale coefficient at the slot's start.
  public var coefficient: ComplexGain { fading.coefficient }

  /// g = 10^(−L/10), the large-scale power gain, L being the sum of path loss, shadowing and extra loss.
  public var largeScaleGain: Double { Decibels(-(pathLoss.value + shadowing.value + extraLoss.value)).linear }

  /// g·|h|², the whole power gain.
  public var powerGain: Double { largeScaleGain * coefficient.power }

  /// The budget of a link over this channel, Eq. (1).
  ///
  /// - Parameters:
  ///   - transmitPower: p > 0.
  ///   - bandwidth: b > 0.
  /// - Returns: the budget.
  /// - Throws: `LinkBudgetError` for a value that is zero, negative or not finite.
  public func linkBudget(transmitPower: Watts, bandwidth: Hertz) throws(LinkBudgetError) -> LinkBudget {
    try LinkBudget(
      transmitPower: transmitPower, largeScaleGain: largeScaleGain, coefficient: coefficient, bandwidth: bandwidth,
      noiseDensity: noiseDensity)
  }

  /// The channel that a burst of one symbol per second and hertz meets from the slot's start on.
  ///
  /// - Parameters:
  ///   - transmitPower: p > 0.
  ///   - bandwidth: b > 0.
  /// - Returns: the channel, normalised by √(p·g).
  /// - Throws: `LinkBudgetError` for a value that is zero, negative or not finite.
  public func burstChannel(transmitPower: Watts, bandwidth: Hertz) throws(LinkBudgetError) -> BurstChannel {
    let budget = try linkBudget(transmitPower: transmitPower, bandwidth: bandwidth)
    let variance = budget.noiseVariancePerSymbol
    switch fading {
    case .flat(let coefficient):
      return .flat(FlatChannel(coefficient: coefficient, noiseVariance: variance))
    case .varying(let gain):
      return .varying(VaryingChannel(gain: gain, symbolRate: bandwidth, noiseVariance: variance))
    case .taps(let taps, let line):
      return .subBands(
        SubBandChannel(
          taps: taps, bandwidth: bandwidth, subBands: line.subBands, equaliser: line.equaliser,
          noiseVariance: variance))
    }
  }
}

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
  /// The small-scale channel.
  public var fading: SmallScaleFading
  /// What obstacles add to the path loss; nil where nothing does.
  public var shadowing: Shadowing?

  /// Creates an environment; every value has its default.
  public init(
    carrier: Hertz = Hertz(6e9), bandwidth: Hertz = Hertz(5e6),
    noiseDensity: WattsPerHertz = WattsPerHertz(dBmPerHertz: -160),
    pathLoss: PathLossModel = .umiStreetCanyonNLOS, baseStationHeight: Metres = Metres(10),
    userHeight: Metres = Metres(1.5), fading: SmallScaleFading = .rayleigh, shadowing: Shadowing? = nil
  ) {
    self.carrier = carrier
    self.bandwidth = bandwidth
    self.noiseDensity = noiseDensity
    self.pathLoss = pathLoss
    self.baseStationHeight = baseStationHeight
    self.userHeight = userHeight
    self.fading = fading
    self.shadowing = shadowing
  }

  /// The channel in one slot of a UE that stands at a point and was attached in that slot.
  ///
  /// - Parameters:
  ///   - position: where the UE stands.
  ///   - seed: the seed of the run.
  ///   - ue: the UE's name.
  ///   - slot: the slot.
  /// - Returns: path loss, shadowing and coefficient, the same for the same arguments.
  /// - Throws: `LinkError` for a position, carrier or height outside the path loss model's range.
  public func linkState(at position: Position, seed: UInt64, ue: String, slot: Int) throws(LinkError) -> LinkState {
    // Nobody moves within one slot, whatever its length.
    var process = try LinkProcess(
      radio: self, mobility: .still(.fixed(position)), slotDuration: Seconds(1), seed: seed, ue: ue, attachSlot: slot)
    return try process.state(at: slot)
  }

  func geometry(at position: Position) -> LinkGeometry {
    LinkGeometry(
      distance: position.distance, carrier: carrier, baseStationHeight: baseStationHeight, userHeight: userHeight)
  }

  func loss(at position: Position, isLineOfSight: Bool) throws(PathLossError) -> Decibels {
    try pathLoss.loss(over: geometry(at: position), isLineOfSight: isLineOfSight)
  }
}

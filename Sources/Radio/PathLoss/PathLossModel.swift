internal import Glibc
public import Quantities

/// Large-scale loss between a base station and a UE as a function of distance, carrier and antenna heights.
public enum PathLossModel: Hashable, Sendable {
  /// Free space between isotropic antennas (Friis): PL = 20·log₁₀(4π·d₃D·f_c/c), c = 299 792 458 m/s.
  case freeSpace
  /// A scenario of 3GPP TR 38.901 V16.1.0, Table 7.4.1-1.
  case deployment(DeploymentScenario, LineOfSight)
  /// A macro cell at 2 GHz, without line of sight: PL = 128.1 + 37.6·log₁₀ d₂D[km], 3GPP TR 36.814 V9.2.0, Table
  /// A.2.1.1-2. The formula knows neither carrier nor heights.
  case macroCell
  /// The log-distance law.
  case logDistance(LogDistancePathLoss)

  /// UMi street canyon with line of sight.
  public static let umiStreetCanyonLOS = PathLossModel.deployment(.urbanMicroStreetCanyon, .always)
  /// UMi street canyon without line of sight.
  public static let umiStreetCanyonNLOS = PathLossModel.deployment(.urbanMicroStreetCanyon, .never)

  /// The path loss in dB.
  ///
  /// With d₃D = √(d₂D² + (h_BS − h_UT)²) in metres and f_c in gigahertz, TR 38.901 gives for UMi with line of sight
  ///
  /// - PL₁ = 32.4 + 21·log₁₀ d₃D + 20·log₁₀ f_c for 10 m ≤ d₂D ≤ d′_BP,
  /// - PL₂ = 32.4 + 40·log₁₀ d₃D + 20·log₁₀ f_c − 9.5·log₁₀(d′_BP² + (h_BS − h_UT)²) for d′_BP ≤ d₂D ≤ 5 km,
  ///
  /// with the breakpoint d′_BP = 4·(h_BS − h_E)·(h_UT − h_E)·f_c/c, f_c in hertz, h_E = 1 m and c = 3·10⁸ m/s; and
  /// without line of sight the larger of that and 35.3·log₁₀ d₃D + 22.4 + 21.3·log₁₀ f_c − 0.3·(h_UT − 1.5). The other
  /// scenarios follow the same table; docs/channel.md lists formulas and ranges.
  ///
  /// - Parameters:
  ///   - distance: d₂D, the distance on the ground.
  ///   - carrier: f_c, the carrier frequency.
  ///   - baseStationHeight: h_BS, the height of the base station's antenna.
  ///   - userHeight: h_UT, the height of the UE's antenna.
  ///   - isLineOfSight: what the draw gave; read where the model draws it, and nowhere else.
  /// - Returns: the loss, of positive sign.
  /// - Throws: `PathLossError` that names the limit for a value outside the model's range.
  public func loss(
    distance: Metres, carrier: Hertz, baseStationHeight: Metres, userHeight: Metres, isLineOfSight: Bool = false
  ) throws(PathLossError) -> Decibels {
    try loss(
      over: LinkGeometry(
        distance: distance, carrier: carrier, baseStationHeight: baseStationHeight, userHeight: userHeight),
      isLineOfSight: isLineOfSight)
  }

  func loss(over geometry: LinkGeometry, isLineOfSight: Bool) throws(PathLossError) -> Decibels {
    let isLineOfSight = self.isLineOfSight(drawn: isLineOfSight) ?? false
    try check(geometry, isLineOfSight: isLineOfSight)
    switch self {
    case .freeSpace:
      let cycles = geometry.distance3D * geometry.carrier.value / PhysicalConstant.speedOfLight
      return Decibels(20 * log10(4 * .pi * cycles))
    case .deployment(let scenario, _):
      return Decibels(scenario.loss(over: geometry, isLineOfSight: isLineOfSight))
    case .macroCell:
      return Decibels(128.1 + 37.6 * log10(geometry.distance.value / 1000))
    case .logDistance(let law):
      let ratio = geometry.distance3D / law.referenceDistance.value
      return Decibels(law.referenceLoss.value + 10 * law.exponent * log10(ratio))
    }
  }

  /// Whether the link is one of line of sight, given what a draw would say; nil where the model does not tell.
  func isLineOfSight(drawn: Bool) -> Bool? {
    switch self {
    case .freeSpace, .deployment(_, .always): true
    case .macroCell, .deployment(_, .never): false
    case .deployment(_, .drawn): drawn
    case .logDistance: nil
    }
  }

  /// The shadowing that the model's source goes with; nil for free space and for the log-distance law.
  func shadowing(over geometry: LinkGeometry, isLineOfSight: Bool) -> ShadowingStatistics? {
    switch self {
    case .freeSpace, .logDistance: nil
    case .macroCell: ShadowingStatistics(deviation: Decibels(8), decorrelationDistance: Metres(50))
    case .deployment(let scenario, _):
      scenario.shadowing(over: geometry, isLineOfSight: self.isLineOfSight(drawn: isLineOfSight) ?? false)
    }
  }
}

/// Constants of nature.
enum PhysicalConstant {
  /// c in m/s.
  static let speedOfLight = 299_792_458.0
}

import Glibc
public import Quantities

/// Large-scale loss between a base station and a UE as a function of distance, carrier and antenna heights.
public enum PathLossModel: String, Codable, Hashable, Sendable, CaseIterable {
  /// UMi street canyon with line of sight, 3GPP TR 38.901 V16.1.0, Table 7.4.1-1.
  case umiStreetCanyonLOS
  /// UMi street canyon without line of sight, 3GPP TR 38.901 V16.1.0, Table 7.4.1-1.
  case umiStreetCanyonNLOS
  /// Free space between isotropic antennas (Friis): PL = 20·log₁₀(4π·d₃D·f_c/c), c = 299 792 458 m/s.
  case freeSpace

  /// The path loss in dB.
  ///
  /// With d₃D = √(d₂D² + (h_BS − h_UT)²) in metres and f_c in gigahertz, TR 38.901 gives for line of sight
  ///
  /// - PL₁ = 32.4 + 21·log₁₀ d₃D + 20·log₁₀ f_c for 10 m ≤ d₂D ≤ d′_BP,
  /// - PL₂ = 32.4 + 40·log₁₀ d₃D + 20·log₁₀ f_c − 9.5·log₁₀(d′_BP² + (h_BS − h_UT)²) for d′_BP ≤ d₂D ≤ 5 km,
  ///
  /// with the breakpoint d′_BP = 4·(h_BS − h_E)·(h_UT − h_E)·f_c/c, f_c in hertz, h_E = 1 m and c = 3·10⁸ m/s; and
  /// without line of sight the larger of that and 35.3·log₁₀ d₃D + 22.4 + 21.3·log₁₀ f_c − 0.3·(h_UT − 1.5).
  ///
  /// The UMi formulas hold for 10 m ≤ d₂D ≤ 5 km, h_BS = 10 m, 1.5 m ≤ h_UT ≤ 22.5 m and 0.5 GHz ≤ f_c ≤ 100 GHz; free
  /// space for d₃D of one wavelength and more.
  ///
  /// - Parameters:
  ///   - distance: d₂D, the distance on the ground.
  ///   - carrier: f_c, the carrier frequency.
  ///   - baseStationHeight: h_BS, the height of the base station's antenna.
  ///   - userHeight: h_UT, the height of the UE's antenna.
  /// - Returns: the loss, of positive sign.
  /// - Throws: `PathLossError` that names the limit for a value outside the model's range.
  public func loss(
    distance: Metres, carrier: Hertz, baseStationHeight: Metres, userHeight: Metres
  ) throws(PathLossError) -> Decibels {
    let rise = baseStationHeight.value - userHeight.value
    let distance3D = hypot(distance.value, rise)
    switch self {
    case .freeSpace:
      try checkFreeSpace(distance3D: distance3D, carrier: carrier)
      return Decibels(20 * log10(4 * .pi * distance3D * carrier.value / PhysicalConstant.speedOfLight))
    case .umiStreetCanyonLOS, .umiStreetCanyonNLOS:
      try checkUMi(
        distance: distance, carrier: carrier, baseStationHeight: baseStationHeight, userHeight: userHeight)
      let gigahertz = carrier.value / 1e9
      let breakpoint =
        4 * (baseStationHeight.value - UMi.environmentHeight) * (userHeight.value - UMi.environmentHeight)
        * carrier.value / UMi.speedOfLight
      var loss =
        distance.value <= breakpoint
        ? 32.4 + 21 * log10(distance3D) + 20 * log10(gigahertz)
        : 32.4 + 40 * log10(distance3D) + 20 * log10(gigahertz) - 9.5 * log10(breakpoint * breakpoint + rise * rise)
      if self == .umiStreetCanyonNLOS {
        let obstructed =
          35.3 * log10(distance3D) + 22.4 + 21.3 * log10(gigahertz) - 0.3 * (userHeight.value - 1.5)
        loss = max(loss, obstructed)
      }
      return Decibels(loss)
    }
  }
}

/// Constants of nature.
enum PhysicalConstant {
  /// c in m/s.
  static let speedOfLight = 299_792_458.0
}

/// Constants and limits of the UMi street canyon rows of TR 38.901, Table 7.4.1-1.
enum UMi {
  /// h_E in m, note 1 of the table.
  static let environmentHeight = 1.0
  /// c in m/s as note 1 of the table rounds it.
  static let speedOfLight = 3.0e8
  static let distance = Metres(10)...Metres(5000)
  static let carrier = Hertz(0.5e9)...Hertz(100e9)
  static let baseStationHeight = Metres(10)...Metres(10)
  static let userHeight = Metres(1.5)...Metres(22.5)
}

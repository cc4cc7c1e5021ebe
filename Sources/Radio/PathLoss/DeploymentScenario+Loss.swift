internal import Glibc
import Quantities

extension DeploymentScenario {
  /// c in m/s as the notes of Table 7.4.1-1 round it.
  private static let speedOfLight = 3.0e8
  /// h_E in m, note 1: certain for UMi, and for UMa below 13 m.
  private static let environmentHeight = 1.0
  /// h and W in m of note 5's rural default.
  private static let (buildingHeight, streetWidth) = (5.0, 20.0)

  /// PL of Table 7.4.1-1 in dB; the geometry has been checked.
  func loss(over geometry: LinkGeometry, isLineOfSight: Bool) -> Double {
    let clear = lineOfSightLoss(over: geometry)
    return isLineOfSight ? clear : max(clear, obstructedLoss(over: geometry))
  }

  /// The distance on the ground at which the line-of-sight formula bends; nil where it does not.
  func breakpoint(of geometry: LinkGeometry) -> Double? {
    let (station, user) = (geometry.baseStationHeight.value, geometry.userHeight.value)
    let waveNumber = geometry.carrier.value / Self.speedOfLight
    switch self {
    case .urbanMacro, .urbanMicroStreetCanyon:
      return 4 * (station - Self.environmentHeight) * (user - Self.environmentHeight) * waveNumber
    case .ruralMacro: return 2 * .pi * station * user * waveNumber
    case .indoorMixedOffice, .indoorOpenOffice: return nil
    }
  }

  private func lineOfSightLoss(over geometry: LinkGeometry) -> Double {
    let (d, frequency) = (geometry.distance3D, 20 * log10(geometry.gigahertz))
    switch self {
    case .urbanMacro: return urbanLoss(geometry, (28, 22, 9))
    case .urbanMicroStreetCanyon: return urbanLoss(geometry, (32.4, 21, 9.5))
    case .ruralMacro:
      guard let bend = breakpoint(of: geometry), geometry.distance.value > bend else {
        return ruralLoss(d, geometry.gigahertz)
      }
      return ruralLoss(bend, geometry.gigahertz) + 40 * log10(d / bend)
    case .indoorMixedOffice, .indoorOpenOffice: return 32.4 + 17.3 * log10(d) + frequency
    }
  }

  /// PL₁ up to the breakpoint, PL₂ beyond it, of UMa and UMi: they differ in three numbers.
  private func urbanLoss(
    _ geometry: LinkGeometry, _ numbers: (constant: Double, slope: Double, correction: Double)
  ) -> Double {
    let (d, frequency) = (geometry.distance3D, 20 * log10(geometry.gigahertz))
    guard let bend = breakpoint(of: geometry), geometry.distance.value > bend else {
      return numbers.constant + numbers.slope * log10(d) + frequency
    }
    let rise = geometry.rise
    return numbers.constant + 40 * log10(d) + frequency - numbers.correction * log10(bend * bend + rise * rise)
  }

  /// PL₁ of RMa at a distance.
  private func ruralLoss(_ d: Double, _ gigahertz: Double) -> Double {
    let h = pow(Self.buildingHeight, 1.72)
    return 20 * log10(40 * .pi * d * gigahertz / 3) + min(0.03 * h, 10) * log10(d) - min(0.044 * h, 14.77)
      + 0.002 * log10(Self.buildingHeight) * d
  }

  /// PL′ of the rows without line of sight.
  private func obstructedLoss(over geometry: LinkGeometry) -> Double {
    let (d, f) = (log10(geometry.distance3D), log10(geometry.gigahertz))
    let (station, user) = (geometry.baseStationHeight.value, geometry.userHeight.value)
    switch self {
    case .urbanMacro: return 13.54 + 39.08 * d + 20 * f - 0.6 * (user - 1.5)
    case .urbanMicroStreetCanyon: return 35.3 * d + 22.4 + 21.3 * f - 0.3 * (user - 1.5)
    case .indoorMixedOffice, .indoorOpenOffice: return 38.3 * d + 17.30 + 24.9 * f
    case .ruralMacro:
      let ratio = Self.buildingHeight / station
      let mobile = log10(11.75 * user)
      let height = (24.37 - 3.7 * ratio * ratio) * log10(station)
      let slope = (43.42 - 3.1 * log10(station)) * (d - 3)
      return 161.04 - 7.1 * log10(Self.streetWidth) + 7.5 * log10(Self.buildingHeight) - height + slope + 20 * f
        - (3.2 * mobile * mobile - 4.97)
    }
  }

  /// σ_SF of Table 7.4.1-1 and the shadowing's decorrelation distance of Table 7.5-6.
  func shadowing(over geometry: LinkGeometry, isLineOfSight: Bool) -> ShadowingStatistics {
    func statistics(_ deviation: Double, _ distance: Double) -> ShadowingStatistics {
      ShadowingStatistics(deviation: Decibels(deviation), decorrelationDistance: Metres(distance))
    }
    switch (self, isLineOfSight) {
    case (.urbanMacro, true): return statistics(4, 37)
    case (.urbanMacro, false): return statistics(6, 50)
    case (.urbanMicroStreetCanyon, true): return statistics(4, 10)
    case (.urbanMicroStreetCanyon, false): return statistics(7.82, 13)
    case (.ruralMacro, true):
      let isBeyond = breakpoint(of: geometry).map { geometry.distance.value > $0 } ?? false
      return statistics(isBeyond ? 6 : 4, 37)
    case (.ruralMacro, false): return statistics(8, 120)
    case (.indoorMixedOffice, true), (.indoorOpenOffice, true): return statistics(3, 10)
    case (.indoorMixedOffice, false), (.indoorOpenOffice, false): return statistics(8.03, 6)
    }
  }
}

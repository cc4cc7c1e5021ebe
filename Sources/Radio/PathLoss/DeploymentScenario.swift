internal import Glibc
public import Quantities

/// A scenario of 3GPP TR 38.901 V16.1.0, clause 7.2.
public enum DeploymentScenario: String, Hashable, Sendable, CaseIterable {
  /// Urban macro: base stations of 25 m above the roofs.
  case urbanMacro
  /// Urban micro, street canyon: base stations of 10 m below the roofs.
  case urbanMicroStreetCanyon
  /// Rural macro, with the default street width W = 20 m and building height h = 5 m.
  case ruralMacro
  /// Indoor hotspot, an office with walls.
  case indoorMixedOffice
  /// Indoor hotspot, an office in which desks stand open.
  case indoorOpenOffice

  /// What a scenario and a topology call it.
  var name: String {
    switch self {
    case .urbanMacro: "uma"
    case .urbanMicroStreetCanyon: "umiStreetCanyon"
    case .ruralMacro: "rma"
    case .indoorMixedOffice: "inhMixedOffice"
    case .indoorOpenOffice: "inhOpenOffice"
    }
  }

  /// The probability of line of sight, TR 38.901, Table 7.4.2-1, for outdoor UEs and for heights up to 13 m.
  ///
  /// - Parameter distance: d₂D ≥ 0, the distance on the ground.
  /// - Returns: a probability.
  public func lineOfSightProbability(at distance: Metres) -> Double {
    let d = distance.value
    switch self {
    case .urbanMicroStreetCanyon: return Self.urbanProbability(d, decay: 36)
    case .urbanMacro: return Self.urbanProbability(d, decay: 63)
    case .ruralMacro: return d <= 10 ? 1 : exp(-(d - 10) / 1000)
    case .indoorMixedOffice:
      if d <= 1.2 { return 1 }
      return d < 6.5 ? exp(-(d - 1.2) / 4.7) : 0.32 * exp(-(d - 6.5) / 32.6)
    case .indoorOpenOffice:
      if d <= 5 { return 1 }
      return d <= 49 ? exp(-(d - 5) / 70.8) : 0.54 * exp(-(d - 49) / 211.7)
    }
  }

  private static func urbanProbability(_ d: Double, decay: Double) -> Double {
    d <= 18 ? 1 : 18 / d + exp(-d / decay) * (1 - 18 / d)
  }
}

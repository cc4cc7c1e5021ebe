import Quantities

/// A value outside the range in which a path loss model holds.
public struct PathLossError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The model that was asked.
  public let model: PathLossModel
  /// The value that lies outside: "distance on the ground", "carrier frequency".
  public let parameter: String
  /// The value found.
  public let found: String
  /// The range in which the model holds.
  public let limits: String

  /// One sentence with model, value, range and remedy.
  public var description: String {
    let remedy = model == .freeSpace ? "" : ", or use the path loss model freeSpace"
    return "the path loss model \(model.name) holds for a \(parameter) \(limits), found \(found); "
      + "choose a value in that range\(remedy)"
  }
}

extension PathLossModel {
  /// Rounding of a drawn position must not put it outside: limits hold to one part in 10⁹.
  private static let tolerance = 1e-9

  /// Whether the model holds for a geometry, for the kind of sight that has been decided.
  func check(_ geometry: LinkGeometry, isLineOfSight: Bool) throws(PathLossError) {
    switch self {
    case .freeSpace: try checkFreeSpace(geometry)
    case .deployment(let scenario, _): try check(geometry, scenario, isLineOfSight: isLineOfSight)
    case .macroCell: try check(geometry.distance, from: Metres(35), "distance on the ground")
    case .logDistance(let law):
      guard law.referenceDistance.value > 0, law.referenceDistance.value.isFinite else {
        throw PathLossError(
          model: self, parameter: "reference distance", found: "\(law.referenceDistance)", limits: "above 0 m")
      }
      guard law.exponent >= 0, law.exponent.isFinite, law.referenceLoss.value.isFinite else {
        throw PathLossError(
          model: self, parameter: "path loss exponent and reference loss",
          found: "\(law.exponent) and \(law.referenceLoss)", limits: "that are finite, the exponent at least 0")
      }
      try check(
        Metres(geometry.distance3D), from: law.referenceDistance, "distance between the antennas",
        "of at least the reference distance, \(law.referenceDistance)")
    }
  }

  private func check(
    _ geometry: LinkGeometry, _ scenario: DeploymentScenario, isLineOfSight: Bool
  ) throws(PathLossError) {
    let highest: Double
    switch scenario {
    case .urbanMacro, .urbanMicroStreetCanyon, .ruralMacro:
      highest = scenario == .ruralMacro ? 30e9 : 100e9
      let farthest = scenario == .ruralMacro && isLineOfSight ? 10_000.0 : 5_000
      try check(geometry.distance, Metres(10)...Metres(farthest), "distance on the ground")
    case .indoorMixedOffice, .indoorOpenOffice:
      highest = 100e9
      try check(Metres(geometry.distance3D), Metres(1)...Metres(150), "distance between the antennas")
    }
    try check(geometry.carrier, Hertz(0.5e9)...Hertz(highest), "carrier frequency")
    let heights: (baseStation: ClosedRange<Metres>, user: ClosedRange<Metres>)
    switch scenario {
    case .urbanMacro: heights = (Metres(25)...Metres(25), Metres(1.5)...Metres(13))
    case .urbanMicroStreetCanyon: heights = (Metres(10)...Metres(10), Metres(1.5)...Metres(22.5))
    case .ruralMacro: heights = (Metres(10)...Metres(150), Metres(1)...Metres(10))
    case .indoorMixedOffice, .indoorOpenOffice: return
    }
    try check(geometry.baseStationHeight, heights.baseStation, "base station height")
    try check(geometry.userHeight, heights.user, "UE height")
  }

  private func checkFreeSpace(_ geometry: LinkGeometry) throws(PathLossError) {
    guard geometry.carrier.value > 0, geometry.carrier.value.isFinite else {
      throw PathLossError(
        model: self, parameter: "carrier frequency", found: "\(geometry.carrier)", limits: "above 0 Hz")
    }
    let wavelength = PhysicalConstant.speedOfLight / geometry.carrier.value
    guard geometry.distance3D >= wavelength, geometry.distance3D.isFinite else {
      throw PathLossError(
        model: self, parameter: "distance between the antennas", found: "\(Metres(geometry.distance3D))",
        limits: "of at least one wavelength, \(Metres(wavelength))")
    }
  }

  private func check(
    _ value: Metres, from least: Metres, _ parameter: String, _ limits: String? = nil
  ) throws(PathLossError) {
    guard value.value >= least.value * (1 - Self.tolerance), value.value.isFinite else {
      throw PathLossError(
        model: self, parameter: parameter, found: "\(value)", limits: limits ?? "of at least \(least)")
    }
  }

  private func check<Value: Quantity>(
    _ value: Value, _ range: ClosedRange<Value>, _ parameter: String
  ) throws(PathLossError) {
    let low = range.lowerBound.value * (1 - Self.tolerance)
    let high = range.upperBound.value * (1 + Self.tolerance)
    guard value.value >= low, value.value <= high else {
      let limits =
        range.lowerBound == range.upperBound
        ? "of \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
      throw PathLossError(model: self, parameter: parameter, found: "\(value)", limits: limits)
    }
  }
}

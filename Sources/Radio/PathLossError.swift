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
    return "the path loss model \(model.rawValue) holds for a \(parameter) \(limits), found \(found); "
      + "choose a value in that range\(remedy)"
  }
}

extension PathLossModel {
  /// Rounding of a drawn position must not put it outside: limits hold to one part in 10⁹.
  private static let tolerance = 1e-9

  func checkUMi(
    distance: Metres, carrier: Hertz, baseStationHeight: Metres, userHeight: Metres
  ) throws(PathLossError) {
    try check(distance, UMi.distance, "distance on the ground")
    try check(carrier, UMi.carrier, "carrier frequency")
    try check(baseStationHeight, UMi.baseStationHeight, "base station height")
    try check(userHeight, UMi.userHeight, "UE height")
  }

  func checkFreeSpace(distance3D: Double, carrier: Hertz) throws(PathLossError) {
    guard carrier.value > 0, carrier.value.isFinite else {
      throw PathLossError(
        model: self, parameter: "carrier frequency", found: "\(carrier)", limits: "above 0 Hz")
    }
    let wavelength = PhysicalConstant.speedOfLight / carrier.value
    guard distance3D >= wavelength, distance3D.isFinite else {
      throw PathLossError(
        model: self, parameter: "distance between the antennas", found: "\(Metres(distance3D))",
        limits: "of at least one wavelength, \(Metres(wavelength))")
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

import Quantities

/// Points that a UE visits in their order, beginning at the first.
///
/// A loop whose round takes T and is of length l is at time t where it is at t mod T, and has come ⌊t/T⌋·l further, so
/// that a slot costs no more than a round however long the run.
public struct Waypoints: Codable, Hashable, Sendable {
  /// What happens at the last point.
  public enum End: String, Codable, Hashable, Sendable, CaseIterable {
    /// The UE stays there.
    case stop
    /// The UE goes on to the first point and begins again.
    case loop
  }

  /// The points, from 1 to `Mobility.maximumPoints`.
  public var points: [Position]
  /// The speed in m/s from each point to the next, above 0: one for every leg, the way back to the first point of a
  /// loop included, or one for them all.
  public var speeds: [Double]
  /// What happens at the last point.
  public var end: End

  /// Creates a round.
  public init(points: [Position], speeds: [Double], end: End) {
    self.points = points
    self.speeds = speeds
    self.end = end
  }

  /// How many legs there are, for good or to a round.
  var legs: Int { end == .loop ? points.count : points.count - 1 }

  /// The speed of a leg.
  func speed(of leg: Int) -> Double { speeds.count == 1 ? speeds[0] : speeds[leg] }

  /// How long a round takes, in s.
  var round: Double {
    points.indices.reduce(0) { sum, leg in
      sum + Geometry.distance(points[leg], points[(leg + 1) % points.count]) / speed(of: leg)
    }
  }

  /// How long a round is, in m.
  var roundLength: Double {
    points.indices.reduce(0) { sum, leg in sum + Geometry.distance(points[leg], points[(leg + 1) % points.count]) }
  }

  func check() throws(MobilityError) {
    guard !points.isEmpty else {
      throw MobilityError(thing: "a list of waypoints", found: "none", expected: "of at least one point")
    }
    guard points.count <= Mobility.maximumPoints else {
      throw MobilityError(
        thing: "a list of waypoints", found: "\(points.count) points", expected: "of at most \(Mobility.maximumPoints)")
    }
    for (index, point) in points.enumerated() where !(point.x.value.isFinite && point.y.value.isFinite) {
      throw MobilityError(thing: "waypoint \(index + 1)", found: "(\(point.x), \(point.y))", expected: "finite")
    }
    guard speeds.count == 1 || speeds.count == legs else {
      throw MobilityError(
        thing: "the number of speeds", found: "\(speeds.count)",
        expected: "1, or \(legs) for the legs between \(points.count) waypoints")
    }
    for (index, speed) in speeds.enumerated() where !(speed > 0 && speed.isFinite) {
      throw MobilityError(
        thing: "speed \(index + 1) of a list of waypoints", found: "\(speed) m/s", expected: "above 0 m/s and finite")
    }
    guard end == .stop || points.contains(where: { $0 != points[0] }) else {
      throw MobilityError(
        thing: "a loop of waypoints", found: "\(points.count) equal points",
        expected: "of two different points at least")
    }
    guard end == .stop || round >= MobilityProcess.shortestRound else {
      throw MobilityError(
        thing: "the time that a round of waypoints takes", found: "\(Seconds(round))",
        expected: "at least \(Seconds(MobilityProcess.shortestRound))")
    }
  }
}

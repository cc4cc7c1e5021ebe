internal import Glibc
public import Quantities

/// The random waypoint model (Johnson and Maltz, 1996): a UE chooses a point of the area and a speed, both uniformly,
/// goes there, pauses, and chooses again. It begins at a point chosen so, without a pause.
///
/// Leg k takes the k-th pair of blocks of the stream (seed, "mobility", ue, attach slot); the first point takes the
/// pair before. After a while UEs are more often in the middle of the area than at its edge, and more often slow than
/// fast, as is known of the model. A way of more than 2³¹ legs, which a run of a given number of slots never makes, takes
/// the same blocks again.
public struct RandomWaypoint: Codable, Hashable, Sendable {
  /// Where the points lie.
  public var area: MobilityArea
  /// The speeds in m/s, above 0.
  public var speeds: ClosedRange<Double>
  /// How long the UE stays at each point, at least 0 s.
  public var pause: Seconds

  /// Creates a walk.
  public init(area: MobilityArea, speeds: ClosedRange<Double>, pause: Seconds = Seconds(0)) {
    self.area = area
    self.speeds = speeds
    self.pause = pause
  }

  /// How long it takes to go from end to end at the greatest speed and to pause there, in s.
  var crossing: Double { area.extent / speeds.upperBound + pause.value }

  func check() throws(MobilityError) {
    guard speeds.lowerBound > 0, speeds.upperBound.isFinite else {
      throw MobilityError(
        thing: "the speed of a random waypoint", found: "\(speeds.lowerBound) to \(speeds.upperBound) m/s",
        expected: "above 0 m/s and finite")
    }
    guard pause.value >= 0, pause.value.isFinite else {
      throw MobilityError(
        thing: "the pause of a random waypoint", found: "\(pause)", expected: "at least 0 s and finite")
    }
    try area.check()
    guard crossing >= MobilityProcess.shortestRound else {
      throw MobilityError(
        thing: "the time that a random waypoint takes to cross its area", found: "\(Seconds(crossing))",
        expected: "at least \(Seconds(MobilityProcess.shortestRound))")
    }
  }
}

/// A convex part of the ground, so that a straight way between two of its points stays inside.
public enum MobilityArea: Codable, Hashable, Sendable {
  /// Between two coordinates each.
  case rectangle(x: ClosedRange<Metres>, y: ClosedRange<Metres>)
  /// Around a point.
  case disc(centre: Position, radius: Metres)

  /// A point of uniform distribution, from two uniform numbers.
  func point(_ u: Double, _ v: Double) -> Position {
    switch self {
    case .rectangle(let x, let y):
      return Position(
        x: Metres(x.lowerBound.value + u * (x.upperBound.value - x.lowerBound.value)),
        y: Metres(y.lowerBound.value + v * (y.upperBound.value - y.lowerBound.value)))
    case .disc(let centre, let radius):
      let (distance, angle) = (radius.value * u.squareRoot(), 2 * Double.pi * v)
      return Position(
        x: Metres(centre.x.value + distance * cos(angle)), y: Metres(centre.y.value + distance * sin(angle)))
    }
  }

  /// The longer side, or the radius, in m.
  var extent: Double {
    switch self {
    case .rectangle(let x, let y):
      max(x.upperBound.value - x.lowerBound.value, y.upperBound.value - y.lowerBound.value)
    case .disc(_, let radius): radius.value
    }
  }

  /// The least and the greatest distance from the base station.
  var distances: ClosedRange<Metres> {
    switch self {
    case .rectangle(let x, let y):
      let near = hypot(Self.nearest(x), Self.nearest(y))
      let far = hypot(
        max(abs(x.lowerBound.value), abs(x.upperBound.value)), max(abs(y.lowerBound.value), abs(y.upperBound.value)))
      return Metres(near)...Metres(far)
    case .disc(let centre, let radius):
      return Metres(max(0, centre.distance.value - radius.value))...(centre.distance + radius)
    }
  }

  /// How near to zero an interval comes.
  private static func nearest(_ range: ClosedRange<Metres>) -> Double {
    max(0, max(range.lowerBound.value, -range.upperBound.value))
  }

  func check() throws(MobilityError) {
    switch self {
    case .rectangle(let x, let y):
      let bounds = [x.lowerBound, x.upperBound, y.lowerBound, y.upperBound].map(\.value)
      guard bounds.allSatisfy(\.isFinite), bounds[0] < bounds[1] || bounds[2] < bounds[3] else {
        throw MobilityError(
          thing: "the rectangle of a random waypoint",
          found: "\(x.lowerBound) to \(x.upperBound) by \(y.lowerBound) to \(y.upperBound)",
          expected: "finite and longer than a point")
      }
    case .disc(let centre, let radius):
      guard centre.distance.value.isFinite, radius.value > 0, radius.value.isFinite else {
        throw MobilityError(
          thing: "the disc of a random waypoint", found: "a radius of \(radius) around (\(centre.x), \(centre.y))",
          expected: "finite, its radius above 0 m")
      }
    }
  }
}

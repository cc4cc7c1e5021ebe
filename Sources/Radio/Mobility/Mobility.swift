public import Quantities

/// How a UE moves over the ground, the base station being at the origin. Times count from the beginning of the slot in
/// which the UE was attached; a UE moves straight and evenly between points.
public enum Mobility: Hashable, Sendable {
  /// It stays where it is placed.
  case still(Placement)
  /// From point to point.
  case waypoints(Waypoints)
  /// From one random point to the next.
  case randomWaypoint(RandomWaypoint)
  /// As a trace says.
  case trace(MobilityTrace)

  /// Draws what is to be drawn, and begins the way.
  ///
  /// - Parameters:
  ///   - seed: the seed of the run.
  ///   - ue: the UE's name.
  ///   - attachSlot: the slot at which the UE was attached.
  /// - Returns: the way, the same for the same arguments.
  /// - Throws: `MobilityError` for a movement that cannot be.
  public func process(seed: UInt64, ue: String, attachSlot: Int) throws(MobilityError) -> MobilityProcess {
    try check()
    switch self {
    case .still(let placement):
      do {
        let position = try placement.position(seed: seed, ue: ue, attachSlot: attachSlot)
        return MobilityProcess(.still(position))
      } catch {
        throw MobilityError(thing: "a placement", found: "\(error)", expected: "one that holds a point")
      }
    case .waypoints(let waypoints): return MobilityProcess(.waypoints(waypoints))
    case .randomWaypoint(let walk): return MobilityProcess(.random(walk, seed: seed, ue: ue, attachSlot: attachSlot))
    case .trace(let trace): return MobilityProcess(.trace(trace))
    }
  }

  /// The least and the greatest distance from the base station that a UE can ever have, for checks before a run.
  ///
  /// - Throws: `MobilityError` for a movement that cannot be.
  public func distances() throws(MobilityError) -> ClosedRange<Metres> {
    try check()
    switch self {
    case .still(.fixed(let position)): return position.distance...position.distance
    case .still(.disc(let minimum, let maximum)):
      guard minimum.value >= 0, minimum <= maximum else {
        let error = PlacementError(minimum: minimum, maximum: maximum)
        throw MobilityError(thing: "a placement", found: "\(error)", expected: "one that holds a point")
      }
      return minimum...maximum
    case .waypoints(let waypoints):
      return Self.distances(along: waypoints.points + (waypoints.end == .loop ? [waypoints.points[0]] : []))
    case .randomWaypoint(let walk): return walk.area.distances
    case .trace(let trace): return Self.distances(along: trace.points.map(\.position))
    }
  }

  private func check() throws(MobilityError) {
    switch self {
    case .still: return
    case .waypoints(let waypoints): try waypoints.check()
    case .randomWaypoint(let walk): try walk.check()
    case .trace(let trace): try trace.check()
    }
  }

  private static func distances(along points: [Position]) -> ClosedRange<Metres> {
    let far = points.map(\.distance.value).max() ?? 0
    let near = zip(points, points.dropFirst()).map { Geometry.distanceOfOrigin(from: $0, to: $1) }.min()
    return Metres(min(near ?? far, far))...Metres(far)
  }
}

/// A movement that cannot be.
public struct MobilityError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong: "the speed of leg 2".
  public let thing: String
  /// What was found.
  public let found: String
  /// What was expected.
  public let expected: String

  /// One sentence with the thing, the value found and the value expected.
  public var description: String { "\(thing) must be \(expected), found \(found)" }
}

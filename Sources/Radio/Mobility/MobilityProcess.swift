internal import Glibc
import Quantities
import Randomness

/// A UE at one time.
public struct Movement: Hashable, Sendable {
  /// Where it is.
  public var position: Position
  /// How fast it is, in m/s.
  public var speed: Double
  /// The length of its way since it was attached, in m.
  public var travelled: Double
}

/// A UE's way. It is walked leg by leg and can be asked for any time; earlier ones make it begin again.
public struct MobilityProcess: Sendable {
  enum Route: Sendable {
    case still(Position)
    case waypoints(Waypoints)
    case random(RandomWaypoint, seed: UInt64, ue: String, attachSlot: Int)
    case trace(MobilityTrace)
  }

  /// The shortest time in s after which a way may repeat itself: every leg since the attachment is walked.
  static let shortestRound = 1e-3

  /// A straight way from one time to another; a pause is a way to the same point.
  private struct Leg: Sendable {
    var index: Int
    var from: Position
    var to: Position
    var start: Double
    var end: Double
    var travelled: Double

    var length: Double { Geometry.distance(from, to) }
  }

  private let route: Route
  private var leg: Leg

  init(_ route: Route) {
    self.route = route
    leg = Self.first(route)
  }

  /// Whether the UE stays where it is for ever.
  public var isStill: Bool {
    switch route {
    case .still: true
    case .waypoints(let waypoints): waypoints.points.allSatisfy { $0 == waypoints.points[0] }
    case .trace(let trace): trace.points.allSatisfy { $0.position == trace.points[0].position }
    case .random: false
    }
  }

  /// Where the UE is, how fast it is and how far it has come.
  ///
  /// - Parameter seconds: the time since the beginning of the slot of attachment, ≥ 0.
  /// - Returns: the movement; at a corner, that of the leg that begins.
  public mutating func movement(at seconds: Double) -> Movement {
    if seconds < leg.start { leg = Self.first(route) }
    while seconds >= leg.end { leg = following(leg) }
    let length = leg.length
    guard length > 0 else { return Movement(position: leg.to, speed: 0, travelled: leg.travelled) }
    let part = (seconds - leg.start) / (leg.end - leg.start)
    let position = Position(
      x: leg.from.x + (leg.to.x - leg.from.x) * part, y: leg.from.y + (leg.to.y - leg.from.y) * part)
    return Movement(
      position: position, speed: length / (leg.end - leg.start), travelled: leg.travelled + part * length)
  }

  private static func first(_ route: Route) -> Leg {
    let point: Position
    switch route {
    case .still(let position): point = position
    case .waypoints(let waypoints): point = waypoints.points[0]
    case .random(let walk, let seed, let ue, let attachSlot):
      var stream = RandomStream(seed: seed, purpose: "mobility", ue: ue, slot: attachSlot)
      point = walk.area.point(stream.uniform(), stream.uniform())
    case .trace(let trace): point = trace.points[0].position
    }
    // A leg of no duration: the first question moves on from it.
    return Leg(index: -1, from: point, to: point, start: 0, end: 0, travelled: 0)
  }

  private func following(_ leg: Leg) -> Leg {
    var next = leg
    next.index += 1
    next.from = leg.to
    next.start = leg.end
    next.travelled += leg.length
    next.end = .infinity
    switch route {
    case .still: break
    case .waypoints(let waypoints):
      guard waypoints.end == .loop || next.index < waypoints.legs else { break }
      let number = next.index % waypoints.legs
      next.to = waypoints.points[(number + 1) % waypoints.points.count]
      next.end = next.start + next.length / waypoints.speed(of: number)
    case .random(let walk, let seed, let ue, let attachSlot):
      // Legs and pauses take turns.
      if next.index.isMultiple(of: 2) {
        var stream = RandomStream(seed: seed, purpose: "mobility", ue: ue, slot: attachSlot)
        stream.seek(to: UInt32(2 * (next.index / 2 + 1)))
        next.to = walk.area.point(stream.uniform(), stream.uniform())
        next.end = next.start + next.length / stream.uniform(in: walk.speeds)
      } else {
        next.end = next.start + walk.pause.value
      }
    case .trace(let trace):
      // Before its first time a trace stands at its first point, after its last at its last.
      guard next.index < trace.points.count else { break }
      next.to = trace.points[next.index].position
      next.end = trace.points[next.index].time.value
    }
    return next
  }
}

/// Lengths on the ground.
enum Geometry {
  static func distance(_ a: Position, _ b: Position) -> Double { hypot(b.x.value - a.x.value, b.y.value - a.y.value) }

  /// The distance of the origin from the straight way between two points.
  static func distanceOfOrigin(from a: Position, to b: Position) -> Double {
    let (dx, dy) = (b.x.value - a.x.value, b.y.value - a.y.value)
    let square = dx * dx + dy * dy
    guard square > 0 else { return a.distance.value }
    let part = min(max(-(a.x.value * dx + a.y.value * dy) / square, 0), 1)
    return hypot(a.x.value + part * dx, a.y.value + part * dy)
  }
}

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

/// A UE's way. It is walked leg by leg and can be asked for any time; earlier ones make it begin again. Of a loop no more
/// than a round is walked, see `Waypoints`.
public struct MobilityProcess: Sendable {
  enum Route: Sendable {
    case still(Position)
    case waypoints(Waypoints)
    case random(RandomWaypoint, seed: UInt64, ue: String, attachSlot: Int)
    case trace(MobilityTrace)
  }

  /// The shortest time in s that a round of waypoints, or the crossing of a random waypoint's area, may take: what is
  /// shorter is a slip in a unit, and of a round of no time nothing remains.
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
  /// How long a round takes in s, and how long it is in m; nil where nothing repeats itself.
  private let round: (duration: Double, length: Double)?
  private var leg: Leg

  init(_ route: Route) {
    self.route = route
    if case .waypoints(let waypoints) = route, waypoints.end == .loop {
      round = (waypoints.round, waypoints.roundLength)
    } else {
      round = nil
    }
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
    guard let round else { return walked(to: seconds) }
    // The remainder is exact, so that the round's own numbers come back in every round.
    let rest = seconds.truncatingRemainder(dividingBy: round.duration)
    var movement = walked(to: rest)
    let rounds = ((seconds - rest) / round.duration).rounded()
    // Rounding must not put the end of a round behind the beginning of the next: correlations take the differences.
    movement.travelled = min(rounds * round.length + movement.travelled, (rounds + 1) * round.length)
    return movement
  }

  private mutating func walked(to seconds: Double) -> Movement {
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
        // After 2³¹ legs the stream is used up and begins again, at the pair of the first point.
        stream.seek(to: UInt32(truncatingIfNeeded: 2 * (next.index / 2 + 1)))
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

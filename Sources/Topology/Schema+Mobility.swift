import Quantities
import Radio
import Scenario

/// A movement as a file writes it.
struct MobilityDraft: Sendable {
  var waypoints: [WaypointDraft]?
  var speed: MetresPerSecond?
  var end: Waypoints.End?
  var walk: RandomWaypointDraft?
  var trace: MobilityTrace?
}

/// A point on the way.
struct WaypointDraft: Sendable {
  var position = Position(x: Metres(0), y: Metres(0))
  var speed: MetresPerSecond?
}

/// A walk from one random point to the next.
struct RandomWaypointDraft: Sendable {
  var area = MobilityArea.disc(centre: Position(x: Metres(0), y: Metres(0)), radius: Metres(1))
  var speeds = MetresPerSecond(1)...MetresPerSecond(1)
  var pause = Seconds(0)
}

/// The distances of a disc around the base station, as the file writes them.
struct Disc: Sendable {
  var minimum: Metres
  var maximum: Metres
}

/// A disc around a point.
struct AreaDisc: Sendable {
  var centre = Position(x: Metres(0), y: Metres(0))
  var radius = Metres(0)
}

/// Between two coordinates each.
struct AreaRectangle: Sendable {
  var x = Metres(0)...Metres(0)
  var y = Metres(0)...Metres(0)
}

extension Schema {
  /// Speeds of what goes, drives or flies.
  static let speeds = Limits.above(MetresPerSecond(0), upTo: MetresPerSecond(10_000))
  /// The points of all traces and lists of waypoints together, each UE's own counted, so that a scenario stays far below
  /// the longest message.
  static let maximumTracePointsInAll = 100_000

  static let point = Section<Position>([
    Entry("x", \.x, .quantity(), isRequired: true, "Metres east of the base station"),
    Entry("y", \.y, .quantity(), isRequired: true, "Metres north of the base station"),
  ])

  static let disc = Section<Disc>([
    Entry("from", \.minimum, .quantity(.atLeast(Metres(0))), "The smallest distance; drawn uniformly in area"),
    Entry("to", \.maximum, .quantity(.above(Metres(0))), "The greatest distance"),
  ])

  static let mobility = Section<MobilityDraft>([
    Entry(
      "waypoints", \.waypoints,
      .list(
        of: waypoint.form("a point"), from: WaypointDraft(), atLeast: 2,
        "a list of at least two points like `{ x: 40 m, y: 10 m }`"),
      from: [], "Points that it visits in their order, beginning at the first"),
    Entry(
      "speed", \.speed, .quantity(speeds), from: MetresPerSecond(1),
      "From one of the `waypoints` to the next, where the point says nothing else"),
    Entry(
      "then", \.end, .choice([("stay", .stop), ("loop", .loop)]), from: .stop,
      "At the last of the `waypoints`: `stay` there, if nothing is written, or go back to the first and begin again"),
    Entry(
      "random-waypoint", \.walk, randomWaypoint.form("a mapping, see *mobility.random-waypoint*"),
      from: RandomWaypointDraft(), "From one random point of an area to the next, beginning at a random one"),
    Entry(
      "trace", \.trace, .trace, from: MobilityTrace(points: []),
      "Where it is at which time; a relative path starts at the topology's folder. The file's first line is `time_s,x_m,y_m`, each other one has three numbers. Before the first time it stands at the first point, after the last at the last"
    ),
  ])

  static let waypoint = Section<WaypointDraft>(
    point.entries.map { $0.within(\WaypointDraft.position) } + [
      Entry(
        "speed", \.speed, .quantity(speeds), from: MetresPerSecond(1),
        "From here to the next point, in place of the movement's `speed`")
    ])

  static let randomWaypoint = Section<RandomWaypointDraft>([
    Entry("area", \.area, .area, isRequired: true, "Where its points lie, uniformly"),
    Entry(
      "speed", \.speeds, .range(of: .quantity(speeds)), isRequired: true,
      "Between which the speed to each point is drawn"),
    Entry("pause", \.pause, .quantity(.atLeast(Seconds(0))), "How long it stays at each point"),
  ])

  static let areaDisc = Section<AreaDisc>([
    Entry("centre", \.centre, point.form("a point `{ x: 40 m, y: 10 m }`"), isRequired: true, "The disc's centre"),
    Entry("radius", \.radius, .quantity(.above(Metres(0))), isRequired: true, "The disc's radius"),
  ])

  static let areaRectangle = Section<AreaRectangle>([
    Entry("x", \.x, .range(of: .quantity()), isRequired: true, "Metres east of the base station"),
    Entry("y", \.y, .range(of: .quantity()), isRequired: true, "Metres north of the base station"),
  ])

  static let tracePoint = Section<MobilityTrace.Point>(
    [Entry("time", \.time, .quantity(.atLeast(Seconds(0))), isRequired: true, "Since the slot of attachment began")]
      + point.entries.map { $0.within(\MobilityTrace.Point.position) })
}

extension Entry where Root == UEProfile {
  /// Where a UE is that does not move.
  static var position: Entry {
    let form = Form<Placement>.placement
    return Entry(
      name: "position", expected: form.expected, summary: "Where it stands, the base station being at the origin",
      read: { profile, field, log in
        var current = Placement.disc(minimum: Metres(10), maximum: Metres(150))
        if case .still(let placement) = profile.mobility { current = placement }
        if let placement = form.read(field, current, log) { profile.mobility = .still(placement) }
      },
      write: { profile in
        guard case .still(let placement) = profile.mobility else { return nil }
        return form.write(placement)
      })
  }

  /// How a UE moves, in place of a position.
  static var mobility: Entry {
    let form = Form<Mobility>.mobility
    return Entry(
      name: "mobility", expected: form.expected,
      summary: "How it moves, instead of a position, and in place of the template's position or movement",
      read: { profile, field, log in
        let position = field.path.dropLast("mobility".count) + "position"
        guard !log.isWritten(String(position)) else {
          return log.add(
            at: field.node.place, key: field.path, found: "`mobility` beside `position`", expected: "one of them",
            suggestion: "remove `position`: a UE that moves begins where its movement begins")
        }
        if let mobility = form.read(field, profile.mobility, log) { profile.mobility = mobility }
      },
      write: { profile in
        if case .still = profile.mobility { return nil }
        return form.write(profile.mobility)
      })
  }
}

import Quantities
import Radio

extension Form where Value == Mobility {
  /// Waypoints, random waypoints or a trace.
  static var mobility: Form {
    let kinds = ["waypoints", "random-waypoint", "trace"]
    let expected = "a mapping with \(Spelling.list(kinds)), see *mobility*"
    return Form(
      expected: expected,
      read: { field, _, log in
        guard case .mapping(let pairs) = field.node.content else {
          log.add(field, expected: expected)
          return nil
        }
        let written = kinds.filter { kind in pairs.contains { $0.key == kind } }
        guard let draft = Schema.mobility.read(field, over: MobilityDraft(), log: log) else { return nil }
        guard written.count == 1 else {
          if written.count > 1 || log.isFree(of: field.path) {
            log.add(
              at: field.node.place, key: field.path,
              found: written.isEmpty ? "none of them" : written.map { "`\($0)`" }.joined(separator: " and "),
              expected: "one of \(kinds.map { "`\($0)`" }.joined(separator: ", "))",
              suggestion: written.isEmpty ? "write `position` for a UE that stays" : "remove all but one")
          }
          return nil
        }
        return draft.mobility(field, log)
      },
      write: { mobility in
        switch mobility {
        case .still(let placement): Form<Placement>.placement.write(placement)
        case .waypoints, .randomWaypoint, .trace: Schema.mobility.write(MobilityDraft(mobility))
        }
      })
  }
}

extension MobilityDraft {
  init(_ mobility: Mobility) {
    switch mobility {
    case .still: break
    case .waypoints(let way):
      let isEven = way.speeds.count == 1
      waypoints = way.points.enumerated().map { index, point in
        WaypointDraft(
          position: point,
          speed: isEven || index >= way.speeds.count ? nil : MetresPerSecond(way.speeds[index]))
      }
      speed = isEven ? MetresPerSecond(way.speeds[0]) : nil
      end = way.end
    case .randomWaypoint(let random):
      let speeds = MetresPerSecond(random.speeds.lowerBound)...MetresPerSecond(random.speeds.upperBound)
      walk = RandomWaypointDraft(area: random.area, speeds: speeds, pause: random.pause)
    case .trace(let trace): self.trace = trace
    }
  }

  /// The movement; nil after a fault.
  func mobility(_ field: Field, _ log: FaultLog) -> Mobility? {
    guard log.isFree(of: field.path) else { return nil }
    if waypoints == nil {
      for key in ["speed", "then"] where log.isWritten("\(field.path).\(key)") {
        log.add(
          at: log.place(of: "\(field.path).\(key)"), key: "\(field.path).\(key)",
          found: "`\(key)` without `waypoints`", expected: "it beside `waypoints`",
          suggestion: walk != nil && key == "speed" ? "write it within `random-waypoint`" : "remove it")
      }
    }
    guard let mobility = movement(field, log) else { return nil }
    do {
      _ = try mobility.distances()
      return mobility
    } catch {
      log.add(
        at: field.node.place, key: field.path, found: error.found, expected: "\(error.thing) to be \(error.expected)")
      return nil
    }
  }

  private func movement(_ field: Field, _ log: FaultLog) -> Mobility? {
    if let waypoints { return speeds(between: waypoints, field, log).map { .waypoints($0) } }
    if let walk {
      return .randomWaypoint(
        RandomWaypoint(
          area: walk.area, speeds: walk.speeds.lowerBound.value...walk.speeds.upperBound.value, pause: walk.pause))
    }
    return trace.map { .trace($0) }
  }

  /// The waypoints with the speed of every leg.
  private func speeds(between points: [WaypointDraft], _ field: Field, _ log: FaultLog) -> Waypoints? {
    let end = end ?? .stop
    let positions = points.map(\.position)
    if points.allSatisfy({ $0.speed == nil }), let speed {
      return Waypoints(points: positions, speeds: [speed.value], end: end)
    }
    var speeds: [Double] = []
    for (index, point) in points.enumerated() {
      let path = "\(field.path).waypoints[\(index)]"
      if index == points.count - 1, end == .stop {
        guard point.speed == nil else {
          log.add(
            at: log.place(of: "\(path).speed"), key: "\(path).speed", found: "a speed from the last point",
            expected: "none where nothing follows", suggestion: "remove it, or write `then: loop`")
          return nil
        }
      } else if let speed = point.speed ?? speed {
        speeds.append(speed.value)
      } else {
        log.add(
          at: log.place(of: path), key: "\(path).speed", found: "no key `speed`, neither here nor beside `waypoints`",
          expected: Form<MetresPerSecond>.quantity(Schema.speeds).expected,
          suggestion: "add `speed: 1.4 m/s` beside `waypoints`")
        return nil
      }
    }
    return Waypoints(points: positions, speeds: speeds, end: end)
  }
}

extension Form where Value == MobilityArea {
  /// A rectangle or a disc.
  static var area: Form {
    let expected =
      "a rectangle `{ x: [20 m, 80 m], y: [-30 m, 30 m] }` or a disc `{ centre: { x: 40 m, y: 10 m }, radius: 20 m }`"
    return Form(
      expected: expected,
      read: { field, _, log in
        guard case .mapping(let pairs) = field.node.content else {
          log.add(field, expected: expected)
          return nil
        }
        if pairs.contains(where: { $0.key == "centre" || $0.key == "radius" }) {
          return Schema.areaDisc.read(field, over: AreaDisc(), log: log).map {
            .disc(centre: $0.centre, radius: $0.radius)
          }
        }
        return Schema.areaRectangle.read(field, over: AreaRectangle(), log: log).map { .rectangle(x: $0.x, y: $0.y) }
      },
      write: { area in
        switch area {
        case .rectangle(let x, let y): Schema.areaRectangle.write(AreaRectangle(x: x, y: y))
        case .disc(let centre, let radius): Schema.areaDisc.write(AreaDisc(centre: centre, radius: radius))
        }
      })
  }
}

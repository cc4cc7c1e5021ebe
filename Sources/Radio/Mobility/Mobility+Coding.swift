extension Mobility: Codable {
  private enum Key: String, CodingKey { case waypoints, randomWaypoint, trace }

  /// Reads a placement as it stands, or another movement under its name.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if container.contains(.waypoints) {
      self = .waypoints(try container.decode(Waypoints.self, forKey: .waypoints))
    } else if container.contains(.randomWaypoint) {
      self = .randomWaypoint(try container.decode(RandomWaypoint.self, forKey: .randomWaypoint))
    } else if container.contains(.trace) {
      self = .trace(try container.decode(MobilityTrace.self, forKey: .trace))
    } else {
      self = .still(try Placement(from: decoder))
    }
  }

  /// Writes a placement as it stands, so that a UE that stays has the form that it always had, or another movement
  /// under its name.
  public func encode(to encoder: any Encoder) throws {
    if case .still(let placement) = self { return try placement.encode(to: encoder) }
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .still: return
    case .waypoints(let waypoints): try container.encode(waypoints, forKey: .waypoints)
    case .randomWaypoint(let walk): try container.encode(walk, forKey: .randomWaypoint)
    case .trace(let trace): try container.encode(trace, forKey: .trace)
    }
  }
}

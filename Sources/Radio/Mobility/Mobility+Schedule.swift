public import Quantities

extension Mobility {
  /// The most points of a list of waypoints or of a trace.
  public static let maximumPoints = 10_000
  /// The most crossings of a random waypoint's area in a slot. A leg is a third of a crossing at least in the mean, so that
  /// a slot costs a few thousand draws.
  static let maximumCrossingsInSlot = 1000.0
  /// The most crossings in a run of a given length: a channel emulator that comes back walks the whole way again.
  static let maximumCrossings = 1e7

  /// How many points say where the UE goes; 0 where none are listed.
  public var pointCount: Int {
    switch self {
    case .still, .randomWaypoint: 0
    case .waypoints(let waypoints): waypoints.points.count
    case .trace(let trace): trace.points.count
    }
  }

  /// Checks that each slot, and the whole run, can be walked in bounded work. Waypoints and traces always can: of a loop no
  /// more than a round is walked. Random waypoints are held to 1000 crossings of their area in a slot and, where the
  /// number of slots is known, to 10⁷ in the run; a crossing is from end to end at the greatest speed, and the pause.
  ///
  /// - Parameters:
  ///   - slotDuration: L > 0, the modelled length of a slot.
  ///   - slots: how many slots the run has; nil: until stopped.
  /// - Throws: `MobilityError` for a movement that cannot be or takes too many legs.
  public func checkLegs(slotDuration: Seconds, slots: Int?) throws(MobilityError) {
    guard case .randomWaypoint(let walk) = self else { return }
    try walk.check()
    let crossings = slotDuration.value / walk.crossing
    guard crossings <= Self.maximumCrossingsInSlot else {
      throw MobilityError(
        thing: "the times that a random waypoint may cross its area in a slot of \(slotDuration)",
        found: Self.words(crossings), expected: "at most \(Int(Self.maximumCrossingsInSlot))")
    }
    guard let slots, crossings * Double(slots) > Self.maximumCrossings else { return }
    throw MobilityError(
      thing: "the times that a random waypoint may cross its area in \(slots) slots of \(slotDuration)",
      found: Self.words(crossings * Double(slots)), expected: "at most \(Int(Self.maximumCrossings))")
  }

  private static func words(_ crossings: Double) -> String {
    Int(exactly: crossings.rounded(.up)).map { "\($0)" } ?? "\(crossings)"
  }
}

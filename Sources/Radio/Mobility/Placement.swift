import Glibc
public import Quantities
import Randomness

/// A point on the ground, the base station being at the origin.
public struct Position: Hashable, Codable, Sendable {
  /// The distance east of the base station.
  public var x: Metres
  /// The distance north of the base station.
  public var y: Metres

  /// Creates a point from its coordinates.
  public init(x: Metres, y: Metres) {
    self.x = x
    self.y = y
  }

  /// Where the base station stands.
  static let origin = Position(x: Metres(0), y: Metres(0))

  /// d₂D, the distance on the ground from the base station.
  public var distance: Metres { Metres(hypot(x.value, y.value)) }
}

/// Where a UE stands.
public enum Placement: Hashable, Codable, Sendable {
  /// At a point.
  case fixed(Position)
  /// Anywhere between two distances from the base station, uniformly in area: d = √(d₀² + u·(d₁² − d₀²)).
  case disc(minimum: Metres, maximum: Metres)

  /// The position of a UE: drawn from the stream (seed, "placement", ue, attachSlot).
  ///
  /// - Parameters:
  ///   - seed: the seed of the run.
  ///   - ue: the UE's name.
  ///   - attachSlot: the slot at which the UE was attached.
  /// - Returns: the position, the same for the same arguments.
  /// - Throws: `PlacementError` for a disc whose distances are negative or in the wrong order.
  public func position(seed: UInt64, ue: String, attachSlot: Int) throws(PlacementError) -> Position {
    switch self {
    case .fixed(let position):
      return position
    case .disc(let minimum, let maximum):
      guard minimum.value >= 0, minimum <= maximum, maximum.value.isFinite else {
        throw PlacementError(minimum: minimum, maximum: maximum)
      }
      var stream = RandomStream(seed: seed, purpose: "placement", ue: ue, slot: attachSlot)
      let inner = minimum.value * minimum.value
      let outer = maximum.value * maximum.value
      let radius = (inner + stream.uniform() * (outer - inner)).squareRoot()
      let angle = 2 * Double.pi * stream.uniform()
      return Position(x: Metres(radius * cos(angle)), y: Metres(radius * sin(angle)))
    }
  }
}

/// A disc that holds no points.
public struct PlacementError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The smallest distance given.
  public let minimum: Metres
  /// The largest distance given.
  public let maximum: Metres

  /// One sentence with both distances.
  public var description: String {
    "a disc's distances must satisfy 0 m ≤ minimum ≤ maximum, found minimum \(minimum) and maximum \(maximum)"
  }
}

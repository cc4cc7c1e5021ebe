internal import Glibc
import Quantities

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

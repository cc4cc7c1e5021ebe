/// The outline of an object in a procedural scene.
public enum SceneShape: String, Codable, Sendable, CaseIterable {
  /// A disc.
  case circle
  /// A square, turned by 20° at most so that it differs from a diamond.
  case square
  /// An equilateral triangle.
  case triangle
  /// A rhombus, narrow and upright.
  case diamond
  /// A disc with a round hole.
  case ring
  /// A plus sign.
  case cross
}

/// The colour of an object in a procedural scene.
public enum SceneColour: String, Codable, Sendable, CaseIterable {
  /// Hue 0°.
  case red
  /// Hue 120°.
  case green
  /// Hue 240°.
  case blue
  /// Hue 60°.
  case yellow
  /// Hue 300°.
  case magenta
  /// Hue 180°.
  case cyan
}

/// One object of a procedural scene: what it is and where.
public struct SceneObject: Hashable, Codable, Sendable {
  /// The outline.
  public let shape: SceneShape
  /// The colour.
  public let colour: SceneColour
  /// The centre's column in pixels from the left edge.
  public let x: Double
  /// The centre's row in pixels from the top edge.
  public let y: Double
  /// Half the object's extent in pixels.
  public let radius: Double
  /// The clockwise turn in radians.
  public let rotation: Double
}

extension SceneShape {
  /// The largest turn in radians at which the shape stays itself.
  var largestTurn: Double {
    switch self {
    case .circle, .ring: 0
    case .square, .diamond: Double.pi / 9
    case .triangle, .cross: Double.pi / 6
    }
  }

  /// The signed distance from the outline of the shape with unit radius, negative inside. Corners outside are
  /// underestimated, which leaves them a little sharper.
  func distance(x: Double, y: Double) -> Double {
    switch self {
    case .circle:
      return length(x, y) - 0.95
    case .square:
      return box(x, y, halfWidth: 0.82, halfHeight: 0.82)
    case .triangle:
      // Three sides at the distance 0.55 from the centre; the tip points up.
      let slanted = abs(x) * 0.866_025_403_784_438_6 - y * 0.5
      return max(slanted, y) - 0.55
    case .diamond:
      // |x|/a + |y|/b = 1 with a = 0.62, b = 1.1, scaled to a distance by ab/√(a² + b²).
      return (abs(x) / 0.62 + abs(y) / 1.1 - 1) * 0.540_111
    case .ring:
      return abs(length(x, y) - 0.74) - 0.24
    case .cross:
      return min(
        box(x, y, halfWidth: 1, halfHeight: 0.3),
        box(x, y, halfWidth: 0.3, halfHeight: 1))
    }
  }
}

private func length(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }

/// The signed distance from an upright rectangle around the origin.
private func box(_ x: Double, _ y: Double, halfWidth: Double, halfHeight: Double) -> Double {
  let dx = abs(x) - halfWidth
  let dy = abs(y) - halfHeight
  return length(max(dx, 0), max(dy, 0)) + min(max(dx, dy), 0)
}

extension SceneColour {
  /// Red, green and blue in 0…1 before lighting.
  var tint: SIMD3<Double> {
    switch self {
    case .red: [0.88, 0.12, 0.12]
    case .green: [0.10, 0.72, 0.16]
    case .blue: [0.14, 0.24, 0.92]
    case .yellow: [0.92, 0.86, 0.12]
    case .magenta: [0.86, 0.16, 0.82]
    case .cyan: [0.12, 0.82, 0.86]
    }
  }
}

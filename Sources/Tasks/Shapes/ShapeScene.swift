import Glibc
import Randomness

/// A procedural scene of coloured shapes and what it shows: a pure function of (split, index).
///
/// A scene has one main object, the first of ``objects``, whose shape and colour are its class; up to two distractors
/// of other classes, at most half as large and behind it; a graded background with stripes; a lighting gradient and
/// white noise. Edges are anti-aliased by the signed distance of the outline.
public struct ShapeScene: Hashable, Sendable {
  /// The picture's width and height in pixels.
  public static let side = 32

  /// What the scene shows, the main object first.
  public let objects: [SceneObject]
  /// The scene as 32 × 32 pixels in red, green and blue.
  public let picture: Picture

  /// The object whose shape and colour are the scene's class.
  public var mainObject: SceneObject { objects[0] }

  /// Draws a scene.
  ///
  /// - Parameters:
  ///   - split: train and test have streams of their own, so that no scene is in both.
  ///   - index: which scene, ≥ 0.
  public init(split: Split, index: Int) {
    var stream = RandomStream(seed: ShapeScene.seed, purpose: "shapes-\(split.rawValue)", slot: index)
    let main = ShapeScene.drawMainObject(&stream)
    var objects = [main]
    for _ in 0..<stream.integer(below: 3) {
      objects.append(ShapeScene.drawDistractor(&stream, beside: main))
    }
    self.objects = objects
    self.picture = ShapeScene.render(objects, &stream)
  }

  /// The data set's own seed: the scenes are the same in every emulation.
  private static let seed: UInt64 = 0x4865_6C69_6F67_7261

  private static func drawMainObject(_ stream: inout RandomStream) -> SceneObject {
    let (shape, colour) = ShapeScenes.classes[stream.integer(below: ShapeScenes.classes.count)]
    let radius = stream.uniform(in: 6...10.5)
    return SceneObject(
      shape: shape, colour: colour,
      x: stream.uniform(in: radius...(Double(side) - radius)), y: stream.uniform(in: radius...(Double(side) - radius)),
      radius: radius, rotation: stream.uniform(in: -shape.largestTurn...shape.largestTurn))
  }

  private static func drawDistractor(_ stream: inout RandomStream, beside main: SceneObject) -> SceneObject {
    let mainClass = ShapeScenes.label(of: main)
    let other = stream.integer(below: ShapeScenes.classes.count - 1)
    let (shape, colour) = ShapeScenes.classes[other < mainClass ? other : other + 1]
    let radius = stream.uniform(in: 2...3)
    return SceneObject(
      shape: shape, colour: colour,
      x: stream.uniform(in: radius...(Double(side) - radius)), y: stream.uniform(in: radius...(Double(side) - radius)),
      radius: radius, rotation: stream.uniform(in: -shape.largestTurn...shape.largestTurn))
  }
}

extension ShapeScene {
  private static func render(_ objects: [SceneObject], _ stream: inout RandomStream) -> Picture {
    var canvas = background(&stream)
    for object in objects.reversed() { paint(object, on: &canvas, &stream) }
    light(&canvas, &stream)
    return Picture(unchecked: side, side, 3, canvas.flatMap { [byte($0.x), byte($0.y), byte($0.z)] })
  }

  /// A dull colour that grades into another, with faint stripes across.
  private static func background(_ stream: inout RandomStream) -> [SIMD3<Double>] {
    let from = dullColour(&stream)
    let to = dullColour(&stream)
    let slope = direction(&stream)
    let stripes = direction(&stream)
    let strength = stream.uniform(in: 0...0.07)
    let period = stream.uniform(in: 3...9)
    let phase = stream.uniform(in: 0...(2 * Double.pi))
    return everyPixel { x, y in
      let blend = 0.5 + 0.5 * (x * slope.x + y * slope.y)
      let wave = sin(phase + (x * stripes.x + y * stripes.y) * Double(side) * Double.pi / period)
      return from + (to - from) * blend + strength * wave
    }
  }

  /// Lays an object over the canvas; a pixel is covered by ½ − d, with d its distance from the outline in pixels.
  private static func paint(_ object: SceneObject, on canvas: inout [SIMD3<Double>], _ stream: inout RandomStream) {
    let shade = stream.uniform(in: 0.8...1.1)
    let tint = (object.colour.tint + SIMD3(stream.jitter(0.08), stream.jitter(0.08), stream.jitter(0.08))) * shade
    let cosine = cos(object.rotation)
    let sine = sin(object.rotation)
    let reach = object.radius * 1.2 + 1
    let rows = max(0, Int(object.y - reach))..<min(side, Int(object.y + reach) + 1)
    let columns = max(0, Int(object.x - reach))..<min(side, Int(object.x + reach) + 1)
    for row in rows {
      for column in columns {
        let dx = (Double(column) + 0.5 - object.x) / object.radius
        let dy = (Double(row) + 0.5 - object.y) / object.radius
        let distance = object.shape.distance(x: dx * cosine + dy * sine, y: dy * cosine - dx * sine) * object.radius
        let cover = max(0, min(1, 0.5 - distance))
        canvas[row * side + column] += (tint - canvas[row * side + column]) * cover
      }
    }
  }

  /// A lighting gradient across the scene, then white noise on every channel.
  private static func light(_ canvas: inout [SIMD3<Double>], _ stream: inout RandomStream) {
    let brightness = stream.uniform(in: 0.75...1.1)
    let slope = direction(&stream) * stream.uniform(in: 0...0.2)
    let noise = stream.uniform(in: 0.02...0.07)
    let lighting = everyPixel { x, y in SIMD3(repeating: brightness * (1 + x * slope.x + y * slope.y)) }
    for index in canvas.indices {
      let grain = SIMD3(stream.normal(), stream.normal(), stream.normal())
      canvas[index] = canvas[index] * lighting[index] + noise * grain
    }
  }

  /// The values of a function over the pixels, rows from the top; both coordinates run from −0.7 to 0.7, so that the
  /// picture's corners lie on the unit circle.
  private static func everyPixel(_ value: (_ x: Double, _ y: Double) -> SIMD3<Double>) -> [SIMD3<Double>] {
    let scale = 2 * 0.5.squareRoot() / Double(side)
    let centre = Double(side - 1) / 2
    return (0..<side * side).map { pixel in
      value((Double(pixel % side) - centre) * scale, (Double(pixel / side) - centre) * scale)
    }
  }

  private static func dullColour(_ stream: inout RandomStream) -> SIMD3<Double> {
    let grey = stream.uniform(in: 0.15...0.75)
    return SIMD3(grey + stream.jitter(0.1), grey + stream.jitter(0.1), grey + stream.jitter(0.1))
  }

  private static func direction(_ stream: inout RandomStream) -> SIMD2<Double> {
    let angle = stream.uniform(in: 0...(2 * Double.pi))
    return SIMD2(cos(angle), sin(angle))
  }

  private static func byte(_ value: Double) -> UInt8 { UInt8((max(0, min(1, value)) * 255).rounded()) }
}

extension RandomStream {
  /// A uniform draw around zero.
  fileprivate mutating func jitter(_ reach: Double) -> Double { uniform(in: -reach...reach) }
}

import Glibc
import Randomness

/// The square on which procedural scenes are painted: red, green and blue in 0…1 before rounding.
struct SceneCanvas {
  /// Width and height in pixels.
  let side: Int
  private var pixels: [SIMD3<Double>]

  /// A dull colour that grades into another, with faint stripes across.
  init(side: Int, _ stream: inout RandomStream) {
    self.side = side
    let from = SceneCanvas.dullColour(&stream)
    let to = SceneCanvas.dullColour(&stream)
    let slope = SceneCanvas.direction(&stream)
    let stripes = SceneCanvas.direction(&stream)
    let strength = stream.uniform(in: 0...0.07)
    let period = stream.uniform(in: 3...9)
    let phase = stream.uniform(in: 0...(2 * Double.pi))
    pixels = SceneCanvas.everyPixel(side) { x, y in
      let blend = 0.5 + 0.5 * (x * slope.x + y * slope.y)
      let wave = sin(phase + (x * stripes.x + y * stripes.y) * Double(side) * Double.pi / period)
      return from + (to - from) * blend + strength * wave
    }
  }

  /// Lays an object over the canvas; a pixel is covered by ½ − d, with d its distance from the outline in pixels.
  mutating func paint(_ object: SceneObject, _ stream: inout RandomStream) {
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
        pixels[row * side + column] += (tint - pixels[row * side + column]) * cover
      }
    }
  }

  /// A lighting gradient across the scene, then white noise on every channel, its deviation drawn from a range.
  mutating func light(noise deviations: ClosedRange<Double>, _ stream: inout RandomStream) {
    let brightness = stream.uniform(in: 0.75...1.1)
    let slope = SceneCanvas.direction(&stream) * stream.uniform(in: 0...0.2)
    let noise = stream.uniform(in: deviations)
    let lighting = SceneCanvas.everyPixel(side) { x, y in SIMD3(repeating: brightness * (1 + x * slope.x + y * slope.y))
    }
    for index in pixels.indices {
      let grain = SIMD3(stream.normal(), stream.normal(), stream.normal())
      pixels[index] = pixels[index] * lighting[index] + noise * grain
    }
  }

  /// What is painted, rounded to bytes.
  var picture: Picture {
    Picture(
      unchecked: side, side, 3,
      pixels.flatMap { [SceneCanvas.byte($0.x), SceneCanvas.byte($0.y), SceneCanvas.byte($0.z)] })
  }

  /// The values of a function over the pixels, rows from the top; both coordinates run from −0.7 to 0.7, so that the
  /// picture's corners lie on the unit circle.
  private static func everyPixel(_ side: Int, _ value: (_ x: Double, _ y: Double) -> SIMD3<Double>) -> [SIMD3<Double>] {
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

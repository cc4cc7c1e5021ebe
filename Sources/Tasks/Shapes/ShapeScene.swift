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
    var canvas = SceneCanvas(side: ShapeScene.side, &stream)
    for object in objects.reversed() { canvas.paint(object, &stream) }
    canvas.light(noise: 0.02...0.07, &stream)
    self.picture = canvas.picture
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

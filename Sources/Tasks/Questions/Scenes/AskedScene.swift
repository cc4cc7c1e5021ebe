import Randomness

/// A procedural scene of one to four coloured shapes with a question about it: a pure function of (split, index).
///
/// The question and its answer are dealt first; then scenes are drawn until one gives this answer. Objects do not
/// touch, lie whole in the picture and are told apart clearly where the question needs it: 6 pixels between centres
/// for *left of* and *above*, a factor of 1.1 in extent and in the root of the area for *bigger*.
///
/// Train and test share no layout: a scene belongs to test if the hash of its shapes, colours and centres, these in
/// cells of 10 × 10 pixels, is divisible by four.
public struct AskedScene: Hashable, Sendable {
  /// The picture's width and height in pixels.
  public static let side = 40

  /// What the question aims at.
  public let kind: SceneQuestionKind
  /// What is asked.
  public let question: String
  /// The answer, one of the kind's.
  public let answer: String
  /// What the scene shows; no two objects overlap.
  public let objects: [SceneObject]

  private let split: Split
  private let index: Int

  /// Deals a question and draws a scene for it.
  ///
  /// - Parameters:
  ///   - split: train and test have streams and layouts of their own.
  ///   - index: which scene, ≥ 0; the kinds take turns.
  public init(split: Split, index: Int) {
    let card = AskedScene.card(index, of: split)
    kind = card.kind
    question = card.text
    answer = card.answer
    objects = AskedScene.draw(card, split: split, index: index)
    self.split = split
    self.index = index
  }

  /// The question of a scene with its answer, the same as of the whole scene.
  package static func card(_ index: Int, of split: Split) -> SceneQuestionCard {
    let kinds = SceneQuestionKind.allCases
    let kind = kinds[index % kinds.count]
    return SceneQuestionDeck.of(kind).card(
      index / kinds.count, seed: seed, purpose: "scene-question-\(kind.rawValue)-\(split.rawValue)")
  }

  /// The scene as 40 × 40 pixels in red, green and blue.
  public var picture: Picture {
    var stream = RandomStream(seed: AskedScene.seed, purpose: "asked-scene-paint-\(split.rawValue)", slot: index)
    var canvas = SceneCanvas(side: AskedScene.side, &stream)
    for object in objects { canvas.paint(object, &stream) }
    canvas.light(noise: 0.01...0.05, &stream)
    return canvas.picture
  }
}

extension AskedScene {
  /// The data set's own seed: the scenes are the same in every emulation.
  private static let seed: UInt64 = 0x5175_6573_7469_6F6E

  /// The sizes of objects, half their extent in pixels.
  private static let radii = 4.8...8.4
  /// The largest radius where three or four objects share the picture.
  private static let largestRadiusInCrowd = 7.0

  /// How often places are drawn for the same shapes and colours before new ones are drawn.
  private static let arrangements = 16
  /// How often a place is drawn for an object before all are drawn again.
  private static let placements = 8

  /// Draws scenes until one of the split gives the answer.
  private static func draw(_ card: SceneQuestionCard, split: Split, index: Int) -> [SceneObject] {
    var stream = RandomStream(seed: seed, purpose: "asked-scene-\(split.rawValue)", slot: index)
    while true {
      let appearances = card.question.drawAppearances(answer: card.answer, &stream)
      for _ in 0..<arrangements {
        guard let objects = arrange(appearances, spreading: card.question.comparesSizes, &stream) else { continue }
        if self.split(of: objects) == split && card.question.answer(in: objects) == card.answer { return objects }
      }
    }
  }

  /// Gives sizes, turns and places to appearances; nothing when an object finds no place apart from the others. With
  /// `spreading` the first two take sizes from both ends of the range.
  private static func arrange(
    _ appearances: [SceneAppearance], spreading: Bool, _ stream: inout RandomStream
  ) -> [SceneObject]? {
    let usual = appearances.count > 2 ? radii.lowerBound...largestRadiusInCrowd : radii
    let firstIsBigger = spreading && stream.integer(below: 2) == 0
    var objects: [SceneObject] = []
    for (index, appearance) in appearances.enumerated() {
      var radius = stream.uniform(in: usual)
      if spreading && index < 2 {
        let part = (radius - usual.lowerBound) / (usual.upperBound - usual.lowerBound) * 0.25
        let share = (index == 0) == firstIsBigger ? 1 - part : part
        radius = radii.lowerBound + share * (radii.upperBound - radii.lowerBound)
      }
      guard let object = placed(appearance, radius: radius, apartFrom: objects, &stream) else { return nil }
      objects.append(object)
    }
    return objects
  }

  private static func placed(
    _ appearance: SceneAppearance, radius: Double, apartFrom others: [SceneObject], _ stream: inout RandomStream
  ) -> SceneObject? {
    let reach = radius...(Double(side) - radius)
    let turn = appearance.shape.largestTurn
    let rotation = turn == 0 ? 0 : stream.uniform(in: -turn...turn)
    for _ in 0..<placements {
      let object = SceneObject(
        shape: appearance.shape, colour: appearance.colour, x: stream.uniform(in: reach), y: stream.uniform(in: reach),
        radius: radius, rotation: rotation)
      if others.allSatisfy({ $0.isApart(from: object) }) { return object }
    }
    return nil
  }

  /// The split that a layout belongs to, whatever the order of its objects.
  private static func split(of objects: [SceneObject]) -> Split {
    let hash = objects.reduce(0 as UInt64) { $0 &+ $1.layoutHash }
    return mixed(hash) % 4 == 0 ? .test : .train
  }
}

extension SceneObject {
  /// Whether a gap of at least half a pixel parts the discs around the objects, 10 % wider than their radii as corners
  /// reach out.
  fileprivate func isApart(from other: SceneObject) -> Bool {
    let gap = 1.1 * (radius + other.radius) + 0.5
    let (dx, dy) = (x - other.x, y - other.y)
    return dx * dx + dy * dy >= gap * gap
  }

  /// A hash of the shape, the colour and the cell of 10 × 10 pixels in which the centre lies.
  fileprivate var layoutHash: UInt64 {
    let cell = Int(y / 10) * 4 + Int(x / 10)
    return mixed(UInt64(ShapeScenes.label(of: self) * 16 + cell))
  }
}

/// A well-spread function of 64 bits, the finisher of SplitMix64.
private func mixed(_ word: UInt64) -> UInt64 {
  var hash = word &+ 0x9E37_79B9_7F4A_7C15
  hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
  hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
  return hash ^ (hash >> 31)
}

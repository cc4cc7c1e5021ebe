/// The default data set of visual question answering: procedural scenes of one to four coloured shapes with questions in
/// English about colour, shape, count, position, relation and comparison; no download.
///
/// 100 000 train and 10 000 test samples, 40 × 40 pixels in red, green and blue. The kinds of question take turns, and
/// for each question text all answers of its kind are equally frequent (``SceneQuestionKind/answers``).
public struct SceneQuestions: PictureQuestions {
  /// `scene-questions`.
  public let name = "scene-questions"

  /// Colours, shapes, the counts 0 to 4, the sides of the picture, yes and no.
  public let answers = SceneQuestions.allAnswers

  /// 40 × 40 pixels in red, green and blue.
  public let pictureShape = PictureShape(width: AskedScene.side, height: AskedScene.side, channels: 3)

  /// The data set; nothing is drawn before a sample is asked for.
  public init() {}

  /// 100 000 for train, 10 000 for test.
  ///
  /// - Parameter split: train or test.
  /// - Returns: their number.
  public func count(of split: Split) -> Int {
    switch split {
    case .train: 100_000
    case .test: 10_000
    }
  }

  /// The picture, question and answer of a scene, named like `scene-questions/test/00017`.
  ///
  /// - Parameters:
  ///   - index: which scene.
  ///   - split: train or test.
  /// - Returns: the picture with its question and answer.
  /// - Throws: ``DataSetError`` for an index outside the split.
  public func sample(_ index: Int, of split: Split) throws -> QuestionSample {
    let scene = try scene(index, of: split)
    guard let answer = SceneQuestions.indices[scene.answer] else { preconditionFailure("every answer has an index") }
    let digits = String(index)
    let padded = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    return QuestionSample(
      picture: scene.picture, question: scene.question, answer: answer,
      identifier: "\(name)/\(split.rawValue)/\(padded)")
  }

  /// The objects of a scene, named by their shapes and colours.
  ///
  /// - Parameters:
  ///   - index: which scene.
  ///   - split: train or test.
  /// - Returns: one to four objects.
  /// - Throws: ``DataSetError`` for an index outside the split.
  public func objects(_ index: Int, of split: Split) throws -> [DepictedObject] {
    let side = Double(AskedScene.side)
    return try scene(index, of: split).objects.map { object in
      let shape = SceneReference.shape(object.shape)
      return DepictedObject(
        names: [shape.singular, shape.plural, object.colour.rawValue], x: object.x / side, y: object.y / side,
        extent: object.radius / side)
    }
  }

  /// A scene with the description of what it shows and what is asked.
  ///
  /// - Parameters:
  ///   - index: which scene.
  ///   - split: train or test.
  /// - Returns: the objects, the question and its kind; the picture is painted when it is asked for.
  /// - Throws: ``DataSetError`` for an index outside the split.
  public func scene(_ index: Int, of split: Split) throws -> AskedScene {
    try requireIndex(index, in: split)
    return AskedScene(split: split, index: index)
  }

  /// Each answer once, in the order of the kinds.
  private static let allAnswers: [String] = SceneQuestionKind.allCases.reduce(into: []) { answers, kind in
    answers += kind.answers.filter { !answers.contains($0) }
  }

  private static let indices = Dictionary(uniqueKeysWithValues: allAnswers.enumerated().map { ($1, $0) })
}

/// The default data set: procedural scenes of coloured shapes, 36 classes (six shapes in six colours), no download.
///
/// 20 000 train and 10 000 test scenes, 32 × 32 pixels in red, green and blue; the classes are drawn uniformly.
public struct ShapeScenes: LabelledPictures {
  /// `shapes`.
  public let name = "shapes"

  /// `red circle`, `green circle`, … : shapes outside, colours inside.
  public let classNames = ShapeScenes.classes.map { "\($0.colour.rawValue) \($0.shape.rawValue)" }

  /// 32 × 32 pixels in red, green and blue.
  public let pictureShape = PictureShape(width: ShapeScene.side, height: ShapeScene.side, channels: 3)

  /// The data set; nothing is drawn before a sample is asked for.
  public init() {}

  /// 20 000 for train, 10 000 for test.
  ///
  /// - Parameter split: train or test.
  /// - Returns: their number.
  public func count(of split: Split) -> Int {
    switch split {
    case .train: 20_000
    case .test: 10_000
    }
  }

  /// The picture and class of a scene, named like `shapes/test/00017`.
  ///
  /// - Parameters:
  ///   - index: which scene.
  ///   - split: train or test.
  /// - Returns: the picture with its class.
  /// - Throws: ``DataSetError`` for an index outside the split.
  public func sample(_ index: Int, of split: Split) throws -> PictureSample {
    let scene = try scene(index, of: split)
    let digits = String(index)
    let padded = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    return PictureSample(
      picture: scene.picture, label: ShapeScenes.label(of: scene.mainObject),
      identifier: "shapes/\(split.rawValue)/\(padded)")
  }

  /// A scene with the description of what it shows.
  ///
  /// - Parameters:
  ///   - index: which scene.
  ///   - split: train or test.
  /// - Returns: the picture and its objects.
  /// - Throws: ``DataSetError`` for an index outside the split.
  public func scene(_ index: Int, of split: Split) throws -> ShapeScene {
    try requireIndex(index, in: split)
    return ShapeScene(split: split, index: index)
  }

  /// The class of an object.
  ///
  /// - Parameter object: an object of a scene.
  /// - Returns: the index of its shape and colour in ``classNames``.
  public static func label(of object: SceneObject) -> Int {
    let shape = SceneShape.allCases.firstIndex(of: object.shape) ?? 0
    let colour = SceneColour.allCases.firstIndex(of: object.colour) ?? 0
    return shape * SceneColour.allCases.count + colour
  }

  /// The shape and colour of each class.
  static let classes: [(shape: SceneShape, colour: SceneColour)] = SceneShape.allCases.flatMap { shape in
    SceneColour.allCases.map { (shape, $0) }
  }
}

import Tasks
import Tensors

/// The configuration of a codec that pictures go into.
protocol PictureCodecConfiguration: CodecConfiguration {
  /// The pictures that go in.
  var pictures: PictureShape { get }
}

extension RetrievalConfiguration: PictureCodecConfiguration {}

extension QuestionAnsweringConfiguration: PictureCodecConfiguration {}

extension CodecModel where Configuration: PictureCodecConfiguration {
  /// Pictures as the network takes them: `[B, channels, H, W]` in −1…1.
  ///
  /// - Parameter pictures: of the configuration's shape.
  /// - Returns: the tensor.
  /// - Throws: ``ModelError`` for a picture of another shape.
  func input(_ pictures: [Picture]) throws -> Tensor {
    let shape = configuration.pictures
    var planes: [Float] = []
    for picture in pictures {
      guard picture.shape == shape else {
        throw ModelError(
          place: path, expected: "a picture of \(shape.words)", found: "one of \(picture.shape.words)",
          remedy: "Give the pictures of \(configuration.dataSet), or train a model for these")
      }
      planes += picture.normalisedPlanes
    }
    return try Tensor(planes, shape: [pictures.count, shape.channels, shape.height, shape.width])
  }
}

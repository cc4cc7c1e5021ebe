import Randomness
public import Tasks

/// A training split in memory, one byte a pixel and channel, with batches of moved and mirrored pictures.
public struct TrainingPictures: Sendable {
  /// The data set's name.
  public let name: String
  /// The shape of every picture.
  public let shape: PictureShape
  /// The classes, in the order of the labels.
  public let classNames: [String]
  /// The pictures and their classes.
  let data: TrainingData
  /// How many pictures there are.
  public var count: Int { labels.count }

  private let labels: [Int]
  /// Of all pictures, one behind the other.
  private let pixels: [UInt8]

  /// Reads a data set's training split.
  ///
  /// - Parameters:
  ///   - data: with its training split open.
  ///   - report: told how many pictures are read, of how many.
  /// - Throws: `DataSetError` for a picture that cannot be read.
  public init(
    _ data: any LabelledPictures, report: (_ done: Int, _ count: Int) -> Void = { _, _ in }
  ) throws {
    name = data.name
    shape = data.pictureShape
    classNames = data.classNames
    var labels: [Int] = []
    var pixels: [UInt8] = []
    pixels.reserveCapacity(data.trainCount * shape.width * shape.height * shape.channels)
    var digest = TrainingDataDigest()
    for index in 0..<data.trainCount {
      let sample = try data.trainSample(index)
      labels.append(sample.label)
      pixels += sample.picture.pixels
      digest.beginSample()
      digest.add(sample.label)
      digest.add(sample.picture.pixels)
      report(index + 1, data.trainCount)
    }
    self.data = digest.data
    self.labels = labels
    self.pixels = pixels
  }

  /// A step's pictures as planes in −1…1, `[B, channels, H, W]` flattened, and their classes.
  func batch(
    _ indices: [Int], step: Int, _ options: RetrievalTrainingOptions, seed: UInt64
  ) -> (planes: [Float], labels: [Int]) {
    var stream = RandomStream(seed: seed, purpose: "codec training: augmentation", slot: step)
    let reach = options.largestShift
    var output: [Float] = []
    let size = shape.width * shape.height * shape.channels
    output.reserveCapacity(indices.count * size)
    for index in indices {
      let right = stream.integer(below: 2 * reach + 1) - reach
      let down = stream.integer(below: 2 * reach + 1) - reach
      let mirrored = options.flips && stream.integer(below: 2) == 1
      PictureMove(right: right, down: down, isMirrored: mirrored)
        .append(pixels, from: index * size, of: shape, to: &output)
    }
    return (output, indices.map { labels[$0] })
  }
}

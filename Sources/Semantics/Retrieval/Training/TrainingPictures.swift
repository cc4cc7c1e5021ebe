import Randomness
public import Tasks

/// A training split in memory, one byte a pixel and channel, planes first, with batches of moved and mirrored pictures.
public struct TrainingPictures: Sendable {
  /// The data set's name.
  public let name: String
  /// The shape of every picture.
  public let shape: PictureShape
  /// The classes, in the order of the labels.
  public let classNames: [String]
  /// How many pictures there are.
  public var count: Int { labels.count }

  private let labels: [Int]
  private let planes: [UInt8]

  /// Reads a data set's training split.
  ///
  /// - Parameter data: with its training split open.
  /// - Throws: `DataSetError` for a picture that cannot be read.
  public init(_ data: any LabelledPictures) throws {
    name = data.name
    shape = data.pictureShape
    classNames = data.classNames
    let area = shape.width * shape.height
    var labels: [Int] = []
    var planes: [UInt8] = []
    planes.reserveCapacity(data.trainCount * area * shape.channels)
    for index in 0..<data.trainCount {
      let sample = try data.trainSample(index)
      labels.append(sample.label)
      for channel in 0..<shape.channels {
        for pixel in 0..<area { planes.append(sample.picture.pixels[pixel * shape.channels + channel]) }
      }
    }
    self.labels = labels
    self.planes = planes
  }

  /// A step's pictures as planes in −1…1, `[B, channels, H, W]` flattened, and their classes.
  func batch(
    _ indices: [Int], step: Int, _ options: RetrievalTrainingOptions, seed: UInt64
  ) -> (planes: [Float], labels: [Int]) {
    var stream = RandomStream(seed: seed, purpose: "codec training: augmentation", slot: step)
    let reach = options.largestShift
    var output: [Float] = []
    output.reserveCapacity(indices.count * shape.width * shape.height * shape.channels)
    for index in indices {
      let right = stream.integer(below: 2 * reach + 1) - reach
      let down = stream.integer(below: 2 * reach + 1) - reach
      let mirrored = options.flips && stream.integer(below: 2) == 1
      append(index, right: right, down: down, mirrored: mirrored, to: &output)
    }
    return (output, indices.map { labels[$0] })
  }

  /// Appends a picture moved by some pixels; what comes in at an edge repeats the edge.
  private func append(_ index: Int, right: Int, down: Int, mirrored: Bool, to output: inout [Float]) {
    let (width, height) = (shape.width, shape.height)
    let columns = (0..<width).map { column in
      let source = mirrored ? width - 1 - column : column
      return max(0, min(width - 1, source - right))
    }
    for channel in 0..<shape.channels {
      let plane = (index * shape.channels + channel) * width * height
      for row in 0..<height {
        let start = plane + max(0, min(height - 1, row - down)) * width
        for column in columns { output.append(Float(planes[start + column]) / 127.5 - 1) }
      }
    }
  }
}

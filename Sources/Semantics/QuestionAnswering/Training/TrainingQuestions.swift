import Randomness
public import Tasks

/// A training split of questions in memory, each picture once, one byte a pixel and channel, planes first.
public struct TrainingQuestions: Sendable {
  /// The data set's name.
  public let name: String
  /// The shape of every picture.
  public let shape: PictureShape
  /// The answers to choose from.
  public let answers: [String]
  /// The words of the questions, in alphabetical order.
  public let vocabulary: [String]
  /// How many questions there are.
  public var count: Int { samples.count }

  private struct Sample {
    let picture: Int32
    let answer: Int32
    let words: [Int32]
  }

  private let samples: [Sample]
  private let planes: [UInt8]

  /// Reads a data set's training split.
  ///
  /// - Parameter data: with its training split open.
  /// - Throws: `DataSetError` for a question or a picture that cannot be read, or a split without questions.
  public init(_ data: any PictureQuestions) throws {
    name = data.name
    shape = data.pictureShape
    answers = data.answers
    var places: [Picture: Int32] = [:]
    var numbers: [String: Int32] = [:]
    var samples: [Sample] = []
    var planes: [UInt8] = []
    for index in 0..<data.count(of: .train) {
      let sample = try data.sample(index, of: .train)
      let picture = places[sample.picture] ?? Int32(places.count)
      if picture == places.count {
        places[sample.picture] = picture
        for channel in 0..<shape.channels {
          planes += stride(from: channel, to: sample.picture.pixels.count, by: shape.channels).map {
            sample.picture.pixels[$0]
          }
        }
      }
      let words = QuestionWords.tokens(of: sample.question).map { word in
        let number = numbers[word] ?? Int32(numbers.count)
        numbers[word] = number
        return number
      }
      samples.append(Sample(picture: picture, answer: Int32(sample.answer), words: words))
    }
    guard !samples.isEmpty else {
      throw DataSetError(
        place: data.name, expected: "questions to learn from", found: "none", remedy: "Open the train split")
    }
    vocabulary = numbers.keys.sorted()
    var order = [Int32](repeating: 0, count: numbers.count)
    for (index, word) in vocabulary.enumerated() { order[Int(numbers[word] ?? 0)] = Int32(index) }
    self.samples = samples.map { sample in
      Sample(picture: sample.picture, answer: sample.answer, words: sample.words.map { order[Int($0)] })
    }
    self.planes = planes
  }

  /// The most words of a question.
  public var longestQuestion: Int { samples.map(\.words.count).max() ?? 0 }

  /// The questions of a step: epoch after epoch, each in an order of its own; a last part that fills no batch is left
  /// out.
  ///
  /// - Parameters:
  ///   - step: from 0.
  ///   - training: the seed and the batch size.
  /// - Returns: indices of the training split; fewer than the batch size only when the split has fewer.
  func indices(ofStep step: Int, _ training: CodecTrainingConfiguration) -> [Int] {
    let size = min(training.batchSize, count)
    let perEpoch = count / size
    var order = Array(0..<count)
    var stream = RandomStream(seed: training.seed, purpose: "codec training: order", slot: step / perEpoch)
    stream.shuffle(&order)
    let start = step % perEpoch * size
    return Array(order[start..<(start + size)])
  }

  /// The words of questions, by their places in ``vocabulary``.
  func words(_ indices: [Int]) -> [[Int]] { indices.map { samples[$0].words.map(Int.init) } }

  /// The answers to questions.
  func answers(_ indices: [Int]) -> [Int] { indices.map { Int(samples[$0].answer) } }

  /// The pictures of questions as planes in −1…1, `[B, channels, H, W]` flattened, each moved by up to `reach` pixels
  /// in each direction; what comes in at an edge repeats the edge.
  func pictures(_ indices: [Int], step: Int, reach: Int, seed: UInt64) -> [Float] {
    var stream = RandomStream(seed: seed, purpose: "codec training: augmentation", slot: step)
    let (width, height, channels) = (shape.width, shape.height, shape.channels)
    var output: [Float] = []
    output.reserveCapacity(indices.count * width * height * channels)
    for index in indices {
      let right = stream.integer(below: 2 * reach + 1) - reach
      let down = stream.integer(below: 2 * reach + 1) - reach
      let columns = (0..<width).map { max(0, min(width - 1, $0 - right)) }
      for channel in 0..<channels {
        let plane = (Int(samples[index].picture) * channels + channel) * width * height
        for row in 0..<height {
          let start = plane + max(0, min(height - 1, row - down)) * width
          for column in columns { output.append(Float(planes[start + column]) / 127.5 - 1) }
        }
      }
    }
    return output
  }
}

import Randomness
public import Tasks

/// A training split of questions in memory, each picture once.
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
  private let pictures: [Picture]

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
    var pictures: [Picture] = []
    for index in 0..<data.count(of: .train) {
      let sample = try data.sample(index, of: .train)
      let picture = places[sample.picture] ?? Int32(pictures.count)
      if picture == pictures.count {
        places[sample.picture] = picture
        pictures.append(sample.picture)
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
    self.pictures = pictures
  }

  /// The most words of a question.
  public var longestQuestion: Int { samples.map(\.words.count).max() ?? 0 }

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
      let pixels = pictures[Int(samples[index].picture)].pixels
      for channel in 0..<channels {
        for row in 0..<height {
          let start = max(0, min(height - 1, row - down)) * width
          for column in columns { output.append(Float(pixels[(start + column) * channels + channel]) / 127.5 - 1) }
        }
      }
    }
    return output
  }
}

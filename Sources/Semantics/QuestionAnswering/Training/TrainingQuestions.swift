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
  /// The words that name what pictures show, in alphabetical order; none where nothing is known of the pictures.
  public let names: [String]
  /// The questions, their answers and pictures.
  let data: TrainingData
  /// How many questions there are.
  public var count: Int { samples.count }

  private struct Sample {
    let picture: Int32
    let answer: Int32
    let words: [Int32]
    let objects: [PictureDescription.Object]
  }

  private let samples: [Sample]
  private let pictures: [Picture]

  /// Reads a data set's training split.
  ///
  /// - Parameters:
  ///   - data: with its training split open.
  ///   - report: told how many questions are read, of how many.
  /// - Throws: `DataSetError` for a question or a picture that cannot be read, or a split without questions.
  public init(
    _ data: any PictureQuestions, report: (_ done: Int, _ count: Int) -> Void = { _, _ in }
  ) throws {
    name = data.name
    shape = data.pictureShape
    answers = data.answers
    var known: [Picture: Int32] = [:]
    var numbers: [String: Int32] = [:]
    var samples: [Sample] = []
    var pictures: [Picture] = []
    var objects: [[DepictedObject]] = []
    var digest = TrainingDataDigest()
    let total = data.count(of: .train)
    for index in 0..<total {
      let sample = try data.sample(index, of: .train)
      digest.beginSample()
      let picture = known[sample.picture] ?? Int32(pictures.count)
      if picture == pictures.count {
        known[sample.picture] = picture
        pictures.append(sample.picture)
        digest.add(sample.picture.pixels)
      }
      digest.add(Int(picture))
      digest.add(sample.question)
      digest.add(sample.answer)
      let text = QuestionWords.tokens(of: sample.question)
      guard (1...QuestionAnsweringConfiguration.mostWords).contains(text.count) else {
        throw DataSetError(
          place: sample.identifier,
          expected: "a question of 1 to \(QuestionAnsweringConfiguration.mostWords) words", found: "\(text.count)",
          remedy: "Correct the question, or leave it out")
      }
      let words = text.map { word in
        let number = numbers[word] ?? Int32(numbers.count)
        numbers[word] = number
        return number
      }
      samples.append(Sample(picture: picture, answer: Int32(sample.answer), words: words, objects: []))
      objects.append(try data.objects(index, of: .train))
      report(index + 1, total)
    }
    self.data = digest.data
    guard !samples.isEmpty else {
      throw DataSetError(
        place: data.name, expected: "questions to learn from", found: "none", remedy: "Open the train split")
    }
    vocabulary = numbers.keys.sorted()
    var order = [Int32](repeating: 0, count: numbers.count)
    for (index, word) in vocabulary.enumerated() { order[Int(numbers[word] ?? 0)] = Int32(index) }
    let names = Set(objects.joined().flatMap(\.names)).sorted()
    let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    self.names = names
    self.samples = zip(samples, objects).map { sample, objects in
      Sample(
        picture: sample.picture, answer: sample.answer, words: sample.words.map { order[Int($0)] },
        objects: objects.map { object in
          PictureDescription.Object(
            names: object.names.compactMap { places[$0] }, x: object.x, y: object.y, extent: object.extent)
        })
    }
    self.pictures = pictures
  }

  /// The most words of a question.
  public var longestQuestion: Int { samples.map(\.words.count).max() ?? 0 }

  /// The words of questions, by their places in ``vocabulary``.
  func words(_ indices: [Int]) -> [[Int]] { indices.map { samples[$0].words.map(Int.init) } }

  /// The answers to questions.
  func answers(_ indices: [Int]) -> [Int] { indices.map { Int(samples[$0].answer) } }

  /// The objects of the pictures of questions.
  func objects(_ indices: [Int]) -> [[PictureDescription.Object]] { indices.map { samples[$0].objects } }

  /// The pictures of questions as planes in −1…1, `[B, channels, H, W]` flattened, each moved.
  ///
  /// - Parameters:
  ///   - indices: the questions.
  ///   - moves: how each picture is moved.
  /// - Returns: the planes, picture after picture.
  func pictures(_ indices: [Int], moves: [PictureMove]) -> [Float] {
    var output: [Float] = []
    output.reserveCapacity(indices.count * shape.width * shape.height * shape.channels)
    for (index, move) in zip(indices, moves) {
      move.append(pictures[Int(samples[index].picture)].pixels, of: shape, to: &output)
    }
    return output
  }
}

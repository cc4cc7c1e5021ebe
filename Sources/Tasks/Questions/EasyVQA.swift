import FoundationEssentials

/// easy-VQA [Zhou19]: 4000 train and 1000 test pictures of one coloured shape with 38 575 and 9673 questions, 13 answers.
///
/// A split is a folder with `questions.json`, a list of `[question, answer, picture's number]`, and `images/NUMBER.png`;
/// the answers are the lines of `answers.txt` beside the splits. Pictures of other sizes than the official 64 × 64 are
/// cropped to their centred square and resized. They are decoded when asked for.
public struct EasyVQA: PictureQuestions {
  /// `easy-vqa`.
  public var name: String { EasyVQA.shortName }

  static let shortName = "easy-vqa"

  /// The lines of `answers.txt`.
  public let answers: [String]

  /// 64 × 64 pixels in red, green and blue.
  public let pictureShape = PictureShape(width: 64, height: 64, channels: 3)

  private let folder: String
  private let questions: [Split: [Question]]

  /// Opens the data set.
  ///
  /// - Parameters:
  ///   - folder: the folder with `answers.txt`, `train` and `test`, or one around it: the official repository has them
  ///     in `easy_vqa/data`.
  ///   - splits: what to read.
  /// - Throws: ``DataSetError`` naming the file that is missing or faulty; of pictures the first bytes are looked at.
  public init(folder: String, splits: Set<Split> = [.train, .test]) throws(DataSetError) {
    let folder = EasyVQA.dataFolder(in: folder) ?? folder
    self.folder = folder
    answers = try EasyVQA.answers(joined(folder, "answers.txt"))
    let indices = Dictionary(uniqueKeysWithValues: answers.enumerated().map { ($1, $0) })
    var questions: [Split: [Question]] = [:]
    for split in Split.allCases where splits.contains(split) {
      questions[split] = try EasyVQA.questions(joined(folder, "\(split.rawValue)/questions.json"), answers: indices)
    }
    self.questions = questions
    for split in Split.allCases {
      for number in Set((questions[split] ?? []).map(\.picture)).sorted() {
        try Picture.requireBeginning(ofFile: path(ofPicture: number, of: split))
      }
    }
  }

  private func path(ofPicture number: Int, of split: Split) -> String {
    joined(folder, "\(split.rawValue)/images/\(number).png")
  }

  /// 38 575 for train, 9673 for test in the official files; zero for a split that was not opened.
  ///
  /// - Parameter split: train or test.
  /// - Returns: their number.
  public func count(of split: Split) -> Int { questions[split]?.count ?? 0 }

  /// A picture with its question and answer, named like `easy-vqa/test/17`.
  ///
  /// - Parameters:
  ///   - index: which question, in the file's order.
  ///   - split: train or test.
  /// - Returns: the picture with its question and answer.
  /// - Throws: ``DataSetError`` for an index outside the split, or naming the picture that does not decode.
  public func sample(_ index: Int, of split: Split) throws -> QuestionSample {
    try requireIndex(index, in: split)
    guard let question = questions[split]?[index] else { preconditionFailure("a split with samples has questions") }
    let picture = try Picture(file: path(ofPicture: question.picture, of: split))
    return QuestionSample(
      picture: picture.centredSquare.resized(width: pictureShape.width, height: pictureShape.height).rgb,
      question: question.text, answer: question.answer, identifier: "\(name)/\(split.rawValue)/\(index)")
  }

  /// Whether a folder holds the questions of a split, in itself or in `data` or `easy_vqa/data`.
  static func isRecognised(inFolder folder: String) -> Bool { dataFolder(in: folder) != nil }

  private static let remedy = "Fetch the files again from https://github.com/vzhou842/easy-VQA"

  /// The folder with `train` and `test` at or below a folder.
  private static func dataFolder(in folder: String) -> String? {
    ["", "data", "easy_vqa/data"].map { $0.isEmpty ? folder : joined(folder, $0) }.first { candidate in
      Split.allCases.contains { pathKind(joined(candidate, "\($0.rawValue)/questions.json")) == .file }
    }
  }

  private static func answers(_ path: String) throws(DataSetError) -> [String] {
    let expected = "lines of UTF-8, each a different answer"
    let lines = try text(path, expected: expected, atMost: 1 << 20).split(whereSeparator: \.isNewline).map(String.init)
    guard !lines.isEmpty, Set(lines).count == lines.count else {
      throw DataSetError(
        place: path, expected: expected, found: "\(lines.count) lines, \(Set(lines).count) of them different",
        remedy: remedy)
    }
    return lines
  }

  private static func questions(_ path: String, answers: [String: Int]) throws(DataSetError) -> [Question] {
    let expected = "a JSON list of [question, answer, picture's number]"
    func fault(_ found: String) -> DataSetError {
      DataSetError(place: path, expected: expected, found: found, remedy: remedy)
    }
    let json = try text(path, expected: expected, atMost: 1 << 28)
    let entries: [Entry]
    do {
      entries = try JSONDecoder().decode([Entry].self, from: Data(json.utf8))
    } catch {
      throw fault(words(error))
    }
    guard !entries.isEmpty else { throw fault("an empty list") }
    var questions: [Question] = []
    questions.reserveCapacity(entries.count)
    for (index, entry) in entries.enumerated() {
      guard let answer = answers[entry.answer] else {
        throw fault("entry \(index + 1) with the answer \"\(entry.answer)\", which answers.txt does not list")
      }
      guard entry.picture >= 0 else { throw fault("entry \(index + 1) with the picture's number \(entry.picture)") }
      questions.append(Question(text: entry.question, answer: answer, picture: entry.picture))
    }
    return questions
  }

  /// What a JSON decoder complains of, with the number of the entry where it is known.
  private static func words(_ error: any Error) -> String {
    let context: DecodingError.Context
    switch error {
    case DecodingError.typeMismatch(_, let found), DecodingError.valueNotFound(_, let found),
      DecodingError.keyNotFound(_, let found), DecodingError.dataCorrupted(let found):
      context = found
    default: return "a fault: \(error)"
    }
    return context.codingPath.first?.intValue.map { "another thing as entry \($0 + 1)" } ?? "something else"
  }

  private static func text(_ path: String, expected: String, atMost most: Int) throws(DataSetError) -> String {
    let bytes = try contents(ofFile: path, atMost: most, expected: expected)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DataSetError(place: path, expected: expected, found: "bytes that are no UTF-8", remedy: remedy)
    }
    return text
  }
}

/// A question about a picture of its split.
private struct Question {
  let text: String
  let answer: Int
  let picture: Int
}

/// A question as its file has it.
private struct Entry: Decodable {
  let question: String
  let answer: String
  let picture: Int

  init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    question = try list.decode(String.self)
    answer = try list.decode(String.self)
    picture = try list.decode(Int.self)
    guard list.isAtEnd else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "more than three values"))
    }
  }
}

import FoundationEssentials
import Tasks
import Testing

@Suite struct EasyVQATests {
  /// Two train questions and a test question, below a sub-folder.
  private func smallSet(in subfolder: String = "", hasTestPicture: Bool = true) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    func png(_ value: UInt8, side: Int) throws -> [UInt8] {
      try Picture(width: side, height: side, channels: 1, pixels: [UInt8](repeating: value, count: side * side)).png()
    }
    try folder.write(Array("yes\r\nno\nteal\n".utf8), to: subfolder + "answers.txt")
    try folder.write(
      Array(#"[["is there a circle?", "no", 0], ["what colour is it?", "teal", 3]]"#.utf8),
      to: subfolder + "train/questions.json")
    try folder.write(Array(#"[["is it grey?", "yes", 0]]"#.utf8), to: subfolder + "test/questions.json")
    try folder.write(png(10, side: 64), to: subfolder + "train/images/0.png")
    try folder.write(png(20, side: 5), to: subfolder + "train/images/3.png")
    if hasTestPicture { try folder.write(png(30, side: 64), to: subfolder + "test/images/0.png") }
    return folder
  }

  private func words(_ folder: TemporaryFolder, _ body: (any PictureQuestions) throws -> Void = { _ in }) -> String {
    do {
      try body(PictureQuestionSource(recognising: folder.path).open())
      return "no error"
    } catch {
      return "\(error)".replacing(folder.path, with: "FOLDER")
    }
  }

  private let remedy = "Fetch the files again from https://github.com/vzhou842/easy-VQA."

  @Test(
    "the files, at each level, give pictures of 64 × 64, questions and answers",
    arguments: ["", "data/", "easy_vqa/data/"])
  func wholeSet(subfolder: String) throws {
    let folder = try smallSet(in: subfolder)
    let source = try PictureQuestionSource(recognising: folder.path)
    #expect(source == .easyVQA(folder.path))
    #expect(source.description == folder.path)
    #expect(source.withoutLocation == .easyVQA(""))
    let set = try source.open()
    #expect(set.name == "easy-vqa")
    #expect(set.answers == ["yes", "no", "teal"])
    #expect(set.count(of: .train) == 2)
    #expect(set.count(of: .test) == 1)
    let sample = try set.sample(1, of: .train)
    #expect(sample.question == "what colour is it?")
    #expect(sample.answer == 2)
    #expect(sample.identifier == "easy-vqa/train/1")
    #expect(sample.picture.shape == set.pictureShape)
    #expect(sample.picture.pixels.allSatisfy { $0 == 20 })
    #expect(try source.open(splits: [.test]).count(of: .train) == 0)
  }

  @Test("a question whose picture is missing is refused with the picture's path when the set is opened")
  func missingPicture() throws {
    let folder = try smallSet(hasTestPicture: false)
    #expect(
      words(folder)
        == "FOLDER/test/images/0.png: expected a PNG or JPEG picture, found no such file. "
        + "Check the path, or fetch the data set again.")
  }

  @Test(
    "faulty questions are refused in these words",
    arguments: [
      ("[", "something else"), ("{}", "something else"), ("[]", "an empty list"),
      (#"[["a?", "yes", 0], ["b?", "no"]]"#, "another thing as entry 2"),
      (#"[["a?", "yes", 0, 1]]"#, "another thing as entry 1"), (#"[["a?", 7, 0]]"#, "another thing as entry 1"),
      (#"[["a?", "maybe", 0]]"#, "entry 1 with the answer \"maybe\", which answers.txt does not list"),
      (#"[["a?", "yes", -1]]"#, "entry 1 with the picture's number -1"),
    ])
  func faultyQuestions(json: String, found: String) throws {
    let folder = try smallSet()
    try folder.write(Array(json.utf8), to: "train/questions.json")
    #expect(
      words(folder)
        == "FOLDER/train/questions.json: expected a JSON list of [question, answer, picture's number], "
        + "found \(found). \(remedy)")
  }

  @Test("text that is no UTF-8, answers that are missing or doubled, and a missing split are refused")
  func faultyText() throws {
    let folder = try smallSet()
    try folder.write([0x5B, 0xFF, 0x5D], to: "train/questions.json")
    #expect(words(folder).hasSuffix("found bytes that are no UTF-8. \(remedy)"))
    let expected = "FOLDER/answers.txt: expected lines of UTF-8, each a different answer, found"
    try folder.write(Array("yes\nno\nyes\n".utf8), to: "answers.txt")
    #expect(words(folder) == "\(expected) 3 lines, 2 of them different. \(remedy)")
    try folder.write([], to: "answers.txt")
    #expect(words(folder) == "\(expected) 0 lines, 0 of them different. \(remedy)")
    let other = try smallSet()
    try FileManager.default.removeItem(atPath: "\(other.path)/train/questions.json")
    #expect(words(other).hasPrefix("FOLDER/train/questions.json: expected a JSON list"))
  }

  @Test("a name that is no data set is answered with what is known and the nearest name")
  func unknownSource() throws {
    func words(_ name: String) -> String {
      do {
        return try PictureQuestionSource(recognising: name).description
      } catch {
        return error.description
      }
    }
    let known = "expected \"scene-questions\" or a folder with the files of easy-VQA, found no such name or folder."
    #expect(words("scene-questions") == "scene-questions")
    #expect(words("scene-question") == "questions \"scene-question\": \(known) Did you mean \"scene-questions\"?")
    #expect(
      words("easy-vqa")
        == "questions \"easy-vqa\": \(known) easy-VQA is read from files: give the path of their folder.")
    #expect(words("/no/such") == "questions \"/no/such\": \(known) Check the path, or write \"scene-questions\".")
    let folder = try TemporaryFolder()
    #expect(
      words(folder.path)
        == "\(folder.path): expected easy-VQA's train/questions.json or test/questions.json, found an empty folder. "
        + "Point at the folder that holds train and test.")
  }

  @Test(
    "the official files hold 38 575 and 9673 questions",
    .enabled(if: SharedData.easyVQA != nil, "no easy-VQA below HELIOGRAPH_SHARED or ../shared/data/easy-vqa"))
  func officialFiles() throws {
    let folder = try #require(SharedData.easyVQA)
    let set = try PictureQuestionSource(recognising: folder).open()
    #expect(set.count(of: .train) == 38_575)
    #expect(set.count(of: .test) == 9673)
    #expect(set.answers.count == 13)
    let first = try set.sample(0, of: .train)
    #expect(first.question == "what is the blue shape?")
    #expect(set.answers[first.answer] == "rectangle")
    let test = try Set((0..<200).map { try set.sample($0, of: .test).picture })
    let train = try Set((0..<200).map { try set.sample($0, of: .train).picture })
    #expect(test.isDisjoint(with: train))
  }

  @Test("the words of a question are in lower case, without punctuation")
  func words() {
    #expect(QuestionWords.tokens(of: "What colour is the circle?") == ["what", "colour", "is", "the", "circle"])
    #expect(
      QuestionWords.tokens(of: "What's  left-of\tthe 2nd 'box'?!") == ["whats", "left", "of", "the", "2nd", "box"])
    #expect(QuestionWords.tokens(of: "WO IST DAS GRÜNE E\u{301}TUI …") == ["wo", "ist", "das", "grüne", "étui"])
    #expect(QuestionWords.tokens(of: " ?!… ") == [])
    #expect(QuestionWords.tokens(of: "") == [])
  }
}

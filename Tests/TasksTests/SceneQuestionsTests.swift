import Tasks
import Testing

@Suite struct SceneQuestionsTests {
  private let set = SceneQuestions()

  /// How often each answer was right, for each question text.
  private func counts(_ total: Int, of split: Split) -> [(kind: SceneQuestionKind, answers: [String: Int])] {
    var kinds: [String: SceneQuestionKind] = [:]
    var counts: [String: [String: Int]] = [:]
    for index in 0..<total {
      let card = AskedScene.card(index, of: split)
      kinds[card.text] = card.kind
      counts[card.text, default: [:]][card.answer, default: 0] += 1
    }
    return counts.compactMap { text, answers in kinds[text].map { ($0, answers) } }
  }

  @Test(
    "20 000 questions, each answered with the answer that its text has most often, are guessed below 1.2 × chance",
    arguments: Split.allCases)
  func balance(split: Split) {
    let counts = counts(20_000, of: split)
    for kind in SceneQuestionKind.allCases {
      let texts = counts.filter { $0.kind == kind }.map(\.answers)
      let total = texts.reduce(0) { $0 + $1.values.reduce(0, +) }
      let chance = 1 / Double(kind.answers.count)
      let guessed = texts.reduce(0) { $0 + ($1.values.max() ?? 0) }
      #expect(Double(guessed) / Double(total) < 1.2 * chance, "\(kind) by text")
      var byAnswer: [String: Int] = [:]
      for answers in texts { byAnswer.merge(answers, uniquingKeysWith: +) }
      #expect(Double(byAnswer.values.max() ?? 0) / Double(total) < 1.05 * chance, "\(kind) by kind")
      #expect(Set(byAnswer.keys) == Set(kind.answers), "\(kind)")
      #expect(abs(total - 20_000 / 6) <= 1)
    }
    // Every text of colour, shape, count and position has met each of its answers.
    for entry in counts where entry.kind.answers.count > 2 {
      #expect(entry.answers.count == entry.kind.answers.count)
      let (least, most) = (entry.answers.values.min() ?? 0, entry.answers.values.max() ?? 0)
      #expect(most - least <= 1)
    }
  }

  @Test("no layout is in both splits, nor a picture with its question")
  func splitsAreDisjoint() throws {
    func layout(_ objects: [SceneObject]) -> [String] {
      objects.map { "\($0.shape) \($0.colour) \(Int($0.x / 10)) \(Int($0.y / 10))" }.sorted()
    }
    let train = try Set((0..<1500).map { try layout(set.scene($0, of: .train).objects) })
    let test = try Set((0..<500).map { try layout(set.scene($0, of: .test).objects) })
    #expect(train.isDisjoint(with: test))
    let samples = try (0..<60).flatMap { [try set.sample($0, of: .train), try set.sample($0, of: .test)] }
    #expect(Set(samples.map(\.picture)).count == 120)
    #expect(Set(samples.map(\.identifier)).count == 120)
  }

  @Test("a sample, drawn twice, is the same; its answer is an index of the set's 23 answers")
  func pureFunction() throws {
    let sample = try set.sample(7, of: .test)
    #expect(try sample == set.sample(7, of: .test))
    #expect(sample.identifier == "scene-questions/test/00007")
    #expect(sample.picture.shape == set.pictureShape)
    #expect(set.answers.count == 23)
    #expect(Set(set.answers).count == 23)
    for index in 0..<60 {
      let card = AskedScene.card(index, of: .test)
      let (sample, scene) = (try set.sample(index, of: .test), try set.scene(index, of: .test))
      #expect(set.answers[sample.answer] == scene.answer)
      #expect(sample.question == scene.question)
      #expect(card.text == scene.question && card.answer == scene.answer && card.kind == scene.kind)
      #expect(sample.picture == scene.picture)
    }
  }

  @Test("sample 0 of both splits has the question, answer and pixels it had when the data set was fixed")
  func golden() throws {
    let (train, test) = (try set.sample(0, of: .train), try set.sample(0, of: .test))
    #expect(
      [train.question, test.question] == [
        "What colour is the ring?", "What colour is the object right of the diamond?",
      ])
    #expect([hash(train), hash(test)] == [5_705_140_540_574_245_009, 12_244_019_291_231_184_528])
  }

  @Test("scenes have one to four objects that lie whole in the picture and do not overlap")
  func objects() throws {
    var sizes: Set<Int> = []
    for index in 0..<300 {
      let objects = try set.scene(index, of: .train).objects
      sizes.insert(objects.count)
      for (place, object) in objects.enumerated() {
        #expect(object.x >= object.radius && object.x <= 40 - object.radius)
        #expect(object.y >= object.radius && object.y <= 40 - object.radius)
        for other in objects[..<place] {
          let (dx, dy) = (object.x - other.x, object.y - other.y)
          #expect(dx * dx + dy * dy > (object.radius + other.radius) * (object.radius + other.radius))
        }
      }
    }
    #expect(sizes == [1, 2, 3, 4])
  }

  @Test("an index outside the split is refused with the range")
  func indexOutside() {
    let error = #expect(throws: DataSetError.self) { try set.sample(10_000, of: .test) }
    #expect(
      error?.description
        == "scene-questions: expected a test index from 0 to 9999, found 10000. Ask for a sample that the split holds.")
  }

  /// FNV-1a over the pixels.
  private func hash(_ sample: QuestionSample) -> UInt64 {
    sample.picture.pixels.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  @Test("The objects of a scene have the words that questions call them by, and lie in the picture")
  func namedObjects() throws {
    let split = Split.train
    for index in 0..<60 {
      let scene = try set.scene(index, of: split)
      let objects = try set.objects(index, of: split)
      #expect(objects.count == scene.objects.count)
      for (object, painted) in zip(objects, scene.objects) {
        #expect(object.names.contains(painted.shape.rawValue) && object.names.contains(painted.colour.rawValue))
        #expect((0..<1).contains(object.x) && (0..<1).contains(object.y))
        #expect(abs(object.extent * Double(AskedScene.side) - painted.radius) < 1e-9)
      }
    }
    let questions = try (0..<2000).flatMap { QuestionWords.tokens(of: try set.sample($0, of: split).question) }
    let names = try Set((0..<2000).flatMap { try set.objects($0, of: split).flatMap(\.names) })
    #expect(names.isSubset(of: questions))
  }
}

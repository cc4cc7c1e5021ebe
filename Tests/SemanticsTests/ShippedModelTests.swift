import FoundationEssentials
import Quantities
import Semantics
import Tasks
import Testing

@Suite("The models that are shipped")
struct ShippedModelTests {
  @Test("The weights and the knowledge base of each belong together", arguments: ["shapes", "fashion-mnist"])
  func knowledge(name: String) throws {
    let model = try RetrievalModel.load(repositoryFile("models/retrieval-\(name).safetensors"))
    let json = try Data(contentsOf: URL(filePath: repositoryFile("models/retrieval-\(name).knowledge.json")))
    let base = try KnowledgeBase(json: json)
    try base.requireModel(model.digest)
    #expect(model.configuration.dataSet == name)
    #expect(base.axes == .patches([4, 8, 16, 32]))
    #expect(base.snrs == KnowledgeBase.standardSNRs)
    #expect(base.localAccuracy >= (name == "shapes" ? 0.96 : 0.85))
    let best = base.relativeAccuracy(SymbolCounts(patches: 32), snr: Decibels(15))
    #expect(best > 1 - 0.02 / base.localAccuracy)
  }

  @Test("The translator of street scenes knows its grammar, and its knowledge base is its own")
  func streetScenes() throws {
    let model = try TranslationModel.load(repositoryFile("models/translation-street-scenes.safetensors"))
    let base = try ModelLibrary(folders: [repositoryFile("models")]).knowledge(
      of: model, named: "translation-street-scenes", dataSet: "street-scenes", symbols: SymbolCounts(words: 16))
    #expect(base.axes == .words([4, 8, 12, 16, 20]))
    #expect(base.snrs == KnowledgeBase.standardSNRs)
    #expect(base.localAccuracy >= 0.6)
    #expect(base.relativeAccuracy(SymbolCounts(words: 16), snr: Decibels(12)) > 0.95)
    let text = try ParallelTextSource.streetScenes.open(splits: [.test])
    let pairs = try (0..<60).map { try text.pair($0, of: .test) }
    let translations = try model.translateLocally(pairs.map(\.source))
    let bleu = zip(translations, pairs).map { BLEUStatistics(hypothesis: $0, reference: $1.target) }
      .reduce(BLEUStatistics(), +).score
    #expect(bleu >= 50)
  }

  @Test("The model of scene questions answers every kind, and its knowledge base is its own")
  func sceneQuestions() throws {
    let model = try QuestionAnsweringModel.load(repositoryFile("models/vqa-scene-questions.safetensors"))
    let data = SceneQuestions()
    try model.require(data)
    let symbols = SymbolCounts(words: 16, patches: 32)
    let base = try ModelLibrary(folders: [repositoryFile("models")]).knowledge(
      of: model, named: "vqa-scene-questions", dataSet: data.name, symbols: symbols)
    #expect(base.axes == .both(words: [4, 8, 12, 16, 20], patches: [4, 8, 16, 32]))
    #expect(base.localAccuracy >= 0.93)
    #expect(base.relativeAccuracy(symbols, snr: Decibels(12)) > 0.97)
    var right: [SceneQuestionKind: Int] = [:]
    for index in 0..<120 {
      let sample = try data.sample(index, of: .test)
      if try model.answerLocally(sample.picture, question: sample.question) == sample.answer {
        right[try data.scene(index, of: .test).kind, default: 0] += 1
      }
    }
    for kind in SceneQuestionKind.allCases { #expect(right[kind, default: 0] >= 18, "\(kind)") }
  }

  @Test("The model of easy-VQA and its knowledge base belong together")
  func easyVQA() throws {
    let model = try QuestionAnsweringModel.load(repositoryFile("models/vqa-easy-vqa.safetensors"))
    let base = try ModelLibrary(folders: [repositoryFile("models")]).knowledge(
      of: model, named: "vqa-easy-vqa", dataSet: "easy-vqa", symbols: SymbolCounts(words: 16, patches: 32))
    #expect(base.localAccuracy >= 0.97)
    #expect(base.relativeAccuracy(SymbolCounts(words: 16, patches: 32), snr: Decibels(12)) > 0.97)
  }

  @Test("On 200 shapes the local class is right at least nine times in ten, and noise takes its share")
  func shapes() throws {
    let model = try RetrievalModel.load(repositoryFile("models/retrieval-shapes.safetensors"))
    let data = ShapeScenes()
    try model.require(data)
    let settings = EvaluationSettings(
      .patches([4]), snrs: [Decibels(-24), Decibels(-12), Decibels(24)], samples: 200)
    let report = try RetrievalEvaluation(model: model, data: data, gallery: 72, settings: settings).run()
    #expect(report.local.classes.value >= 0.9)
    #expect(report.local.recall.accuracy.value >= 0.9)
    let recalls = report.points.map(\.score.recall.accuracy.value)
    // Four symbols on each of 17 tokens at −24 dB hold at most 68·log₂(1 + 10^−2.4) = 0.39 bit: by Fano's inequality,
    // 36 equally likely classes are right less than (0.39 + 1)/log₂ 36 = 27 % of the time, 37 % with four standard
    // errors of 200 samples more.
    #expect(recalls[0] < 0.4)
    #expect(recalls[1] > recalls[0])
    #expect(recalls[2] >= 0.85)
  }
}

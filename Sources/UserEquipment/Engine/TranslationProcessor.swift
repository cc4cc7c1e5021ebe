import Offloading
import Protocol
import Scenario
import Semantics
import Tasks

/// Translation on a UE: a task is a paragraph of sentences, each drawn on its own.
struct TranslationProcessor: TaskProcessor {
  let knowledge: KnowledgeBase
  private let model: TranslationModel
  private let data: any ParallelText
  private let samples: SampleChoice
  private let sentencesPerTask: Int

  private static let madeSentencesLookedAt = 500

  init(
    _ codec: TranslationCodecChoice, symbols: SymbolCounts, samples: SampleChoice, library: ModelLibrary,
    galleries: GalleryShelf
  ) throws {
    self.samples = samples
    sentencesPerTask = codec.sentencesPerTask
    model = try library.translation(named: codec.model)
    data = try galleries.text(codec.data, splits: [.test])
    // Sentences made by the grammar are alike, and making each of them only to look at it takes long; those of files are
    // there already. Whatever was not looked at is refused when its task is encoded.
    try model.require(data, first: codec.data == .streetScenes ? Self.madeSentencesLookedAt : nil)
    knowledge = try library.knowledge(
      of: model, named: codec.model, dataSet: codec.data.name, symbols: symbols)
  }

  var modelDigests: [String] { [model.digest] }

  func costs(_ symbols: SymbolCounts) throws -> RunCosts {
    RunCosts(codec: Workload(try model.cost(sentences: sentencesPerTask, symbolsPerWord: symbols.words)))
  }

  private func pairs(of task: Int) throws -> [SentencePair] {
    try samples.indices(sentencesPerTask, ofTask: task, among: data.count(of: .test)).map {
      try data.pair($0, of: .test)
    }
  }

  func encode(_ task: Int, symbols: SymbolCounts) throws -> EncodedTask {
    let pairs = try pairs(of: task)
    return try EncodedTask(
      model.encode(pairs.map(\.source), symbolsPerWord: symbols.words), reference: .sentences(pairs.map(\.target)))
  }

  func execute(_ task: Int) throws -> (answer: TaskAnswer, reference: TaskReference) {
    let pairs = try pairs(of: task)
    let sentences = try model.translateLocally(pairs.map(\.source))
    return (TaskAnswer(translation: sentences), .sentences(pairs.map(\.target)))
  }
}

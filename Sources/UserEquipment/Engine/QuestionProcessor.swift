import Offloading
import Protocol
import Scenario
import Semantics
import Tasks

/// Visual question answering on a UE, where a smaller model may answer what is executed locally.
struct QuestionProcessor: TaskProcessor {
  let knowledge: KnowledgeBase
  let localAccuracy: Double
  private let model: QuestionAnsweringModel
  private let localModel: QuestionAnsweringModel?
  private let data: any PictureQuestions
  private let samples: SampleChoice

  init(_ codec: QuestionCodecChoice, samples: SampleChoice, library: ModelLibrary, galleries: GalleryShelf) throws {
    self.samples = samples
    model = try library.questionAnswering(named: codec.model)
    data = try galleries.questions(codec.data, splits: [.test])
    try model.require(data)
    knowledge = try library.knowledge(
      named: codec.model, of: .visualQuestionAnswering, digest: model.digest)
    guard let name = codec.localModel else {
      localModel = nil
      localAccuracy = knowledge.localAccuracy
      return
    }
    let local = try library.questionAnswering(named: name)
    try local.require(data)
    localModel = local
    localAccuracy = try library.localAccuracy(named: name, of: .visualQuestionAnswering, digest: local.digest)
  }

  var modelDigests: [String] { [model.digest] + (localModel.map { [$0.digest] } ?? []) }

  func costs(_ symbols: SymbolCounts) throws -> RunCosts {
    RunCosts(
      codec: Workload(try model.cost(symbols)), local: try localModel.map { Workload(try $0.localCost()) })
  }

  private func sample(of task: Int) throws -> QuestionSample {
    try data.sample(samples.index(ofTask: task, among: data.count(of: .test)), of: .test)
  }

  func encode(_ task: Int, symbols: SymbolCounts) throws -> EncodedTask {
    let sample = try sample(of: task)
    let burst = try model.encode(
      sample.picture, question: sample.question, symbolsPerWord: symbols.words, symbolsPerPatch: symbols.patches)
    return try EncodedTask(burst, reference: .answer(sample.answer))
  }

  func execute(_ task: Int) throws -> (answer: TaskAnswer, reference: TaskReference) {
    let sample = try sample(of: task)
    let model = localModel ?? model
    let index = try model.answerLocally(sample.picture, question: sample.question)
    return (.answered(index: index, text: model.configuration.answers[index]), .answer(sample.answer))
  }
}

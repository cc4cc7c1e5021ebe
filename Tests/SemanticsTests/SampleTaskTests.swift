import Semantics
import Tasks
import Tensors
import Testing

@Suite("A task to count and to time")
struct SampleTaskTests {
  private let most = SymbolCounts(words: 1000, patches: 1000)

  @Test("It takes what a task of its kind takes, with the model's k_max where more is asked for")
  func costs() throws {
    let retrieval = try Tiny.untrained()
    let answering = try TinyAnswering.model()
    #expect(
      try TrainedModel.retrieval(retrieval).sampleTask(most, sentences: 1).cost()
        == retrieval.cost(symbolsPerToken: retrieval.configuration.maximumSymbolsPerToken))
    let cost = try TrainedModel.questionAnswering(answering).sampleTask(most, sentences: 1).cost()
    #expect(try cost == answering.cost(SymbolCounts(words: 4, patches: 8)))
    // Five words and five picture tokens.
    #expect(cost.symbols == 5 * 4 + 5 * 8)
    #expect(cost.encoder.total > 0 && cost.decoder.total > 0)
  }

  @Test("A model without a channel sends nothing of it: all operations are the decoder's")
  func withoutChannel() throws {
    let model = TrainedModel.questionAnswering(try TinyAnswering.model(preset: .local))
    #expect(!model.hasChannel)
    #expect(model.task == .visualQuestionAnswering)
    let task = try model.sampleTask(most, sentences: 1)
    #expect(try task.encode().samples.isEmpty)
    let cost = try task.cost()
    #expect(cost.symbols == 0)
    #expect(cost.encoder.total == 0)
    #expect(cost.decoder.total > 0)
  }
}

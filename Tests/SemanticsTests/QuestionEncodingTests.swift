import Semantics
import Tasks
import Testing

@Suite("Encoding a picture and a question")
struct QuestionEncodingTests {
  private func encode(
    _ model: QuestionAnsweringModel, _ question: String = "Which half is bright?", words: Int = 3, patches: Int = 5
  ) throws -> SymbolBurst {
    let picture = try TinyAnswering.data.sample(0, of: .test).picture
    return try model.encode(picture, question: question, symbolsPerWord: words, symbolsPerPatch: patches)
  }

  @Test("A burst has a part for the question's words and one for the picture's tokens")
  func parts() throws {
    let burst = try encode(TinyAnswering.model())
    #expect(
      burst.parts == [BurstPart(tokens: 4, symbolsPerToken: 3), BurstPart(tokens: 5, symbolsPerToken: 5)])
    #expect(burst.samples.count == 74)
  }

  @Test("The mean of |s|² over the symbols of each part is 1", arguments: [(1, 1), (2, 8), (4, 3)])
  func power(words: Int, patches: Int) throws {
    let model = try TinyAnswering.model()
    for question in ["Bright?", "Is it the left one?", "Is it the left or the right"] {
      let burst = try encode(model, question, words: words, patches: patches)
      #expect(burst.partPowers.allSatisfy { abs($0 - 1) < 1e-5 })
      #expect(2 * burst.parts.map(\.symbols).reduce(0, +) == burst.samples.count)
    }
  }

  @Test("Case and punctuation do not matter, and words that are not known are all the same word")
  func unknownWords() throws {
    let model = try TinyAnswering.model()
    #expect(try encode(model, "which HALF… is bright") == encode(model, "Which half is bright?"))
    #expect(try encode(model, "Which zebra is bright?") == encode(model, "Which Löwe is bright?"))
    #expect(try encode(model, "Which zebra is bright?") != encode(model, "Which half is bright?"))
  }

  @Test("A question without words is refused, and so is one with too many", arguments: ["", " ?! ", "\u{7}\n"])
  func noWords(question: String) throws {
    let model = try TinyAnswering.model()
    let error = #expect(throws: ModelError.self) { try encode(model, question) }
    #expect(
      error?.description == "the question \"\(question)\": expected 1 to 8 words, found none. Ask something.")
  }

  @Test("An endless question is refused with its beginning and its number of words")
  func tooManyWords() throws {
    let model = try TinyAnswering.model()
    let question = String(repeating: "which half ", count: 5000)
    let error = #expect(throws: ModelError.self) {
      try model.answerLocally(TinyAnswering.data.sample(0, of: .test).picture, question: question)
    }
    #expect(
      error?.description
        == "the question \"\(question.prefix(60))…\": expected 1 to 8 words, found 10000. Ask in fewer words.")
  }

  @Test("More symbols than the model has are refused with the range and the remedy")
  func tooManySymbols() throws {
    let model = try TinyAnswering.model()
    let words = #expect(throws: ModelError.self) { try encode(model, words: 5) }
    #expect(
      words?.description
        == "\(model.path): expected from 1 to 4 symbols per word, found 5. "
        + "Ask for fewer symbols per word, or train a model with a larger k_max.")
    let patches = #expect(throws: ModelError.self) { try encode(model, patches: 0) }
    #expect(patches?.found == "0")
  }

  @Test("A picture of another shape is refused with both shapes")
  func otherPicture() throws {
    let model = try TinyAnswering.model()
    let picture = try Picture(width: 16, height: 8, channels: 1, pixels: [UInt8](repeating: 0, count: 128))
    let error = #expect(throws: ModelError.self) {
      try model.encode(picture, question: "Which half?", symbolsPerWord: 1, symbolsPerPatch: 1)
    }
    #expect(
      error?.description
        == "\(model.path): expected a picture of 16×16×1, found one of 16×8×1. "
        + "Give the pictures of bar-questions, or train a model for these.")
  }

  @Test("A model without a channel answers where it is and refuses to encode")
  func localModel() throws {
    let model = try TinyAnswering.model(preset: .local)
    let sample = try TinyAnswering.data.sample(0, of: .test)
    let answer = try model.answerLocally(sample.picture, question: sample.question)
    #expect(model.configuration.answers.indices.contains(answer))
    let error = #expect(throws: ModelError.self) { try encode(model) }
    #expect(
      error?.description
        == "\(model.path): expected a model with a channel encoder and decoder, found one that only answers locally. "
        + "Use it for local execution alone, or train one to offload with: helio train codec vqa --preset small.")
  }
}

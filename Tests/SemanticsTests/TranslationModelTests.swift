import FoundationEssentials
import Randomness
import Semantics
import Tasks
import Tensors
import Testing

@Suite("Translation over a channel")
struct TranslationModelTests {
  private let sentences = ["The dog runs.", "The big old red man waits.", "The old car stops."]

  private func untouched(_ burst: SymbolBurst) -> ReceivedBurst {
    ReceivedBurst(
      samples: burst.samples, parts: burst.parts, fadingReal: 1, fadingImaginary: 0, noiseVariance: 0)
  }

  @Test("Each sentence is a part of its tokens and the end mark, with mean power 1", arguments: [1, 3, 8])
  func power(symbolsPerWord: Int) throws {
    let model = try TinyTranslation.untrained()
    let burst = try model.encode(sentences, symbolsPerWord: symbolsPerWord)
    let lengths = sentences.map { model.configuration.vocabulary.tokens(of: $0).count + 1 }
    #expect(burst.parts == lengths.map { BurstPart(tokens: $0, symbolsPerToken: symbolsPerWord) })
    #expect(burst.partPowers.allSatisfy { abs($0 - 1) < 1e-5 })
    #expect(2 * burst.parts.map(\.symbols).reduce(0, +) == burst.samples.count)
  }

  @Test("Sentences encoded together with longer ones have the symbols that they have alone")
  func padding() throws {
    let model = try TinyTranslation.untrained()
    let together = try model.encode(sentences, symbolsPerWord: 5)
    let alone = try sentences.flatMap { try model.encode([$0], symbolsPerWord: 5).samples }
    #expect(together.samples.count == alone.count)
    #expect(zip(together.samples, alone).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test("Bursts decoded together, of any length and k, give the translations that each gives alone")
  func batches() throws {
    let model = try TinyTranslation.trained()
    let bursts = try [(sentences, 2), ([sentences[1]], 8), ([sentences[2], sentences[0]], 4)].enumerated().map {
      TinyTranslation.noisy(
        try model.encode($1.0, symbolsPerWord: $1.1), snr: 4, seed: UInt64($0))
    }
    for search in [TranslationSearch.greedy, TranslationSearch(width: 3)] {
      model.search = search
      let together = try model.decode(batch: bursts)
      #expect(together.map(\.count) == [3, 1, 2])
      #expect(try together == bursts.map { try model.decode(batch: [$0])[0] })
      #expect(try together == model.decode(batch: bursts))
    }
  }

  @Test("A trained model translates, on the UE and over a good channel, and gets worse below 0 dB")
  func quality() throws {
    let model = try TinyTranslation.trained()
    let pairs = try (0..<40).map { try TinyTranslation.text.pair($0, of: .test) }
    let right = { (translations: [String]) in zip(translations, pairs).count { $0 == $1.target } }
    let local = try right(model.translateLocally(pairs.map(\.source)))
    #expect(local >= 36)
    let received = { (snr: Double) in
      try model.decode(
        batch: pairs.enumerated().map {
          TinyTranslation.noisy(try model.encode([$1.source], symbolsPerWord: 8), snr: snr, seed: UInt64($0))
        }
      ).map { $0[0] }
    }
    let (good, poor) = (try right(received(18)), try right(received(-9)))
    #expect(good >= 34)
    #expect(poor < good)
    model.search = TranslationSearch(width: 4)
    #expect(try right(model.translateLocally(pairs.map(\.source))) >= 36)
  }

  @Test("Local translation is a burst of k_max symbols per word that no channel touched")
  func local() throws {
    let model = try TinyTranslation.trained()
    let burst = try model.encode(sentences, symbolsPerWord: 8)
    #expect(try model.translateLocally(sentences) == model.decode(batch: [untouched(burst)])[0])
  }

  @Test("A burst of noise alone ends, too")
  func noise() throws {
    let model = try TinyTranslation.trained()
    var stream = RandomStream(seed: 1, purpose: "noise alone")
    let samples = (0..<(2 * 15 * 4)).map { _ in Float(stream.normal()) }
    let burst = ReceivedBurst(
      samples: samples, parts: [BurstPart(tokens: 15, symbolsPerToken: 4)], fadingReal: 0, fadingImaginary: 0,
      noiseVariance: 1)
    let translation = try model.decode(batch: [burst])[0][0]
    #expect(model.configuration.vocabulary.tokens(of: translation).count <= 16)
  }

  @Test("Empty and endless sentences, and numbers of symbols that the model has not, are refused with the remedy")
  func badInput() throws {
    let model = try TinyTranslation.untrained()
    let message = { (sentences: [String], symbols: Int) in
      #expect(throws: ModelError.self) { try model.encode(sentences, symbolsPerWord: symbols) }?.description
    }
    #expect(
      message(["The dog runs.", " \u{7} "], 4)
        == "sentence 2 of the text (\" \u{7} \"): expected at least one word, found none. Leave empty sentences out.")
    #expect(
      message([String(repeating: "dog ", count: 16)], 4)
        == "sentence 1 of the text (\"dog dog dog dog dog dog dog dog dog dog …\"): expected at most 15 tokens, as "
        + "\(model.path) was trained for, found 16. Split the sentence.")
    #expect(
      message(["The dog"], 9)
        == "\(model.path): expected from 1 to 8 symbols per word, found 9. "
        + "Ask for fewer symbols per word, or train a model with a larger k_max.")
    #expect(
      message([], 4)
        == "\(model.path): expected at least one sentence, found none. Give the text that is to be translated.")
  }

  @Test("A burst of other dimensions is refused")
  func otherBurst() throws {
    let model = try TinyTranslation.untrained()
    let burst = ReceivedBurst(
      samples: [0, 0], parts: [BurstPart(tokens: 17, symbolsPerToken: 1)], fadingReal: 1, fadingImaginary: 0,
      noiseVariance: 1)
    let error = #expect(throws: ModelError.self) { try model.decode(batch: [burst]) }
    #expect(
      error?.description
        == "\(model.path): expected sentences of 1 to 16 tokens with 1 to 8 symbols each, found 17 tokens with 1 "
        + "symbols each in 2 samples. Encode with the model that decodes.")
  }
}

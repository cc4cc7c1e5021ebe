import Randomness
import Semantics
import Tasks

/// Translation of sentences about street scenes, with all symbols of each token, searched for as a server does.
struct TranslationTasks: CodecTasks {
  let name: String
  var path: String { model.path }
  var count: Int { sentences.count }

  private let model: TranslationModel
  private let symbolsPerWord: Int
  private let sentences: [String]
  private let received: [ReceivedBurst]

  init(_ path: String, count: Int) throws {
    model = try TranslationModel.load(path)
    symbolsPerWord = model.configuration.maximumSymbolsPerWord
    let text = try ParallelTextSource.streetScenes.open(splits: [.test])
    let sentences = try (0..<count).map { try text.pair($0, of: .test).source }
    var stream = RandomStream(seed: 1, purpose: "benchmark")
    var (received, tokens) = ([ReceivedBurst](), 0)
    for sentence in sentences {
      let burst = try model.encode([sentence], symbolsPerWord: symbolsPerWord)
      tokens += burst.parts.reduce(0) { $0 + $1.tokens }
      received.append(burst.received(&stream))
    }
    (self.sentences, self.received) = (sentences, received)
    name = "translation of \(model.configuration.dataSet), \(tokens / count) tokens × \(symbolsPerWord) symbols"
  }

  func encode(_ index: Int) throws { _ = try model.encode([sentences[index]], symbolsPerWord: symbolsPerWord) }

  func decode(_ indices: Range<Int>) throws { _ = try model.decode(batch: Array(received[indices])) }
}

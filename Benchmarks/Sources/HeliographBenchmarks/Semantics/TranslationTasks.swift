import Foundation
import Randomness
import Semantics
import Tasks
import Tensors

/// Translation of sentences about street scenes, with all symbols of each token, searched for as a server does.
struct TranslationTasks: CodecTasks {
  let name: String
  var path: String { model.path }
  var count: Int { sentences.count }

  private let model: TranslationModel
  private let symbolsPerWord: Int
  private let sentences: [String]
  private let sent: [SymbolBurst]
  private let received: [ReceivedBurst]

  init(_ path: String, count: Int) throws {
    model = try TranslationModel.load(path)
    symbolsPerWord = model.configuration.maximumSymbolsPerWord
    let text = try ParallelTextSource.streetScenes.open(splits: [.test])
    let sentences = try (0..<count).map { try text.pair($0, of: .test).source }
    var stream = RandomStream(seed: 1, purpose: "benchmark")
    var (sent, received, tokens) = ([SymbolBurst](), [ReceivedBurst](), 0)
    for sentence in sentences {
      let burst = try model.encode([sentence], symbolsPerWord: symbolsPerWord)
      tokens += burst.parts.reduce(0) { $0 + $1.tokens }
      sent.append(burst)
      received.append(burst.received(&stream))
    }
    (self.sentences, self.sent, self.received) = (sentences, sent, received)
    name = "translation of \(model.configuration.dataSet), \(tokens / count) tokens × \(symbolsPerWord) symbols"
  }

  func encode(_ index: Int) throws { _ = try model.encode([sentences[index]], symbolsPerWord: symbolsPerWord) }

  func decode(_ indices: Range<Int>) throws { _ = try model.decode(batch: Array(received[indices])) }

  func exchange() throws -> (tensors: [NamedTensor], metadata: [String: String])? {
    let endMark = 3
    let tokens = sentences.map { model.configuration.vocabulary.tokens(of: $0) + [endMark] }
    let longest = tokens.map(\.count).max() ?? 0
    let width = 2 * symbolsPerWord
    func padded(_ bursts: [[Float]]) throws -> Tensor {
      let rows = bursts.flatMap { $0 + repeatElement(0, count: longest * width - $0.count) }
      return try Tensor(rows, shape: [count, longest, width])
    }
    let translations = try model.decode(batch: received).map { $0[0] }
    return (
      [
        (
          "tokens",
          try Tensor(
            tokens.flatMap { $0.map(Float.init) + repeatElement(0, count: longest - $0.count) },
            shape: [count, longest])
        ),
        ("symbols", try padded(sent.map(\.samples))), ("received", try padded(received.map(\.samples))),
      ],
      [
        "noiseVariance": "\(SymbolBurst.noiseVariance)",
        "translations": String(decoding: try JSONEncoder().encode(translations), as: UTF8.self),
      ]
    )
  }
}

import Randomness
import Semantics
import Tasks

/// A question about pictures that are noise, with all symbols of each token.
struct QuestionTasks: CodecTasks {
  private static let question = "How many red circles are there?"

  let name: String
  var path: String { model.path }
  var count: Int { pictures.count }

  private let model: QuestionAnsweringModel
  private let symbols: QuestionAnsweringConfiguration.SymbolLimits
  private let pictures: [Picture]
  private let received: [ReceivedBurst]

  /// - Returns: nil for a model without a channel.
  init?(_ path: String, count: Int) throws {
    model = try QuestionAnsweringModel.load(path)
    guard let symbols = model.configuration.symbols else { return nil }
    self.symbols = symbols
    var stream = RandomStream(seed: 1, purpose: "benchmark")
    var (pictures, received) = ([Picture](), [ReceivedBurst]())
    for _ in 0..<count {
      let picture = try Picture.noise(model.configuration.pictures, &stream)
      let burst = try model.encode(
        picture, question: QuestionTasks.question, symbolsPerWord: symbols.perWord, symbolsPerPatch: symbols.perPatch)
      pictures.append(picture)
      received.append(burst.received(&stream))
    }
    (self.pictures, self.received) = (pictures, received)
    let parts = received[0].parts.map { "\($0.tokens) × \($0.symbolsPerToken)" }.joined(separator: " and ")
    name = "questions about \(model.configuration.dataSet), \(parts) symbols"
  }

  func encode(_ index: Int) throws {
    _ = try model.encode(
      pictures[index], question: QuestionTasks.question, symbolsPerWord: symbols.perWord,
      symbolsPerPatch: symbols.perPatch)
  }

  func decode(_ indices: Range<Int>) throws { _ = try model.decode(batch: Array(received[indices])) }
}

import Randomness
import Semantics
import Tasks
import Tensors

/// A question about pictures that are noise, with all symbols of each token.
struct QuestionTasks: CodecTasks {
  private static let question = "How many red circles are there?"

  let name: String
  var path: String { model.path }
  var count: Int { pictures.count }

  private let model: QuestionAnsweringModel
  private let symbols: QuestionAnsweringConfiguration.SymbolLimits
  private let pictures: [Picture]
  private let sent: [SymbolBurst]
  private let received: [ReceivedBurst]

  /// - Returns: nil for a model without a channel.
  init?(_ path: String, count: Int) throws {
    model = try QuestionAnsweringModel.load(path)
    guard let symbols = model.configuration.symbols else { return nil }
    self.symbols = symbols
    var stream = RandomStream(seed: 1, purpose: "benchmark")
    var (pictures, sent, received) = ([Picture](), [SymbolBurst](), [ReceivedBurst]())
    for _ in 0..<count {
      let picture = try Picture.noise(model.configuration.pictures, &stream)
      let burst = try model.encode(
        picture, question: QuestionTasks.question, symbolsPerWord: symbols.perWord, symbolsPerPatch: symbols.perPatch)
      pictures.append(picture)
      sent.append(burst)
      received.append(burst.received(&stream))
    }
    (self.pictures, self.sent, self.received) = (pictures, sent, received)
    let parts = received[0].parts.map { "\($0.tokens) × \($0.symbolsPerToken)" }.joined(separator: " and ")
    name = "questions about \(model.configuration.dataSet), \(parts) symbols"
  }

  func encode(_ index: Int) throws {
    _ = try model.encode(
      pictures[index], question: QuestionTasks.question, symbolsPerWord: symbols.perWord,
      symbolsPerPatch: symbols.perPatch)
  }

  func decode(_ indices: Range<Int>) throws { _ = try model.decode(batch: Array(received[indices])) }

  func exchange() throws -> (tensors: [NamedTensor], metadata: [String: String])? {
    let shape = model.configuration.pictures
    let bytes = pictures.flatMap { picture in picture.normalisedPlanes.map { (($0 + 1) * 127.5).rounded() } }
    let known = QuestionWords.tokens(of: QuestionTasks.question).map { word in
      Float(model.configuration.vocabulary.firstIndex(of: word).map { $0 + 1 } ?? 0)
    }
    let words = try Tensor((0..<count).flatMap { _ in known }, shape: [count, known.count])
    let answers = try model.decode(batch: received).map { Float($0) }
    let split = 2 * symbols.perWord * known.count
    func parts(_ bursts: [[Float]], _ name: String) throws -> [NamedTensor] {
      [
        (
          "\(name)_question",
          try Tensor(bursts.flatMap { $0[..<split] }, shape: [count, known.count, 2 * symbols.perWord])
        ),
        (
          "\(name)_picture",
          try Tensor(
            bursts.flatMap { $0[split...] }, shape: [count, model.configuration.pictureTokens, 2 * symbols.perPatch])
        ),
      ]
    }
    return (
      [
        ("pictures", try Tensor(bytes, shape: [count, shape.channels, shape.height, shape.width])), ("words", words),
        ("answers", try Tensor(answers, shape: [count])),
      ] + (try parts(sent.map(\.samples), "sent")) + (try parts(received.map(\.samples), "received")),
      ["noiseVariance": "\(SymbolBurst.noiseVariance)"]
    )
  }
}

import Randomness
import Semantics
import Tasks
import Tensors

/// Image retrieval of pictures that are noise, with all symbols of each token.
struct RetrievalTasks: CodecTasks {
  let name: String
  var path: String { model.path }
  var count: Int { pictures.count }

  private let model: RetrievalModel
  private let symbolsPerToken: Int
  private let pictures: [Picture]
  private let sent: [SymbolBurst]
  private let received: [ReceivedBurst]

  init(_ path: String, count: Int) throws {
    model = try RetrievalModel.load(path)
    let configuration = model.configuration
    symbolsPerToken = configuration.maximumSymbolsPerToken
    name = "retrieval of \(configuration.dataSet), \(configuration.tokens) tokens × \(symbolsPerToken) symbols"
    var stream = RandomStream(seed: 1, purpose: "benchmark")
    var (pictures, sent, received) = ([Picture](), [SymbolBurst](), [ReceivedBurst]())
    for _ in 0..<count {
      let picture = try Picture.noise(configuration.pictures, &stream)
      let burst = try model.encode(picture, symbolsPerToken: symbolsPerToken)
      pictures.append(picture)
      sent.append(burst)
      received.append(burst.received(&stream))
    }
    (self.pictures, self.sent, self.received) = (pictures, sent, received)
  }

  func encode(_ index: Int) throws { _ = try model.encode(pictures[index], symbolsPerToken: symbolsPerToken) }

  func decode(_ indices: Range<Int>) throws { _ = try model.decode(batch: Array(received[indices])) }

  func exchange() throws -> (tensors: [NamedTensor], metadata: [String: String])? {
    let shape = model.configuration.pictures
    let bytes = pictures.flatMap { picture in picture.normalisedPlanes.map { (($0 + 1) * 127.5).rounded() } }
    let symbols = [count, model.configuration.tokens, 2 * symbolsPerToken]
    let embeddings = try model.decode(batch: received).flatMap(\.values)
    return (
      [
        ("pictures", try Tensor(bytes, shape: [count, shape.channels, shape.height, shape.width])),
        ("symbols", try Tensor(sent.flatMap(\.samples), shape: symbols)),
        ("received", try Tensor(received.flatMap(\.samples), shape: symbols)),
        ("embeddings", try Tensor(embeddings, shape: [count, model.configuration.embeddingSize])),
      ], ["symbolsPerToken": "\(symbolsPerToken)", "noiseVariance": "\(SymbolBurst.noiseVariance)"]
    )
  }
}

import Randomness
import Semantics
import Tasks
import Tensors

/// Image retrieval of pictures that are noise, with all symbols of each token, at 13 dB.
struct RetrievalTasks: CodecTasks {
  private static let noiseVariance = 0.05

  let name: String
  var path: String { model.path }
  var count: Int { pictures.count }

  private let model: RetrievalModel
  private let symbolsPerToken: Int
  private let pictures: [Picture]
  private let sent: [SymbolBurst]
  private let received: [ReceivedBurst]

  init(_ model: RetrievalModel, count: Int) throws {
    self.model = model
    symbolsPerToken = model.configuration.maximumSymbolsPerToken
    let configuration = model.configuration
    name = "retrieval of \(configuration.dataSet), \(configuration.tokens) tokens × \(symbolsPerToken) symbols"
    let shape = configuration.pictures
    var stream = RandomStream(seed: 1, purpose: "benchmark")
    pictures = try (0..<count).map { _ in
      let pixels = (0..<(shape.width * shape.height * shape.channels)).map { _ in UInt8(stream.integer(below: 256)) }
      return try Picture(width: shape.width, height: shape.height, channels: shape.channels, pixels: pixels)
    }
    var sent: [SymbolBurst] = []
    for picture in pictures { sent.append(try model.encode(picture, symbolsPerToken: symbolsPerToken)) }
    let deviation = (RetrievalTasks.noiseVariance / 2).squareRoot()
    received = sent.map { burst in
      ReceivedBurst(
        samples: burst.samples.map { $0 + Float(deviation * stream.normal()) }, parts: burst.parts,
        fadingReal: 1, fadingImaginary: 0, noiseVariance: RetrievalTasks.noiseVariance)
    }
    self.sent = sent
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
      ], ["symbolsPerToken": "\(symbolsPerToken)", "noiseVariance": "\(RetrievalTasks.noiseVariance)"]
    )
  }
}

public import Tasks
import Tensors

/// A trained codec for image retrieval: pictures to symbols on the UE, symbols to embeddings at the server.
///
/// A model belongs to the thread that loaded it. Every pass is one of inference; the same calls in the same order give
/// the same bits on machines with the same numerics fingerprint.
public final class RetrievalModel {
  /// What the model is.
  public let configuration: RetrievalConfiguration
  /// The SHA-256 digest of the weights' file in lower-case hexadecimal.
  public let digest: String
  /// The weights' file.
  public let path: String

  let network: RetrievalNetwork
  private let prototypes: [Embedding]

  init(_ file: CodecFile<RetrievalConfiguration>) throws {
    configuration = file.configuration
    digest = file.digest
    path = file.path
    network = try RetrievalNetwork(file.configuration, generator: TensorGenerator(seed: 0))
    try file.load(into: network)
    let vectors = try withoutGradient { [network] in try network.unitPrototypes().floats() }
    prototypes = RetrievalModel.split(vectors, length: file.configuration.embeddingSize)
  }

  /// Reads a model.
  ///
  /// - Parameter path: a safetensors file that the codec trainer wrote.
  /// - Returns: the model, ready to work.
  /// - Throws: `SafetensorsError` for a file that is missing or damaged, ``ModelError`` for one that holds no retrieval
  ///   model, `ParameterMismatch` for weights that do not fit their own configuration.
  public static func load(_ path: String) throws -> RetrievalModel { try RetrievalModel(CodecFile(reading: path)) }

  /// Refuses a data set that the model was not made for.
  ///
  /// - Parameter data: what the model is to work on.
  /// - Throws: ``ModelError`` naming the file, both shapes or the first class that differs, and the remedy.
  public func require(_ data: any LabelledPictures) throws(ModelError) {
    let wanted = data.pictureShape
    let names = zip(data.classNames, configuration.classNames)
    guard wanted == configuration.pictures, data.classNames.count == configuration.classNames.count else {
      throw ModelError(
        place: path,
        expected: "a model of \(data.classNames.count) classes of pictures of \(wanted.words) for \(data.name)",
        found: "one of \(configuration.classNames.count) classes of pictures of \(configuration.pictures.words), "
          + "trained on \(configuration.dataSet)",
        remedy: ModelError.trainAgain(RetrievalConfiguration.command, data: data.name))
    }
    if let (index, other) = names.enumerated().first(where: { $0.element.0 != $0.element.1 }) {
      throw ModelError(
        place: path, expected: "a model with the class \(index) \"\(other.0)\" of \(data.name)",
        found: "one with \"\(other.1)\" there, trained on \(configuration.dataSet)",
        remedy: ModelError.trainAgain(RetrievalConfiguration.command, data: data.name))
    }
  }

  /// Encodes a picture into symbols, as a UE that offloads does.
  ///
  /// - Parameters:
  ///   - picture: of the configuration's shape.
  ///   - symbolsPerToken: k, 1…k_max.
  /// - Returns: the burst, of unit average power.
  /// - Throws: ``ModelError`` for a picture of another shape or a k that is out of range.
  public func encode(_ picture: Picture, symbolsPerToken: Int) throws -> SymbolBurst {
    try check(symbolsPerToken: symbolsPerToken)
    return try encode(batch: [picture], symbolsPerToken: [symbolsPerToken])[0][0]
  }

  /// Refuses a number of symbols that the model does not have.
  func check(symbolsPerToken: Int) throws(ModelError) {
    let range = 1...configuration.maximumSymbolsPerToken
    guard range.contains(symbolsPerToken) else {
      throw ModelError(
        place: path, expected: "from 1 to \(range.upperBound) symbols per token", found: "\(symbolsPerToken)",
        remedy: "Ask for fewer symbols per token, or train a model with a larger k_max")
    }
  }

  /// Encodes pictures as one batch with each of some numbers of symbols per token, for measurements.
  ///
  /// - Returns: for each picture a burst for each k.
  func encode(batch pictures: [Picture], symbolsPerToken: [Int]) throws -> [[SymbolBurst]] {
    try withoutGradient {
      let features = try network.features(of: input(pictures), .inference)
      var bursts = [[SymbolBurst]](repeating: [], count: pictures.count)
      for count in symbolsPerToken {
        let samples = try network.symbols(of: features, symbolsPerToken: count).floats()
        let length = 2 * configuration.tokens * count
        for index in pictures.indices {
          bursts[index].append(
            SymbolBurst(
              samples: Array(samples[(length * index)..<(length * (index + 1))]),
              parts: [BurstPart(tokens: configuration.tokens, symbolsPerToken: count)]))
        }
      }
      return bursts
    }
  }

  /// Equalises and decodes bursts as one batch in the order given, as the server does with a slot's arrivals.
  ///
  /// - Parameter bursts: any number, their k may differ.
  /// - Returns: an embedding for each.
  /// - Throws: ``ModelError`` for a burst of other dimensions than the model's.
  public func decode(batch bursts: [ReceivedBurst]) throws -> [Embedding] {
    guard !bursts.isEmpty else { return [] }
    var input: [Float] = []
    for burst in bursts { try append(burst, to: &input) }
    let width = 2 * configuration.maximumSymbolsPerToken + ChannelQuality.inputs
    let vectors = try withoutGradient {
      let received = try Tensor(input, shape: [bursts.count, configuration.tokens, width])
      return try network.embeddings(of: received, .inference).floats()
    }
    return RetrievalModel.split(vectors, length: configuration.embeddingSize)
  }

  /// The embedding of a picture that is handled where it is taken: all k_max symbols, no noise.
  ///
  /// - Parameter picture: of the configuration's shape.
  /// - Returns: its embedding.
  /// - Throws: ``ModelError`` for a picture of another shape.
  public func localEmbedding(_ picture: Picture) throws -> Embedding { try localEmbeddings([picture])[0] }

  /// The local embeddings of pictures that go through the network as one batch.
  func localEmbeddings(_ pictures: [Picture]) throws -> [Embedding] {
    let bursts = try encode(batch: pictures, symbolsPerToken: [configuration.maximumSymbolsPerToken])
    return try decode(batch: bursts.map { ReceivedBurst(untouched: $0[0]) })
  }

  /// The class whose prototype is nearest by cosine, the first of equals.
  ///
  /// - Parameter embedding: of this model.
  /// - Returns: an index of the configuration's class names.
  public func classify(_ embedding: Embedding) -> Int { embedding.nearest(of: prototypes) ?? 0 }

  /// Appends a burst's rows of the decoder's input.
  private func append(_ burst: ReceivedBurst, to input: inout [Float]) throws(ModelError) {
    let most = configuration.maximumSymbolsPerToken
    let tokens = configuration.tokens
    guard burst.isWhole, burst.parts.count == 1, burst.parts[0].tokens == tokens,
      (1...most).contains(burst.parts[0].symbolsPerToken)
    else {
      throw ModelError(
        place: path, expected: "a burst of \(tokens) tokens with 1 to \(most) symbols each", found: burst.words,
        remedy: "Encode with the model that decodes")
    }
    burst.appendRows(ofPart: 0, maximum: most, to: &input)
  }

  private static func split(_ vectors: [Float], length: Int) -> [Embedding] {
    stride(from: 0, to: vectors.count, by: length).map { Embedding(Array(vectors[$0..<($0 + length)])) }
  }
}

extension PictureShape {
  /// `28×28×1`: width, height, channels.
  var words: String { "\(width)×\(height)×\(channels)" }
}

public import Tasks
import Tensors

extension RetrievalModel {
  /// T·d, the numbers of a picture's semantic features.
  public var featureCount: Int { configuration.tokens * configuration.features }

  /// The semantic encoder's features of a picture, as a UE computes them that sends bytes.
  ///
  /// - Parameter picture: of the configuration's shape.
  /// - Returns: `featureCount` numbers, `[T, d]`, the class token first.
  /// - Throws: ``ModelError`` for a picture of another shape.
  public func features(of picture: Picture) throws -> [Float] {
    try withoutGradient { try network.features(of: input([picture]), .inference).floats() }
  }

  /// What the decoder gets of features that came through whole: their k_max symbols a token, h = 1 and no noise.
  ///
  /// - Parameter features: `featureCount` numbers, `[T, d]`.
  /// - Returns: a burst for `decode(batch:)`.
  /// - Throws: ``ModelError`` for another number of features.
  public func received(features: [Float]) throws -> ReceivedBurst {
    guard features.count == featureCount else {
      throw ModelError(
        place: path, expected: "the features of \(configuration.tokens) tokens, \(configuration.features) each",
        found: "\(features.count) numbers", remedy: "Encode with the model that decodes")
    }
    let symbols = configuration.maximumSymbolsPerToken
    let samples = try withoutGradient {
      let tensor = try Tensor(features, shape: [1, configuration.tokens, configuration.features])
      return try network.symbols(of: tensor, symbolsPerToken: symbols).floats()
    }
    return ReceivedBurst(
      untouched: SymbolBurst(
        samples: samples, parts: [BurstPart(tokens: configuration.tokens, symbolsPerToken: symbols)]))
  }

  /// What the decoder gets of a picture that came through whole: as for a picture that is handled where it is taken.
  ///
  /// - Parameter picture: of the configuration's shape.
  /// - Returns: a burst for `decode(batch:)`.
  /// - Throws: ``ModelError`` for a picture of another shape.
  public func received(_ picture: Picture) throws -> ReceivedBurst {
    ReceivedBurst(untouched: try encode(picture, symbolsPerToken: configuration.maximumSymbolsPerToken))
  }
}

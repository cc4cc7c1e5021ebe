/// What a translation model is: its vocabulary, the sizes of its network and how it was trained.
///
/// It is stored as JSON under the key ``metadataKey`` of the weights' safetensors metadata.
public struct TranslationConfiguration: CodecConfiguration {
  /// The corpus' name.
  public var dataSet: String
  /// The tokens of both languages. What the paper calls a word is a token here.
  public var vocabulary: Vocabulary
  /// d, the length of a token's vector.
  public var features: Int
  /// The attention heads of each transformer layer, a divisor of d.
  public var heads: Int
  /// The width of a transformer layer's hidden layer, and of the channel decoder's.
  public var hidden: Int
  /// The transformer layers of the semantic encoder.
  public var encoderLayers: Int
  /// The transformer encoder layers behind the channel decoder, which let noisy words learn from their neighbours;
  /// the paper has none.
  public var receiverLayers: Int
  /// The transformer layers of the semantic decoder.
  public var decoderLayers: Int
  /// k_max, the most complex symbols that a word can be sent with.
  public var maximumSymbolsPerWord = 20
  /// The most tokens of a sentence, its end mark included; a translation has no more either.
  public var maximumTokens = 80
  /// The dropout probability while training.
  public var dropout: Double
  /// The seed of the training that made the weights.
  public var seed: UInt64
  /// The steps of training behind the weights.
  public var steps = 0

  /// The key of the safetensors metadata that holds the configuration.
  public static let metadataKey = "heliograph.translation"
  /// The kind of model in words.
  public static let words = "translation model"
  /// What `helio train codec` is followed by to make one.
  public static let command = "translation"

  /// Sizes to choose from.
  public enum Preset: String, Codable, Sendable, CaseIterable {
    /// For the procedural corpus: 2 + 3 + 2 layers, d = 128.
    case tiny
    /// For Multi30k on two cores: 3 + 1 + 3 layers, d = 256.
    case small
    /// The paper's: 6 + 6 layers, d = 512 [Ji24].
    case paper

    /// How many byte pairs its vocabulary merges.
    public var merges: Int {
      switch self {
      case .tiny: 4000
      case .small: 5000
      case .paper: 8000
      }
    }
  }

  /// A preset's network for a corpus.
  ///
  /// - Parameters:
  ///   - preset: the sizes.
  ///   - dataSet: the corpus' name.
  ///   - vocabulary: learned from its training split.
  ///   - seed: the seed of the training.
  public init(_ preset: Preset, dataSet: String, vocabulary: Vocabulary, seed: UInt64 = 1) {
    self.dataSet = dataSet
    self.vocabulary = vocabulary
    self.seed = seed
    switch preset {
    case .tiny:
      (features, heads, hidden) = (128, 4, 512)
      (encoderLayers, receiverLayers, decoderLayers, dropout) = (2, 3, 2, 0)
    case .small:
      (features, heads, hidden) = (256, 4, 1024)
      (encoderLayers, receiverLayers, decoderLayers, dropout) = (3, 1, 3, 0.1)
    case .paper:
      (features, heads, hidden) = (512, 8, 2048)
      (encoderLayers, receiverLayers, decoderLayers, dropout) = (6, 0, 6, 0.1)
    }
  }

  /// More receiver layers may follow those that there are.
  public func layersAdded(to other: Self) -> [String]? {
    var widened = other
    if (1..<max(receiverLayers, 1)).contains(other.receiverLayers) { widened.receiverLayers = receiverLayers }
    return widened == self ? (other.receiverLayers..<receiverLayers).map { "receiver.layers.\($0)." } : nil
  }

  /// Refuses sizes that no network can have, before anything is allocated.
  ///
  /// - Parameter place: the file that the configuration comes from, for the error.
  /// - Throws: ``ModelError`` naming the first value that is out of range.
  public func check(place: String) throws(ModelError) {
    try check(
      [
        ("features", features, 2...4096), ("heads", heads, 1...max(features, 1)), ("hidden", hidden, 1...16384),
        ("encoderLayers", encoderLayers, 1...64), ("receiverLayers", receiverLayers, 0...64),
        ("decoderLayers", decoderLayers, 1...64), ("maximumSymbolsPerWord", maximumSymbolsPerWord, 1...4096),
        ("maximumTokens", maximumTokens, 2...4096), ("the number of tokens", vocabulary.count, 5...65536),
      ], place: place)
    guard features.isMultiple(of: heads), features.isMultiple(of: 2) else {
      throw ModelError(
        place: place, expected: "an even number of features that the heads divide",
        found: "\(features) features and \(heads) heads", remedy: trainAgain)
    }
    guard (0..<1).contains(dropout) else {
      throw ModelError(place: place, expected: "a dropout from 0 to below 1", found: "\(dropout)", remedy: trainAgain)
    }
  }
}

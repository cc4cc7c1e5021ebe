public import Tasks

/// What a retrieval model is: the sizes of its network, the pictures it takes and how it was trained.
///
/// It is stored as JSON under the key ``metadataKey`` of the weights' safetensors metadata.
public struct RetrievalConfiguration: CodecConfiguration {
  /// The data set's name.
  public var dataSet: String
  /// The pictures that go in.
  public var pictures: PictureShape
  /// The classes; the network has a prototype for each.
  public var classNames: [String]
  /// d, the length of a token's vector.
  public var features: Int
  /// The attention heads of each transformer layer, a divisor of d.
  public var heads: Int
  /// The width of a transformer layer's hidden layer.
  public var hidden: Int
  /// The transformer layers of the semantic encoder, and as many of the decoder.
  public var layers: Int
  /// The output channels of the stem's first two convolutions; the third has d.
  public var stemChannels: [Int]
  /// The residual blocks behind each of the stem's three convolutions; absent from files means none.
  public var stemResidualBlocks: [Int]
  /// k_max, the most complex symbols that a token can be sent with.
  public var maximumSymbolsPerToken: Int
  /// The length of the embedding that pictures are compared by.
  public var embeddingSize: Int
  /// The seed of the training that made the weights.
  public var seed: UInt64
  /// The steps of training behind the weights.
  public var steps: Int

  /// The key of the safetensors metadata that holds the configuration.
  public static let metadataKey = "heliograph.retrieval"
  /// As errors name it.
  public static let words = "retrieval model"
  /// The command's last word.
  public static let command = "retrieval"

  /// A network for a data set.
  ///
  /// - Parameters:
  ///   - data: gives the name, the classes and the shape of the pictures.
  ///   - preset: gives the sizes.
  ///   - seed: the seed of the training.
  public init(for data: any LabelledPictures, preset: RetrievalPreset = .small, seed: UInt64 = 1) {
    dataSet = data.name
    pictures = data.pictureShape
    classNames = data.classNames
    heads = 4
    switch preset {
    case .small: (features, hidden, layers, stemChannels, stemResidualBlocks) = (96, 384, 2, [32, 64], [0, 0, 0])
    case .deep: (features, hidden, layers, stemChannels, stemResidualBlocks) = (128, 256, 1, [48, 96], [1, 1, 1])
    }
    maximumSymbolsPerToken = 32
    embeddingSize = 32
    self.seed = seed
    steps = 0
  }

  /// The tokens of a picture: the class token and one for each patch.
  public var tokens: Int { PatchGrid(pictures, convolutions: stemChannels.count + 1).tokens }

  /// The sizes of the semantic encoder, and of the decoder.
  var transformer: TransformerSizes {
    TransformerSizes(features: features, heads: heads, hidden: hidden, layers: layers)
  }

  /// Refuses sizes that no network can have, before anything is allocated.
  ///
  /// - Parameter place: the file that the configuration comes from, for the error.
  /// - Throws: ``ModelError`` naming the first value that is out of range.
  public func check(place: String) throws(ModelError) {
    try check(
      [
        ("features", features, 1...4096), ("heads", heads, 1...max(1, min(features, 4096))),
        ("hidden", hidden, 1...16384), ("layers", layers, 1...64),
        ("maximumSymbolsPerToken", maximumSymbolsPerToken, 1...4096), ("embeddingSize", embeddingSize, 1...4096),
        ("pictures.width", pictures.width, 8...1024), ("pictures.height", pictures.height, 8...1024),
        ("pictures.channels", pictures.channels, 1...3), ("the number of classNames", classNames.count, 2...1_000_000),
        ("the number of stemChannels", stemChannels.count, 2...2),
        ("the number of stemResidualBlocks", stemResidualBlocks.count, 3...3),
      ] + stemChannels.map { ("stemChannels", $0, 1...4096) }
        + stemResidualBlocks.map { ("stemResidualBlocks", $0, 0...64) }, place: place)
    guard features.isMultiple(of: heads) else {
      throw ModelError(
        place: place, expected: "a number of heads that divides \(features) features", found: "\(heads)",
        remedy: trainAgain)
    }
  }
}

extension RetrievalConfiguration {
  /// Decodes a configuration; those written before stems had residual blocks have none.
  ///
  /// - Parameter decoder: over JSON.
  /// - Throws: `DecodingError` naming the first key that is missing or of another type.
  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    dataSet = try keys.decode(String.self, forKey: .dataSet)
    pictures = try keys.decode(PictureShape.self, forKey: .pictures)
    classNames = try keys.decode([String].self, forKey: .classNames)
    features = try keys.decode(Int.self, forKey: .features)
    heads = try keys.decode(Int.self, forKey: .heads)
    hidden = try keys.decode(Int.self, forKey: .hidden)
    layers = try keys.decode(Int.self, forKey: .layers)
    stemChannels = try keys.decode([Int].self, forKey: .stemChannels)
    stemResidualBlocks = try keys.decodeIfPresent([Int].self, forKey: .stemResidualBlocks) ?? [0, 0, 0]
    maximumSymbolsPerToken = try keys.decode(Int.self, forKey: .maximumSymbolsPerToken)
    embeddingSize = try keys.decode(Int.self, forKey: .embeddingSize)
    seed = try keys.decode(UInt64.self, forKey: .seed)
    steps = try keys.decode(Int.self, forKey: .steps)
  }
}

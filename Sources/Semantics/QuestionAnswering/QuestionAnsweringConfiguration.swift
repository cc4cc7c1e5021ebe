public import Tasks

/// What a question-answering model is: the sizes of its network, what goes in and out, and how it was trained.
///
/// It is stored as JSON under the key ``metadataKey`` of the weights' safetensors metadata.
public struct QuestionAnsweringConfiguration: CodecConfiguration {
  /// The most complex symbols that a token is sent with.
  public struct SymbolLimits: Hashable, Codable, Sendable {
    /// k^T_max, for a word of the question.
    public var perWord: Int
    /// k^I_max, for a patch of the picture.
    public var perPatch: Int

    /// Names the two limits.
    ///
    /// - Parameters:
    ///   - perWord: k^T_max.
    ///   - perPatch: k^I_max.
    public init(perWord: Int, perPatch: Int) {
      self.perWord = perWord
      self.perPatch = perPatch
    }
  }

  /// The data set's name.
  public var dataSet: String
  /// The pictures that go in.
  public var pictures: PictureShape
  /// The answers that may come out.
  public var answers: [String]
  /// The words that the model knows, in the order of their indices, which begin with 1.
  public var vocabulary: [String]
  /// The most words of a question.
  public var maximumWords: Int
  /// The question's semantic encoder.
  public var question: TransformerSizes
  /// The picture's semantic encoder.
  public var picture: TransformerSizes
  /// The transformer at the server that joins both.
  public var fusion: TransformerSizes
  /// The output channels of the stem's convolutions but the last, which has the picture encoder's d. Each convolution
  /// halves width and height.
  public var stemChannels: [Int]
  /// The residual blocks behind each of the stem's convolutions.
  public var stemResidualBlocks: [Int]
  /// The most symbols of each token; nil for a model without a channel, which answers only where it is.
  public var symbols: SymbolLimits?
  /// The seed of the training that made the weights.
  public var seed: UInt64
  /// The steps of training behind the weights.
  public var steps: Int

  /// The key of the safetensors metadata that holds the configuration.
  public static let metadataKey = "heliograph.vqa"
  /// As errors name it.
  public static let words = "question-answering model"
  /// The command's last word.
  public static let command = "vqa"

  /// T, the tokens of a picture: the class token and one for each patch.
  public var pictureTokens: Int { patchGrid.tokens }

  /// The patches of a picture.
  var patchGrid: PatchGrid { PatchGrid(pictures, convolutions: stemChannels.count + 1) }
}

extension QuestionAnsweringConfiguration {
  /// Refuses sizes that no network can have, before anything is allocated.
  ///
  /// - Parameter place: the file that the configuration comes from, for the error.
  /// - Throws: ``ModelError`` naming the first value that is out of range.
  public func check(place: String) throws(ModelError) {
    let parts = [("question", question), ("picture", picture), ("fusion", fusion)]
    var sizes = [
      ("pictures.width", pictures.width, 8...1024), ("pictures.height", pictures.height, 8...1024),
      ("pictures.channels", pictures.channels, 1...3), ("the number of answers", answers.count, 2...1_000_000),
      ("the number of words in the vocabulary", vocabulary.count, 1...1_000_000),
      ("maximumWords", maximumWords, 1...4096),
      ("the number of stemChannels", stemChannels.count, 0...6),
    ]
    sizes += stemChannels.map { ("stemChannels", $0, 1...4096) }
    sizes.append(("the number of stemResidualBlocks", stemResidualBlocks.count, 0...(stemChannels.count + 1)))
    sizes += stemResidualBlocks.map { ("stemResidualBlocks", $0, 0...16) }
    for (name, part) in parts {
      sizes += [
        ("\(name).features", part.features, 1...4096), ("\(name).heads", part.heads, 1...4096),
        ("\(name).hidden", part.hidden, 1...16384), ("\(name).layers", part.layers, 1...64),
      ]
    }
    if let symbols {
      sizes += [("symbols.perWord", symbols.perWord, 1...4096), ("symbols.perPatch", symbols.perPatch, 1...4096)]
    }
    try check(sizes, place: place)
    for (name, part) in parts where !part.features.isMultiple(of: part.heads) {
      throw ModelError(
        place: place, expected: "\(name).heads that divide \(part.features) features", found: "\(part.heads)",
        remedy: trainAgain)
    }
    if symbols == nil, question.features != fusion.features || picture.features != fusion.features {
      throw ModelError(
        place: place, expected: "the same features in all three parts of a model without a channel",
        found: "\(question.features), \(picture.features) and \(fusion.features)", remedy: trainAgain)
    }
  }
}

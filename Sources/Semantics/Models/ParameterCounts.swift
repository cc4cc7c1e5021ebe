import Tasks
import Tensors

extension CodecConfiguration {
  /// Refuses a file that holds fewer numbers than the network of its configuration has parameters, before any are
  /// allocated: sizes that are possible one by one may multiply to more than a machine holds.
  ///
  /// - Parameters:
  ///   - tensors: all of the file's.
  ///   - place: the file, for the error.
  /// - Throws: ``ModelError``.
  func requireParameters(in tensors: [NamedTensor], place: String) throws(ModelError) {
    let found = tensors.reduce(0) { $0 + $1.tensor.count }
    guard parameterCount <= found else {
      throw ModelError(
        place: place, expected: "the \(parameterCount) parameters of the sizes in its configuration",
        found: "\(found) numbers", remedy: trainAgain)
    }
  }
}

/// The parameters of layers, for sizes within the bounds of a configuration's check.
private enum ParameterCount {
  static func linear(_ inputs: Int, _ outputs: Int) -> Int { inputs * outputs + outputs }

  static func norm(_ width: Int) -> Int { 2 * width }

  /// Pre-norm layers of `torch.nn.TransformerEncoderLayer` and a last norm.
  static func encoder(_ sizes: TransformerSizes) -> Int {
    sizes.layers * (attention(sizes.features) + feedForward(sizes) + 2 * norm(sizes.features)) + norm(sizes.features)
  }

  /// Pre-norm layers of `torch.nn.TransformerDecoderLayer` and a last norm.
  static func decoder(_ sizes: TransformerSizes) -> Int {
    sizes.layers * (2 * attention(sizes.features) + feedForward(sizes) + 3 * norm(sizes.features))
      + norm(sizes.features)
  }

  /// Stem, class token, position embedding and transformer.
  static func pictures(
    _ shape: PictureShape, stemChannels: [Int], residualBlocks: [Int], _ sizes: TransformerSizes
  ) -> Int {
    let channels = [shape.channels] + stemChannels + [sizes.features]
    var stem = 0
    for (place, (inputs, outputs)) in zip(channels, channels.dropFirst()).enumerated() {
      let blocks = place < residualBlocks.count ? residualBlocks[place] : 0
      stem += 9 * inputs * outputs + norm(outputs) + blocks * 2 * (9 * outputs * outputs + norm(outputs))
    }
    let tokens = PatchGrid(shape, convolutions: channels.count - 1).tokens
    return stem + (1 + tokens) * sizes.features + encoder(sizes)
  }

  private static func attention(_ width: Int) -> Int { linear(width, 3 * width) + linear(width, width) }

  private static func feedForward(_ sizes: TransformerSizes) -> Int {
    linear(sizes.features, sizes.hidden) + linear(sizes.hidden, sizes.features)
  }
}

extension RetrievalConfiguration {
  /// The network's parameters.
  public var parameterCount: Int {
    let pairs = 2 * maximumSymbolsPerToken
    return ParameterCount.pictures(
      pictures, stemChannels: stemChannels, residualBlocks: stemResidualBlocks, transformer)
      + ParameterCount.linear(features, pairs) + ParameterCount.linear(pairs + ChannelQuality.inputs, features)
      + tokens * features + ParameterCount.encoder(transformer) + ParameterCount.linear(features, embeddingSize)
      + classNames.count * embeddingSize + 1
  }
}

extension TranslationConfiguration {
  /// The network's parameters.
  public var parameterCount: Int {
    func sizes(_ layers: Int) -> TransformerSizes {
      TransformerSizes(features: features, heads: heads, hidden: hidden, layers: layers)
    }
    let pairs = 2 * maximumSymbolsPerWord
    return vocabulary.count * features + ParameterCount.encoder(sizes(encoderLayers))
      + ParameterCount.linear(features, pairs) + ParameterCount.linear(pairs + ChannelQuality.inputs, hidden)
      + ParameterCount.linear(hidden, features) + ParameterCount.norm(features)
      + (receiverLayers > 0 ? ParameterCount.encoder(sizes(receiverLayers)) : 0)
      + ParameterCount.decoder(sizes(decoderLayers))
  }
}

extension QuestionAnsweringConfiguration {
  /// The network's parameters.
  public var parameterCount: Int {
    let width = fusion.features
    var count =
      (vocabulary.count + 1 + maximumWords) * question.features + ParameterCount.encoder(question)
      + ParameterCount.pictures(
        pictures, stemChannels: stemChannels, residualBlocks: stemResidualBlocks, picture)
    if let symbols {
      for (features, maximum) in [(question.features, symbols.perWord), (picture.features, symbols.perPatch)] {
        count +=
          ParameterCount.linear(features, 2 * maximum)
          + ParameterCount.linear(2 * maximum + ChannelQuality.inputs, width)
      }
    }
    // Scale and offset of the grounding, its map, the answer token, the positions of words and patches.
    count += 2 + ParameterCount.linear(width, width) + (1 + maximumWords + pictureTokens) * width
    return count + ParameterCount.decoder(fusion) + ParameterCount.linear(width, answers.count)
  }
}

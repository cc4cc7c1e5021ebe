import Randomness
public import Tensors

/// What is special to the training of a translation codec.
public struct TranslationTrainingOptions: Hashable, Codable, Sendable {
  /// The numbers of symbols per word to train for; each batch has one of them.
  public var symbolsPerWord = [4, 8, 12, 16, 20]
  /// The share of the steps, the first ones, that meet no channel, with k = k_max: on a large vocabulary the decoder
  /// learns to look at the source late, and hardly at all while noise hides what it could find there.
  public var clearShare = 0.0
  /// The share of the later batches that meet no channel, with k = k_max: local execution is trained too.
  public var cleanShare = 0.2
  /// λ, the weight of the mutual information of sent and received symbols in the loss, which is cross-entropy − λ·I; at 0
  /// nothing estimates it.
  public var mutualInformationWeight = 0.0

  /// The default options.
  public init() {}
}

/// A translation codec in training: sentence, symbols, channel, the other language's sentence token by token.
public struct TrainableTranslation: TrainableCodec {
  /// The network's configuration.
  public let model: TranslationConfiguration
  /// What is special to the training.
  public let options: TranslationTrainingOptions
  private let translation: TranslationNetwork
  private let sentences: TrainingSentences
  private let estimator: MutualInformationEstimator?

  /// The pairs of sentences.
  public var data: TrainingData { sentences.data }

  /// The network.
  public var network: any Module { translation }

  /// What estimates the mutual information, where it is in the loss.
  public var auxiliary: (any Module)? { estimator }

  /// Draws a network's weights.
  ///
  /// - Parameters:
  ///   - model: the network's sizes; its seed draws the weights.
  ///   - options: what is special to the training.
  ///   - sentences: what to learn from.
  /// - Throws: ``ModelError`` for sizes that no network can have, or another corpus than the model's.
  public init(
    _ model: TranslationConfiguration, _ options: TranslationTrainingOptions = TranslationTrainingOptions(),
    sentences: TrainingSentences
  ) throws {
    try model.check(place: "the model's configuration")
    try CodecTrainingConfiguration.check(
      symbolsPerToken: options.symbolsPerWord, maximum: model.maximumSymbolsPerWord)
    for (name, value) in [
      ("share of steps without a channel", options.clearShare), ("share of clean batches", options.cleanShare),
      ("weight of the mutual information", options.mutualInformationWeight),
    ] where !(0...1).contains(value) {
      throw ModelError(
        place: "the training's configuration", expected: "a \(name) from 0 to 1", found: "\(value)",
        remedy: "Change it")
    }
    guard sentences.name == model.dataSet else {
      throw ModelError(
        place: "the training of \(model.dataSet)", expected: "the training sentences of \(model.dataSet)",
        found: "those of \(sentences.name)", remedy: "Resume with the data that the training began with")
    }
    self.model = model
    self.options = options
    self.sentences = sentences
    let generator = try TensorGenerator(seed: model.seed)
    translation = try TranslationNetwork(model, generator: generator)
    let symbols = 2 * model.maximumSymbolsPerWord
    estimator =
      options.mutualInformationWeight > 0
      ? try MutualInformationEstimator(
        sent: symbols, received: symbols + ChannelQuality.inputs, hidden: model.hidden, generator: generator) : nil
  }

  /// The cross-entropy of the next token of the translation, given the source after the channel and all tokens before,
  /// the mean over the tokens of the batch, end marks included; less λ times the bound of the mutual information of the
  /// symbols of a token and what arrives of them [Xie21], equation (10), in batches that meet a channel.
  ///
  /// - Parameters:
  ///   - step: from 0.
  ///   - training: seed, batch size in tokens, levels.
  /// - Returns: the loss and the share of tokens that were the most probable ones.
  /// - Throws: `TensorError` when memory runs out.
  public func loss(ofStep step: Int, _ training: CodecTrainingConfiguration) throws -> BatchLoss {
    let pairs = sentences.pairs(ofStep: step, training)
    var stream = RandomStream(seed: training.seed, purpose: "translation training: dropout", slot: step)
    let mode = ForwardMode.training(try TensorGenerator(seed: stream.next()))

    let source = try TokenBatch(pairs.map { sentences.source($0) + [Vocabulary.end] })
    let features = try translation.features(of: source, mode)
    let isClear = Double(step) < options.clearShare * Double(training.steps)
    let (received, information) = try transmit(
      features, source, isClean: stream.uniform() < (isClear ? 1 : options.cleanShare), step, training)
    let memory = try translation.memory(of: received, padding: source.padding, mode)

    let targets = pairs.map { sentences.target($0) }
    let input = try TokenBatch(targets.map { [Vocabulary.beginning] + $0 })
    let states = try translation.states(of: input.tokens, memory: memory, padding: source.padding, mode)
    // The largest product of the network is made for real tokens alone, not for padding.
    let length = states.shape[1]
    let rows = targets.enumerated().flatMap { row, target in (0...target.count).map { row * length + $0 } }
    let logits = try translation.logits(
      of: states.reshape([-1, model.features]).indexSelect(axis: 0, Tensor(indices: rows)))
    let wanted = targets.flatMap { $0 + [Vocabulary.end] }.map { $0 - TranslationNetwork.firstOutput }
    // An unknown token of the target cannot be learned: no translation may hold it.
    let labels = wanted.map { $0 < 0 ? TrainableTranslation.ignored : $0 }
    var loss = try logits.crossEntropy(
      Tensor(indices: labels), ignoring: TrainableTranslation.ignored, labelSmoothing: training.labelSmoothing)
    if let information { loss = try loss - information * options.mutualInformationWeight }
    let correct = try zip(logits.detached().argmax(axis: 1).integers(), wanted).count { $0 == $1 }
    return BatchLoss(loss: loss, correct: correct, count: wanted.count)
  }

  private static let ignored = -100

  /// Symbols through the step's channel, or past it; and the bound of the mutual information where it is wanted.
  private func transmit(
    _ features: Tensor, _ source: TokenBatch, isClean: Bool, _ step: Int, _ training: CodecTrainingConfiguration
  ) throws(TensorError) -> (received: Tensor, information: Tensor?) {
    let most = model.maximumSymbolsPerWord
    let (batch, tokens) = (features.shape[0], features.shape[1])
    guard isClean else {
      let channel = try TrainingChannel(step: step, count: batch, choices: [options.symbolsPerWord], training)
      let symbols = try translation.symbols(of: features, source, symbolsPerWord: channel.symbolsPerToken[0])
      let received = try channel.receive(symbols, maximum: most)
      return (received, try information(symbols, received, source, step, training))
    }
    let quality = ChannelQuality(snr: .infinity, symbolsPerToken: most, maximum: most)
    let told = try Tensor([quality.level, quality.fill], shape: [1, 1, ChannelQuality.inputs])
    let received = try Tensor.concatenate(
      [
        translation.symbols(of: features, source, symbolsPerWord: most),
        told.expand([batch, tokens, ChannelQuality.inputs]),
      ], axis: 2)
    return (received, nil)
  }

  /// The bound over the tokens of a batch, padding left out.
  private func information(
    _ symbols: Tensor, _ received: Tensor, _ source: TokenBatch, _ step: Int, _ training: CodecTrainingConfiguration
  ) throws(TensorError) -> Tensor? {
    guard let estimator else { return nil }
    let (batch, tokens, sent) = (symbols.shape[0], symbols.shape[1], symbols.shape[2])
    let width = 2 * model.maximumSymbolsPerWord
    let whole =
      sent < width ? try Tensor.concatenate([symbols, .zeros([batch, tokens, width - sent])], axis: 2) : symbols
    let rows = try Tensor(
      indices: source.lengths.enumerated().flatMap { row, length in (0..<length).map { row * tokens + $0 } })
    var stream = RandomStream(seed: training.seed, purpose: "translation training: mutual information", slot: step)
    return try estimator.bound(
      sent: whole.reshape([-1, width]).indexSelect(axis: 0, rows),
      received: received.reshape([-1, width + ChannelQuality.inputs]).indexSelect(axis: 0, rows),
      generator: TensorGenerator(seed: stream.next()))
  }
}

extension CodecTrainingConfiguration {
  /// The default training of a translation codec; its batch size counts tokens.
  public static var translation: CodecTrainingConfiguration {
    var training = CodecTrainingConfiguration()
    training.steps = 4000
    training.batchSize = 2000
    training.learningRate = 1e-3
    training.warmUpSteps = 400
    training.labelSmoothing = 0.1
    return training
  }
}

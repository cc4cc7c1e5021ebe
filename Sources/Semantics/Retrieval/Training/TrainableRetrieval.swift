import Tasks
public import Tensors

/// What is special to the training of a retrieval codec.
public struct RetrievalTrainingOptions: Hashable, Codable, Sendable {
  /// The numbers of symbols per token to train for; each batch has one of them.
  public var symbolsPerToken = [4, 8, 16, 32]
  /// The most pixels by which a picture is moved, in each direction.
  public var largestShift = 2
  /// Whether half of the pictures are mirrored left to right.
  public var flips = true

  /// The default options.
  public init() {}
}

/// A retrieval codec in training: picture, symbols, channel, embedding, cosine to the class prototypes.
public struct TrainableRetrieval: TrainableCodec {
  /// The network's configuration.
  public let model: RetrievalConfiguration
  /// What is special to the training.
  public let options: RetrievalTrainingOptions
  private let retrieval: RetrievalNetwork
  private let pictures: TrainingPictures

  /// The pictures with their classes.
  public var data: TrainingData { pictures.data }

  /// The network.
  public var network: any Module { retrieval }

  /// Draws a network's weights.
  ///
  /// - Parameters:
  ///   - model: the network's sizes; its seed draws the weights.
  ///   - options: what is special to the training.
  ///   - pictures: what to learn from.
  /// - Throws: ``ModelError`` for sizes that no network can have, or pictures that are not the model's.
  public init(
    _ model: RetrievalConfiguration, _ options: RetrievalTrainingOptions = RetrievalTrainingOptions(),
    pictures: TrainingPictures
  ) throws {
    try model.check(place: "the model's configuration")
    try CodecTrainingConfiguration.check(
      symbolsPerToken: options.symbolsPerToken, maximum: model.maximumSymbolsPerToken)
    let side = min(model.pictures.width, model.pictures.height)
    guard (0..<side).contains(options.largestShift) else {
      throw ModelError(
        place: "the training's configuration", expected: "shifts from 0 to \(side - 1) pixels",
        found: "\(options.largestShift)", remedy: "Change it")
    }
    guard pictures.name == model.dataSet, pictures.shape == model.pictures, pictures.classNames == model.classNames
    else {
      throw ModelError(
        place: "the training of \(model.dataSet)",
        expected: "the training pictures of \(model.dataSet), \(model.pictures.words), in its "
          + "\(model.classNames.count) classes",
        found: "\(pictures.name), \(pictures.shape.words), \(pictures.classNames.count) classes",
        remedy: "Resume with the data that the training began with")
    }
    self.model = model
    self.options = options
    self.pictures = pictures
    retrieval = try RetrievalNetwork(model, generator: TensorGenerator(seed: model.seed))
  }

  /// The cross-entropy between the classes and the cosines to the prototypes.
  ///
  /// - Parameters:
  ///   - step: from 0.
  ///   - training: seed, batch size, levels.
  /// - Returns: the loss and the share whose nearest prototype was the right one.
  /// - Throws: `TensorError` when memory runs out.
  public func loss(ofStep step: Int, _ training: CodecTrainingConfiguration) throws -> BatchLoss {
    let indices = training.indices(ofStep: step, of: pictures.count)
    let (planes, labels) = pictures.batch(indices, step: step, options, seed: training.seed)
    let shape = model.pictures
    let input = try Tensor(planes, shape: [labels.count, shape.channels, shape.height, shape.width])
    let channel = try TrainingChannel(step: step, count: labels.count, choices: [options.symbolsPerToken], training)

    let mode = ForwardMode.training(try TensorGenerator(seed: training.seed))
    let features = try retrieval.features(of: input, mode)
    let symbols = try retrieval.symbols(of: features, symbolsPerToken: channel.symbolsPerToken[0])
    let received = try channel.receive(symbols, maximum: model.maximumSymbolsPerToken)
    let logits = try retrieval.logits(of: retrieval.embeddings(of: received, mode))
    let loss = try logits.crossEntropy(Tensor(indices: labels), labelSmoothing: training.labelSmoothing)
    let hits = try zip(logits.argmax(axis: 1).integers(), labels).count { $0 == $1 }
    return BatchLoss(loss: loss, correct: hits, count: labels.count)
  }
}

import FoundationEssentials
import Tasks
import Tensors

/// What one step of training came to.
public struct TrainingStep: Hashable, Sendable {
  /// The step's number, from 1.
  public let step: Int
  /// The cross-entropy of the batch in nats, label smoothing included.
  public let loss: Double
  /// The share of the batch whose nearest prototype was the right one.
  public let accuracy: Double
  /// The learning rate of the step.
  public let learningRate: Double
}

/// Trains a retrieval codec end to end: picture, symbols, channel, embedding, cosine to the class prototypes.
///
/// Every random number is a function of the seed and the step, so a training resumed from a checkpoint makes the same
/// weights as one that was never interrupted. A trainer belongs to one thread.
public final class CodecTrainer {
  /// How it is trained.
  public let training: CodecTrainingConfiguration
  /// The network.
  public let model: RetrievalConfiguration
  /// The steps done so far.
  public private(set) var step: Int

  let network: RetrievalNetwork
  var optimizer: Adam
  private let pictures: TrainingPictures

  /// Starts a training with weights drawn from the seed.
  ///
  /// - Parameters:
  ///   - model: the network's sizes.
  ///   - training: how to train it.
  ///   - pictures: what to learn from.
  /// - Throws: ``ModelError`` for a configuration that no network can have.
  public init(model: RetrievalConfiguration, training: CodecTrainingConfiguration, pictures: TrainingPictures) throws {
    try model.check(place: "the model's configuration")
    try training.check(maximum: model.maximumSymbolsPerToken)
    self.training = training
    self.model = model
    self.pictures = pictures
    step = 0
    network = try RetrievalNetwork(model, generator: TensorGenerator(seed: training.seed))
    optimizer = try Adam(
      network.parameters, learningRate: training.learningRate, weightDecay: training.weightDecay)
  }

  /// Continues from a checkpoint.
  ///
  /// - Parameters:
  ///   - checkpoint: read from a file.
  ///   - pictures: the same as before.
  /// - Throws: ``ModelError`` when the pictures are not those of the checkpoint or its tensors do not fit.
  public convenience init(resuming checkpoint: TrainingCheckpoint, pictures: TrainingPictures) throws {
    guard pictures.name == checkpoint.model.dataSet, pictures.shape == checkpoint.model.pictures else {
      throw ModelError(
        place: checkpoint.path,
        expected: "the training pictures of \(checkpoint.model.dataSet), \(checkpoint.model.pictures.words)",
        found: "\(pictures.name), \(pictures.shape.words)", remedy: "Resume with the data that the training began with")
    }
    try self.init(model: checkpoint.model, training: checkpoint.training, pictures: pictures)
    try checkpoint.restore(network: network, optimizer: &optimizer)
    step = checkpoint.step
  }

  /// The trainable numbers of the network.
  public var parameterCount: Int { network.parameterCount }

  /// Whether all steps are done.
  public var isFinished: Bool { step >= training.steps }

  /// Does one step.
  ///
  /// - Returns: the step's figures; a loss that is not finite has changed no weight.
  public func advance() throws -> TrainingStep {
    let indices = pictures.indices(ofStep: step, training)
    let (planes, labels) = pictures.batch(indices, step: step, training)
    let shape = model.pictures
    let input = try Tensor(planes, shape: [labels.count, shape.channels, shape.height, shape.width])
    let targets = try Tensor(indices: labels)
    let channel = try TrainingChannel(
      step: step, count: labels.count, maximum: model.maximumSymbolsPerToken, training)

    let mode = ForwardMode.training(try TensorGenerator(seed: training.seed))
    let features = try network.features(of: input, mode)
    let symbols = try network.symbols(of: features, symbolsPerToken: channel.symbolsPerToken)
    let embeddings = try network.embeddings(of: channel.receive(symbols), mode)
    let logits = try network.logits(of: embeddings)
    let loss = try logits.crossEntropy(targets, labelSmoothing: training.labelSmoothing)

    let rate = training.learningRate(at: step)
    let value = Double(try loss.scalar())
    if value.isFinite {
      optimizer.clearGradients()
      try loss.backward()
      let norm = try clipGradientNorm(network.parameters, maximum: training.gradientNorm)
      guard norm.isFinite else {
        return TrainingStep(step: step + 1, loss: .nan, accuracy: 0, learningRate: rate)
      }
      optimizer.learningRate = rate
      try optimizer.step()
      step += 1
    }
    let hits = try zip(logits.argmax(axis: 1).integers(), labels).count { $0 == $1 }
    return TrainingStep(
      step: value.isFinite ? step : step + 1, loss: value, accuracy: Double(hits) / Double(labels.count),
      learningRate: rate)
  }

  /// Writes the weights with the model's configuration in the metadata.
  ///
  /// - Parameter path: a safetensors file, replaced at once.
  /// - Throws: `SafetensorsError` when it cannot be written.
  public func writeModel(to path: String) throws {
    var described = model
    described.seed = training.seed
    described.steps = step
    let json = try TrainingCheckpoint.json(described)
    try saveParameters(of: network, to: path, metadata: [RetrievalConfiguration.metadataKey: json])
  }
}

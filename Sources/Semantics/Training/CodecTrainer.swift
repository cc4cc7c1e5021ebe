import FoundationEssentials
public import Tensors

/// What one step of training came to.
public struct TrainingStep: Hashable, Sendable {
  /// The step's number, from 1.
  public let step: Int
  /// The loss of the batch as the codec defines it: a cross-entropy in nats, label smoothing included, and what the
  /// codec adds to it.
  public let loss: Double
  /// The share of the batch's predictions that were right; of questions about scenes, in the first steps, the share of
  /// objects that were named right.
  public let accuracy: Double
  /// The learning rate of the step.
  public let learningRate: Double
}

/// Trains a codec end to end: data, symbols, channel, answer.
///
/// A trainer belongs to one thread.
public final class CodecTrainer<Codec: TrainableCodec> {
  /// What is trained.
  public let codec: Codec
  /// How it is trained.
  public let training: CodecTrainingConfiguration
  /// The steps done so far.
  public private(set) var step: Int

  var optimizer: Adam

  /// Starts a training.
  ///
  /// - Parameters:
  ///   - codec: with its weights as they are drawn.
  ///   - training: how to train it.
  /// - Throws: ``ModelError`` for values with which no training can run.
  public init(_ codec: Codec, _ training: CodecTrainingConfiguration) throws {
    try training.check()
    self.codec = codec
    self.training = training
    step = 0
    optimizer = try Adam(
      codec.trained, learningRate: training.learningRate, weightDecay: training.weightDecay)
  }

  /// Continues from a checkpoint.
  ///
  /// - Parameters:
  ///   - codec: made from the checkpoint's configuration and options.
  ///   - checkpoint: read from a file.
  /// - Throws: `ParameterMismatch` when its tensors do not fit, ``ModelError`` when the codec learns from other data.
  public convenience init(_ codec: Codec, resuming checkpoint: TrainingCheckpoint<Codec>) throws {
    try checkpoint.require(codec.data)
    try self.init(codec, checkpoint.training)
    try checkpoint.restore(codec, optimizer: &optimizer)
    step = checkpoint.step
  }

  /// Begins with the weights of a model that was trained before, instead of weights that are drawn. Layers that the model
  /// lacks (``CodecConfiguration/layersAdded(to:)``) begin as the identity: at first the network does what the model did.
  ///
  /// - Parameter path: a model's safetensors file.
  /// - Throws: `SafetensorsError` for a file that is missing or damaged, ``ModelError`` for one of another kind or of
  ///   another configuration.
  public func begin(withWeightsOf path: String) throws {
    let file = try CodecFile<Codec.Model>(reading: path)
    var configuration = file.configuration
    (configuration.seed, configuration.steps) = (codec.model.seed, codec.model.steps)
    guard let added = codec.model.layersAdded(to: configuration) else {
      throw ModelError(
        place: path, expected: "the sizes, vocabulary and data set of the network that is to be trained",
        found: "others", remedy: "Give the options that it was trained with, or leave out its weights")
    }
    try file.load(into: codec.network, addingLayers: added)
  }

  /// The trainable numbers of the network.
  public var parameterCount: Int { codec.network.parameterCount }

  /// Whether all steps are done.
  public var isFinished: Bool { step >= training.steps }

  /// Does one step.
  ///
  /// - Returns: the step's figures; a loss that is not finite has changed no weight.
  public func advance() throws -> TrainingStep {
    let batch = try codec.loss(ofStep: step, training)
    let rate = training.learningRate(at: step)
    let value = Double(try batch.loss.scalar())
    guard value.isFinite else { return TrainingStep(step: step + 1, loss: value, accuracy: 0, learningRate: rate) }
    optimizer.clearGradients()
    try batch.loss.backward()
    let norm = try clipGradientNorm(codec.trained, maximum: training.gradientNorm)
    guard norm.isFinite else { return TrainingStep(step: step + 1, loss: .nan, accuracy: 0, learningRate: rate) }
    optimizer.learningRate = rate
    try optimizer.step()
    step += 1
    return TrainingStep(
      step: step, loss: value, accuracy: Double(batch.correct) / Double(batch.count), learningRate: rate)
  }

  /// Writes the weights with the model's configuration in the metadata.
  ///
  /// - Parameters:
  ///   - path: a safetensors file, replaced at once.
  ///   - elementType: how real numbers are stored; what is read is 32 bits wide again. With 16 bits the file has half
  ///     the size and each weight a relative error of at most 2⁻¹¹.
  /// - Throws: `SafetensorsError` when it cannot be written.
  public func writeModel(to path: String, elementType: ElementType = .float32) throws {
    var described = codec.model
    described.seed = training.seed
    described.steps = step
    let json = try TrainingCheckpoint<Codec>.json(described)
    let tensors = try codec.network.state.map { name, tensor in
      // Counters stay as they are.
      (name: name, tensor: try tensor.elementType == .float32 ? tensor.cast(to: elementType) : tensor)
    }
    try SafetensorsFile.write(path, tensors: tensors, metadata: [Codec.Model.metadataKey: json])
  }
}

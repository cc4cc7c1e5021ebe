public import Tensors

/// The loss of one batch.
public struct BatchLoss {
  /// A scalar that gradients can be propagated back from: means over what was to be predicted.
  let loss: Tensor
  /// How many predictions were right.
  let correct: Int
  /// How many there were, ≥ 1.
  let count: Int
}

/// What a kind of codec adds to the common training: a network, its batches and their loss.
///
/// Every random number must be a function of the training's seed and the step, so that a training resumed from a
/// checkpoint makes the same weights as one that was never interrupted.
public protocol TrainableCodec {
  /// What the network is.
  associatedtype Model: CodecConfiguration
  /// What is special to the training of this kind: the numbers of symbols to train for, augmentation. It is kept in
  /// every checkpoint.
  associatedtype Options: Codable, Hashable, Sendable

  /// The network's configuration.
  var model: Model { get }
  /// What is special to the training.
  var options: Options { get }
  /// What it learns from.
  var data: TrainingData { get }
  /// The network, its weights drawn from the seed of the training.
  var network: any Module { get }
  /// What is trained beside the network and kept in checkpoints but not in the model; nil, the default, for nothing.
  var auxiliary: (any Module)? { get }

  /// The loss of a step's batch after the channel.
  ///
  /// - Parameters:
  ///   - step: from 0.
  ///   - training: seed, batch size, levels.
  /// - Returns: the loss, to be propagated back.
  /// - Throws: what reading a sample throws, `TensorError` when memory runs out.
  func loss(ofStep step: Int, _ training: CodecTrainingConfiguration) throws -> BatchLoss
}

extension TrainableCodec {
  /// Nothing is trained beside the network.
  public var auxiliary: (any Module)? { nil }

  /// All that training changes.
  var trained: [NamedTensor] { network.parameters + (auxiliary?.parameters(under: "auxiliary") ?? []) }
}

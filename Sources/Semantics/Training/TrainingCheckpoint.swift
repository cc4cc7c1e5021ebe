import FoundationEssentials
import Tensors

/// A training between two steps: weights, moments, step and both configurations, in one safetensors file.
///
/// Weights are under `model.`, moments under `optimizer.`; random numbers need no state, they follow from the step.
public struct TrainingCheckpoint {
  /// The file.
  public let path: String
  /// The network.
  public let model: RetrievalConfiguration
  /// How it is trained.
  public let training: CodecTrainingConfiguration
  /// The steps done.
  public let step: Int

  private let tensors: [NamedTensor]

  private static let modelKey = RetrievalConfiguration.metadataKey
  private static let trainingKey = "heliograph.training"
  private static let stepKey = "heliograph.step"

  /// Reads a checkpoint.
  ///
  /// - Parameter path: a file that ``CodecTrainer/writeCheckpoint(to:)`` wrote.
  /// - Returns: the checkpoint, to make a trainer with.
  /// - Throws: `SafetensorsError` for a file that is missing or damaged, ``ModelError`` for one that is no checkpoint.
  public static func read(_ path: String) throws -> TrainingCheckpoint {
    let file = try SafetensorsFile.read(path)
    let decoder = JSONDecoder()
    guard let model = file.metadata[modelKey], let training = file.metadata[trainingKey],
      let step = file.metadata[stepKey].flatMap({ Int($0) }),
      let model = try? decoder.decode(RetrievalConfiguration.self, from: Data(model.utf8)),
      let training = try? decoder.decode(CodecTrainingConfiguration.self, from: Data(training.utf8))
    else {
      throw ModelError(
        place: path, expected: "a checkpoint of a codec's training", found: "a safetensors file without its metadata",
        remedy: "Give the file that the training named, or start again without --resume")
    }
    return TrainingCheckpoint(path: path, model: model, training: training, step: step, tensors: file.tensors)
  }

  /// Copies the weights and the moments.
  func restore(network: RetrievalNetwork, optimizer: inout Adam) throws {
    try loadParameters(into: network, from: tensors(under: "model."), path: path)
    try optimizer.restore(tensors(under: "optimizer."))
  }

  private func tensors(under prefix: String) -> [NamedTensor] {
    tensors.filter { $0.name.hasPrefix(prefix) }.map { (String($0.name.dropFirst(prefix.count)), $0.tensor) }
  }

  /// JSON with its keys in order.
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func write(_ trainer: CodecTrainer, to path: String) throws {
    let tensors =
      trainer.network.state.map { ("model.\($0.name)", $0.tensor) }
      + (try trainer.optimizer.state().map { ("optimizer.\($0.name)", $0.tensor) })
    try SafetensorsFile.write(
      path, tensors: tensors,
      metadata: [
        modelKey: try json(trainer.model), trainingKey: try json(trainer.training), stepKey: "\(trainer.step)",
      ])
  }
}

extension CodecTrainer {
  /// Writes all that is needed to continue.
  ///
  /// - Parameter path: a safetensors file, replaced at once.
  /// - Throws: `SafetensorsError` when it cannot be written.
  public func writeCheckpoint(to path: String) throws { try TrainingCheckpoint.write(self, to: path) }
}

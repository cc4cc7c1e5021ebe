import FoundationEssentials
import Quantities
import Tensors

/// A training between two steps: weights, moments, step and configurations, in one safetensors file.
///
/// Weights are under `model.`, moments under `optimizer.`; random numbers need no state, they follow from the step.
public struct TrainingCheckpoint<Codec: TrainableCodec> {
  /// The file.
  public let path: String
  /// The network.
  public let model: Codec.Model
  /// What is special to the training of its kind.
  public let options: Codec.Options
  /// How it is trained.
  public let training: CodecTrainingConfiguration
  /// The steps done.
  public let step: Int
  /// What it learned from; nil in a checkpoint of before this was kept.
  public let data: TrainingData?

  private let tensors: [NamedTensor]

  private static var trainingKey: String { "heliograph.training" }
  private static var optionsKey: String { "heliograph.options" }
  private static var stepKey: String { "heliograph.step" }
  private static var dataKey: String { "heliograph.data" }

  /// Reads a checkpoint.
  ///
  /// - Parameter path: a file that ``CodecTrainer/writeCheckpoint(to:)`` wrote.
  /// - Returns: the checkpoint, to make a codec and its trainer with.
  /// - Throws: `SafetensorsError` for a file that is missing or damaged, ``ModelError`` for one that is no checkpoint of
  ///   this kind of codec.
  public static func read(_ path: String) throws -> TrainingCheckpoint {
    let file = try SafetensorsFile.read(path)
    func value<Value: Decodable>(_ key: String) throws(ModelError) -> Value {
      let found: String
      if let text = file.metadata[key] {
        do {
          return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch {
          found = "\(MetadataFault(key, error))"
        }
      } else {
        let keys = file.metadata.keys.sorted().joined(separator: ", ")
        found = keys.isEmpty ? "no metadata" : "no \(key) among the keys \(keys)"
      }
      throw ModelError(
        place: path, expected: "a checkpoint of the training of a \(Codec.Model.words)", found: found,
        remedy: "Give the file that the training named, or start again without --resume")
    }
    let model: Codec.Model = try value(Codec.Model.metadataKey)
    let options: Codec.Options = try value(optionsKey)
    let training: CodecTrainingConfiguration = try value(trainingKey)
    let step: Int = try value(stepKey)
    let data: TrainingData? = file.metadata.keys.contains(dataKey) ? try value(dataKey) : nil
    try model.check(place: path)
    try model.requireParameters(in: file.tensors, place: path)
    try training.check()
    guard (0...training.steps).contains(step) else {
      throw ModelError(
        place: path, expected: "a step from 0 to \(training.steps)", found: "\(step)",
        remedy: "The file is damaged: start again without --resume")
    }
    return TrainingCheckpoint(
      path: path, model: model, options: options, training: training, step: step, data: data, tensors: file.tensors)
  }

  /// Refuses other data than those that the training began with.
  ///
  /// - Throws: ``ModelError`` with both numbers of samples.
  func require(_ found: TrainingData) throws(ModelError) {
    guard let data, data != found else { return }
    throw ModelError(
      place: path, expected: "the \(counted(data.count, "sample")) that the training of \(model.dataSet) began with",
      found: found.count == data.count ? "as many that are not the same" : "\(found.count)",
      remedy: "Resume with the data as they were, or start again without --resume")
  }

  /// Copies the weights and the moments.
  func restore(_ codec: Codec, optimizer: inout Adam) throws {
    try loadParameters(into: codec.network, from: tensors(under: "model."), path: path)
    if let auxiliary = codec.auxiliary {
      try loadParameters(into: auxiliary, from: tensors(under: "auxiliary."), path: path)
    }
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

  static func write(_ trainer: CodecTrainer<Codec>, to path: String) throws {
    let codec = trainer.codec
    let tensors =
      codec.network.state.map { ("model.\($0.name)", $0.tensor) }
      + (codec.auxiliary?.state ?? []).map { ("auxiliary.\($0.name)", $0.tensor) }
      + (try trainer.optimizer.state().map { ("optimizer.\($0.name)", $0.tensor) })
    try SafetensorsFile.write(
      path, tensors: tensors,
      metadata: [
        Codec.Model.metadataKey: try json(codec.model), optionsKey: try json(codec.options),
        trainingKey: try json(trainer.training), stepKey: "\(trainer.step)", dataKey: try json(codec.data),
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

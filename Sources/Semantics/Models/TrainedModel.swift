import Tensors

/// A trained model of any kind.
public enum TrainedModel {
  /// Machine translation.
  case translation(TranslationModel)
  /// Image retrieval.
  case retrieval(RetrievalModel)
  /// Visual question answering.
  case questionAnswering(QuestionAnsweringModel)

  /// Reads a model of whatever kind its metadata tells.
  ///
  /// - Parameter path: a safetensors file that a trainer of codecs wrote.
  /// - Returns: the model, ready to work.
  /// - Throws: `SafetensorsError` for a file that is missing or damaged, ``ModelError`` for one that holds no model.
  public static func load(_ path: String) throws -> TrainedModel {
    let keys = try SafetensorsFile.read(path).metadata.keys
    if keys.contains(TranslationConfiguration.metadataKey) { return .translation(try .load(path)) }
    if keys.contains(RetrievalConfiguration.metadataKey) { return .retrieval(try .load(path)) }
    if keys.contains(QuestionAnsweringConfiguration.metadataKey) { return .questionAnswering(try .load(path)) }
    throw ModelError(
      place: path, expected: "weights of a semantic codec with its configuration in their metadata",
      found: keys.isEmpty ? "no metadata" : "the keys \(keys.sorted().joined(separator: ", "))",
      remedy: "Give a file that helio train codec wrote")
  }

  /// The name of the data set that it was trained on.
  public var dataSet: String {
    switch self {
    case .translation(let model): model.configuration.dataSet
    case .retrieval(let model): model.configuration.dataSet
    case .questionAnswering(let model): model.configuration.dataSet
    }
  }
}

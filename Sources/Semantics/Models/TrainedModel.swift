public import Tasks
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
    let file = try WeightsFile(reading: path)
    let keys = file.contents.metadata.keys
    if keys.contains(TranslationConfiguration.metadataKey) {
      return .translation(try TranslationModel(CodecFile(file)))
    }
    if keys.contains(RetrievalConfiguration.metadataKey) { return .retrieval(try RetrievalModel(CodecFile(file))) }
    if keys.contains(QuestionAnsweringConfiguration.metadataKey) {
      return .questionAnswering(try QuestionAnsweringModel(CodecFile(file)))
    }
    throw ModelError(
      place: path, expected: "weights of a semantic codec with its configuration in their metadata",
      found: keys.isEmpty ? "no metadata" : "the keys \(keys.sorted().joined(separator: ", "))",
      remedy: "Give a file that helio train codec wrote")
  }

  /// Its SHA-256 digest.
  public var digest: String {
    switch self {
    case .translation(let model): model.digest
    case .retrieval(let model): model.digest
    case .questionAnswering(let model): model.digest
    }
  }

  /// What it does.
  public var task: TaskKind {
    switch self {
    case .translation: .translation
    case .retrieval: .retrieval
    case .questionAnswering: .visualQuestionAnswering
    }
  }

  /// Whether it has a channel to send over, or answers only where it is.
  public var hasChannel: Bool {
    guard case .questionAnswering(let model) = self else { return true }
    return model.configuration.symbols != nil
  }

  /// One task, the same on every host, to be counted and timed.
  ///
  /// - Parameters:
  ///   - symbols: k^T and k^I; of a number above the model's k_max, k_max.
  ///   - sentences: how many sentences a task of translation has, ≥ 1.
  /// - Returns: the task; of a model without a channel one that sends nothing.
  /// - Throws: `PictureError` for a model of pictures that cannot be.
  public func sampleTask(_ symbols: SymbolCounts, sentences: Int) throws -> SampleTask {
    switch self {
    case .translation(let model):
      return model.sampleTask(
        sentences: sentences, symbolsPerWord: min(symbols.words, model.configuration.maximumSymbolsPerWord))
    case .retrieval(let model):
      return try model.sampleTask(
        symbolsPerToken: min(symbols.patches, model.configuration.maximumSymbolsPerToken))
    case .questionAnswering(let model):
      guard let limits = model.configuration.symbols else { return try model.localSampleTask() }
      return try model.sampleTask(
        SymbolCounts(words: min(symbols.words, limits.perWord), patches: min(symbols.patches, limits.perPatch)))
    }
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

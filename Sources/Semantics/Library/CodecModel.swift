public import Tasks

/// A trained codec, as its file tells of it.
public protocol CodecModel {
  /// What its configuration is.
  associatedtype Configuration: CodecConfiguration
  /// What it does.
  static var task: TaskKind { get }
  /// What it is.
  var configuration: Configuration { get }
  /// The SHA-256 digest of the weights' file in lower-case hexadecimal.
  var digest: String { get }
  /// The weights' file.
  var path: String { get }
  /// The most symbols that it can send of each token; nil for a kind of token that its tasks do not have, and of a model
  /// without a channel.
  var maximumSymbols: (perWord: Int?, perPatch: Int?) { get }
}

extension TranslationModel: CodecModel {
  /// Translation.
  public static var task: TaskKind { .translation }
  /// k^T_max.
  public var maximumSymbols: (perWord: Int?, perPatch: Int?) { (configuration.maximumSymbolsPerWord, nil) }
}

extension RetrievalModel: CodecModel {
  /// Image retrieval.
  public static var task: TaskKind { .retrieval }
  /// k^I_max.
  public var maximumSymbols: (perWord: Int?, perPatch: Int?) { (nil, configuration.maximumSymbolsPerToken) }
}

extension QuestionAnsweringModel: CodecModel {
  /// Visual question answering.
  public static var task: TaskKind { .visualQuestionAnswering }
  /// k^T_max and k^I_max.
  public var maximumSymbols: (perWord: Int?, perPatch: Int?) {
    (configuration.symbols?.perWord, configuration.symbols?.perPatch)
  }
}

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
}

extension TranslationModel: CodecModel {
  /// Translation.
  public static var task: TaskKind { .translation }
}

extension RetrievalModel: CodecModel {
  /// Image retrieval.
  public static var task: TaskKind { .retrieval }
}

extension QuestionAnsweringModel: CodecModel {
  /// Visual question answering.
  public static var task: TaskKind { .visualQuestionAnswering }
}

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

extension CodecModel {
  /// Refuses another data set than that of the model's training.
  ///
  /// - Parameter dataSet: the name of the data set that the model is to work on.
  /// - Throws: ``ModelError`` with both names and the remedy.
  func requireTraining(on dataSet: String) throws(ModelError) {
    guard configuration.dataSet != dataSet else { return }
    let training = ModelError.trainAgain(Configuration.command, data: dataSet)
    throw ModelError(
      place: path, expected: "a model trained on \(dataSet), the data of this run's \(Self.task.rawValue) tasks",
      found: "one trained on \(configuration.dataSet)",
      remedy: "\(training), or name its own data with --data \(Self.task.rawValue)=DATA")
  }
}

/// The kind of data a task carries, Q̂ = {I: image, T: text, B: bimodal} of Ji et al. [Ji24], Section II.
public enum Modality: String, Codable, Sendable, CaseIterable {
  /// Sentences: the UE sends k^T symbols per word.
  case text
  /// Pictures: the UE sends k^I symbols per patch token.
  case image
  /// A picture and a question about it: both kinds of symbols are sent.
  case bimodal
}

/// What the user wants done, one kind per modality in [Ji24], Section II-B.
public enum TaskKind: String, Codable, Sendable, CaseIterable {
  /// Machine translation of text.
  case translation
  /// Image retrieval: find the class (or the item) that a query picture shows.
  case retrieval
  /// Visual question answering, written `vqa` in files.
  case visualQuestionAnswering = "vqa"

  /// The modality of this kind of task.
  public var modality: Modality {
    switch self {
    case .translation: .text
    case .retrieval: .image
    case .visualQuestionAnswering: .bimodal
    }
  }
}

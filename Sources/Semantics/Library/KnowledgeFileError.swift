public import Tasks

/// The file of a knowledge base that a run cannot use.
public struct KnowledgeFileError: Error, Hashable, CustomStringConvertible {
  /// The file.
  public let place: String
  /// What is wrong with it.
  public let cause: KnowledgeBaseError
  /// The weights of the model in use.
  private let model: String

  /// Names the file of a fault.
  ///
  /// - Parameters:
  ///   - place: the knowledge base's file.
  ///   - cause: what is wrong with it.
  ///   - model: the weights' file of the model in use.
  init(_ place: String, _ cause: KnowledgeBaseError, model: String) {
    self.place = place
    self.cause = cause
    self.model = model
  }

  /// File, fault and remedy.
  public var description: String { "\(place): \(cause.fault). \(cause.remedy(model: model))." }
}

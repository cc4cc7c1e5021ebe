/// A knowledge base that cannot be used.
public enum KnowledgeBaseError: Error, Hashable, CustomStringConvertible {
  /// The bytes are no JSON object.
  case notJSON(words: String)
  /// A key of the file is missing.
  case missing(key: String)
  /// A key that the format does not know.
  case unknown(key: String)
  /// A value that may not be there.
  case value(key: String, expected: String, found: String)
  /// The table was measured with another model than the one in use.
  case otherModel(expected: String, found: String)
  /// The table is of another kind of task than the one in question.
  case otherTask(expected: TaskKind, found: TaskKind)
  /// The table's γ is an average over fading, not the instantaneous one.
  case averagedChannel(KnowledgeBase.Channel)
  /// The model answers only where it is: nothing is known of tasks that are sent.
  case noChannel

  /// The fault and its remedy.
  public var description: String { "\(fault). \(remedy(model: nil))." }

  /// What is wrong, a sentence without its full stop.
  public var fault: String {
    switch self {
    case .notJSON(let words): "the knowledge base is no JSON object: \(words)"
    case .missing(let key): "the knowledge base lacks the key \(key)"
    case .unknown(let key): "the knowledge base has a key \(key), which its format does not know"
    case .value(let key, let expected, let found):
      "the knowledge base's \(key): expected \(expected), found \(found)"
    case .otherModel(let expected, let found):
      "the knowledge base was measured with the model \(expected.prefix(12))…, but the model in use is "
        + "\(found.prefix(12))…"
    case .otherTask(let expected, let found):
      "the knowledge base is of \(found.rawValue) tasks, expected \(expected.rawValue)"
    case .averagedChannel(let channel):
      "the knowledge base was measured over \(channel.rawValue), where γ is an average: it is for figures"
    case .noChannel:
      "the knowledge base is of a model without a channel, which answers only where it is: it knows nothing of tasks that "
        + "are offloaded"
    }
  }

  /// What to do, a sentence without its full stop.
  ///
  /// - Parameter model: the model in use as `helio evaluate knowledge` takes it, a name or a path; nil where it is not known.
  /// - Returns: the remedy.
  public func remedy(model: String?) -> String {
    let command = "helio evaluate knowledge" + (model.map { " \($0)" } ?? "")
    return switch self {
    case .notJSON, .missing, .unknown, .value: "Measure it again with \(command)"
    case .otherModel: "Measure it again with \(command), or load the model that it belongs to"
    case .otherTask: "Take the one that was measured with the model in use, or measure that with \(command)"
    case .averagedChannel:
      "Measure the model over \(KnowledgeBase.Channel.awgn.rawValue), whose γ is the instantaneous one, with \(command)"
    case .noChannel: "Name the model as the local one, and take one with a channel encoder and decoder to offload"
    }
  }
}

public import Tasks

/// What a task came to.
public enum TaskAnswer: Hashable, Sendable {
  /// Translation: the text of each sentence; at most 64 of at most 4096 bytes of UTF-8 each.
  case translated(sentences: [String])
  /// Retrieval: the gallery item found and its class.
  case retrieved(item: Int, label: Int)
  /// Visual question answering: the answer's index in the model's set of answers, and its words.
  case answered(index: Int, text: String)
  /// None: the bytes that were sent did not come through.
  case undecodable

  /// The kind of task that it answers; nil for none.
  public var kind: TaskKind? {
    switch self {
    case .translated: .translation
    case .retrieved: .retrieval
    case .answered: .visualQuestionAnswering
    case .undecodable: nil
    }
  }

  /// Whether the answer is the other one to the last byte. `==` takes texts for equal that write a letter in different
  /// ways, as ü in one character or in two.
  ///
  /// - Parameter other: the answer to compare with.
  /// - Returns: false too where only the bytes of a text differ.
  public func isIdentical(to other: TaskAnswer) -> Bool {
    self == other && zip(texts, other.texts).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
  }

  private var texts: [String] {
    switch self {
    case .translated(let sentences): sentences
    case .answered(_, let text): [text]
    case .retrieved, .undecodable: []
    }
  }

  /// The most sentences of a translated task.
  public static let mostSentences = 64
  /// The longest translated sentence, in bytes of UTF-8.
  public static let longestSentence = 4096
}

/// How good an answer is.
public enum TaskScore: Hashable, Sendable {
  /// Retrieval and visual question answering: whether the answer is right.
  case right(Bool)
  /// Translation: what the BLEU of the task's sentences is made of.
  case translation(BLEUStatistics)

  /// Whether a task of a kind can have such a score.
  ///
  /// - Parameter kind: the kind.
  /// - Returns: whether it can.
  public func fits(_ kind: TaskKind) -> Bool {
    switch (self, kind) {
    case (.translation, .translation), (.right, .retrieval), (.right, .visualQuestionAnswering): true
    case (.translation, _), (.right, .translation): false
    }
  }
}

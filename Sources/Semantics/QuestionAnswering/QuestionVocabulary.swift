import Tasks

/// The words that a question-answering model knows, each with an index from 1; 0 is every other word.
struct QuestionVocabulary: Sendable {
  /// The index of every word that is not known. Its vector is zero: only its place in the question is seen.
  static let unknown = TokenBatch.filler

  private let indices: [String: Int]

  /// - Parameter words: in the order of their indices.
  init(_ words: [String]) {
    indices = Dictionary(words.enumerated().map { ($1, $0 + 1) }) { first, _ in first }
  }

  /// The index of each word of a question.
  func indices(of question: String) -> [Int] {
    QuestionWords.tokens(of: question).map { indices[$0] ?? QuestionVocabulary.unknown }
  }
}

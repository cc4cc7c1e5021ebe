public import Tasks

extension TranslationModel {
  /// Refuses a corpus with a test sentence that the model cannot take, before anything is run with it.
  ///
  /// - Parameters:
  ///   - text: with its test split open.
  ///   - count: how many sentences are looked at, from the first on; nil: all of them.
  /// - Throws: ``ModelError`` naming the sentence, `DataSetError` for a pair that cannot be read.
  public func require(_ text: any ParallelText, first count: Int? = nil) throws {
    let most = configuration.maximumTokens - 1
    var known: [Substring: [Int]] = [:]
    for index in 0..<min(count ?? .max, text.count(of: .test)) {
      let pair = try text.pair(index, of: .test)
      let tokens = configuration.vocabulary.tokens(of: pair.source, remembering: &known).count
      guard (1...most).contains(tokens) else {
        throw ModelError(
          place: pair.identifier, expected: "a sentence of 1 to \(most) tokens, as \(path) was trained for",
          found: "\(tokens) tokens in \"\(pair.source.prefix(60))\"",
          remedy: "Leave the sentence out, or train a model with these sentences")
      }
    }
  }
}

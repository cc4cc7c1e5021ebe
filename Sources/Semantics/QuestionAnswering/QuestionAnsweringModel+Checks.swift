import Tasks

extension QuestionAnsweringModel {
  /// The most symbols of each token.
  ///
  /// - Throws: ``ModelError`` for a model without a channel.
  func requireChannel() throws(ModelError) -> QuestionAnsweringConfiguration.SymbolLimits {
    guard let limits = configuration.symbols else {
      throw ModelError(
        place: path, expected: "a model with a channel encoder and decoder", found: "one that only answers locally",
        remedy: "Use it for local execution alone, or train one to offload with: "
          + "helio train codec vqa --preset small")
    }
    return limits
  }

  /// Refuses numbers of symbols that the model does not have.
  func check(_ counts: SymbolCounts) throws(ModelError) {
    let limits = try requireChannel()
    for (name, count, most) in [("word", counts.words, limits.perWord), ("patch", counts.patches, limits.perPatch)]
    where !(1...most).contains(count) {
      throw ModelError(
        place: path, expected: "from 1 to \(most) symbols per \(name)", found: "\(count)",
        remedy: "Ask for fewer symbols per \(name), or train a model with a larger k_max")
    }
  }

  /// Refuses a burst of other dimensions than the model's.
  func check(
    _ burst: ReceivedBurst, _ limits: QuestionAnsweringConfiguration.SymbolLimits
  ) throws(ModelError) {
    let (words, tokens) = (1...configuration.maximumWords, configuration.pictureTokens)
    let parts = burst.parts
    guard parts.count == 2, words.contains(parts[0].tokens), parts[1].tokens == tokens,
      (1...limits.perWord).contains(parts[0].symbolsPerToken),
      (1...limits.perPatch).contains(parts[1].symbolsPerToken),
      burst.isWhole
    else {
      throw ModelError(
        place: path,
        expected: "a burst of 1 to \(words.upperBound) words with 1 to \(limits.perWord) symbols each and of "
          + "\(tokens) picture tokens with 1 to \(limits.perPatch) each",
        found: burst.words,
        remedy: "Encode with the model that decodes")
    }
  }

  /// The word indices of a question.
  ///
  /// - Throws: ``ModelError`` for a question without words or with too many.
  func indices(of question: String) throws(ModelError) -> [Int] {
    let indices = vocabulary.indices(of: question)
    guard (1...configuration.maximumWords).contains(indices.count) else {
      let words = question.count > 60 ? "\(question.prefix(60))…" : question
      throw ModelError(
        place: "the question \"\(words)\"", expected: "1 to \(configuration.maximumWords) words",
        found: indices.isEmpty ? "none" : "\(indices.count)",
        remedy: indices.isEmpty ? "Ask something" : "Ask in fewer words")
    }
    return indices
  }
}

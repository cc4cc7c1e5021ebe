package import Tasks

extension TaskAnswer {
  /// The translation of a task; a sentence that is longer than may be is cut after a whole character.
  ///
  /// - Parameter sentences: the text of each sentence.
  public init(translation sentences: [String]) {
    self = .translated(
      sentences: sentences.map { sentence in
        guard sentence.utf8.count > Self.longestSentence else { return sentence }
        var length = 0
        return String(
          sentence.prefix { character in
            length += character.utf8.count
            return length <= Self.longestSentence
          })
      })
  }
}

extension BLEUStatistics {
  /// What each of the counts of a task may be: no task has more tokens, and sums over any run stay countable.
  package static let counts = 0...(1 << 24)

  /// Whether no more n-grams match than there are.
  package var matchesAreAmongTotals: Bool { zip(matches, totals).allSatisfy { $0 <= $1 } }
}

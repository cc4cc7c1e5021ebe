/// Learns byte-pair encoding [Sennrich16] from words and their counts: the most frequent pair of neighbouring symbols
/// becomes a symbol of its own, again and again.
///
/// Of pairs that are equally frequent the one whose symbols are older is taken, so that the same words always give the
/// same merges. Counts are kept up to date from word to word; nothing is counted twice.
struct BytePairLearning {
  /// The pairs in the order in which they were merged.
  private(set) var merges: [(left: String, right: String)] = []

  private struct Pair {
    let left: Int
    let right: Int
    var count = 0
    /// The words that held the pair when it was met; some may have lost it since.
    var words: [Int] = []
  }

  private var words: [(symbols: [Int], count: Int)]
  private var names: [String]
  private var pairs: [Pair] = []
  private var places: [UInt64: Int] = [:]

  /// - Parameters:
  ///   - words: symbols, indices of the names, and how often they occur, in an order that does not change from run to run.
  ///   - names: what the symbols stand for.
  ///   - count: the most merges; fewer when no pair occurs twice any more.
  init(words: [(symbols: [Int], count: Int)], names: [String], count: Int) {
    self.words = words
    self.names = names
    // Two pairs may make the same text, "ab" + "c" and "a" + "bc"; it is one symbol.
    var symbols = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    for word in words.indices { add(word, sign: 1) }
    while merges.count < count, let best = mostFrequent() {
      let (left, right, holders) = (pairs[best].left, pairs[best].right, pairs[best].words)
      pairs[best].words = []
      let name = self.names[left] + self.names[right]
      let merged = symbols[name] ?? self.names.count
      if merged == self.names.count {
        symbols[name] = merged
        self.names.append(name)
      }
      merges.append((self.names[left], self.names[right]))
      var previous = -1
      for word in holders where word != previous {
        previous = word
        let joined = BytePairLearning.merge(left, right, into: merged, in: self.words[word].symbols)
        guard joined.count < self.words[word].symbols.count else { continue }
        add(word, sign: -1)
        self.words[word].symbols = joined
        add(word, sign: 1)
      }
    }
  }

  /// Replaces each pair by the merged symbol, from the left.
  static func merge(_ left: Int, _ right: Int, into merged: Int, in symbols: [Int]) -> [Int] {
    var joined: [Int] = []
    joined.reserveCapacity(symbols.count)
    var index = 0
    while index < symbols.count {
      if index + 1 < symbols.count, symbols[index] == left, symbols[index + 1] == right {
        joined.append(merged)
        index += 2
      } else {
        joined.append(symbols[index])
        index += 1
      }
    }
    return joined
  }

  /// A pair of symbols as a key.
  static func key(_ left: Int, _ right: Int) -> UInt64 { UInt64(left) << 32 | UInt64(right) }

  /// Counts a word's pairs, or takes them away.
  private mutating func add(_ word: Int, sign: Int) {
    let (symbols, count) = words[word]
    for (left, right) in zip(symbols, symbols.dropFirst()) {
      let key = BytePairLearning.key(left, right)
      let place: Int
      if let known = places[key] {
        place = known
      } else {
        place = pairs.count
        places[key] = place
        pairs.append(Pair(left: left, right: right))
      }
      pairs[place].count += sign * count
      if sign > 0, pairs[place].words.last != word { pairs[place].words.append(word) }
    }
  }

  /// The pair to merge next; nil when none occurs twice.
  private func mostFrequent() -> Int? {
    var best: Int?
    var most = 1
    for (index, pair) in pairs.enumerated() where pair.count >= most && pair.count >= 2 {
      if let current = best, pair.count == most,
        (pairs[current].left, pairs[current].right) < (pair.left, pair.right)
      {
        continue
      }
      (best, most) = (index, pair.count)
    }
    return best
  }
}

/// The tokens of a translation model: both languages share one vocabulary of byte pairs [Sennrich16].
///
/// A sentence is cut at white space; in each word the punctuation in front and behind stands alone, inside it stays
/// ("T-Shirt"). The first piece of a word begins with the marker ▁ (U+2581), which makes the encoding reversible: joined
/// pieces with ▁ read as a space are the sentence again, with single spaces. Each piece begins as its characters; then
/// the learned pairs are merged, the earliest first. Frequent words come out as one token, rare ones as several, and a
/// character that training hardly knew becomes the unknown token. Case is kept.
///
/// Tokens: 0 padding, 1 beginning, 2 unknown, 3 end mark, then the characters, then the merged pairs.
public struct Vocabulary: Hashable, Sendable {
  /// The characters, the most frequent first.
  public let characters: [String]
  /// The pairs in the order of their merging, their two parts separated by a space.
  public let merges: [String]

  static let padding = TokenBatch.filler
  static let beginning = 1
  static let unknown = 2
  static let end = 3
  private static let firstCharacter = 4
  static let marker: Character = "\u{2581}"

  /// What each token stands for.
  private let pieces: [String]
  private let characterTokens: [Character: Int]
  private let mergedTokens: [UInt64: Merged]

  private struct Merged: Hashable {
    let rank: Int
    let token: Int
  }

  /// How many tokens there are.
  public var count: Int { pieces.count }

  /// Learns a vocabulary. Of canonically equivalent spellings, which are one text, it keeps the one that comes first.
  ///
  /// - Parameters:
  ///   - sentences: of both languages.
  ///   - merges: the most pairs to merge.
  public init(learningFrom sentences: some Sequence<String>, merges: Int) {
    var words = OccurrenceCounts<Substring>()
    for sentence in sentences {
      for word in Vocabulary.words(of: sentence) { words.add(word) }
    }
    var counts = OccurrenceCounts<String>()
    for (word, count) in words.inOrder {
      for piece in Vocabulary.pieces(of: word) { counts.add(piece, count) }
    }
    var characterCounts = OccurrenceCounts<Character>()
    for (piece, count) in counts.inOrder {
      for character in piece { characterCounts.add(character, count) }
    }
    // A character that occurs once stays unknown: so the unknown token is trained too.
    let characters = characterCounts.inOrder.filter { $0.count >= 2 }
      .sorted { ($1.count, $0.key) < ($0.count, $1.key) }.map { $0.key }
    let names = characters.map { String($0) }
    let symbols = Dictionary(uniqueKeysWithValues: characters.enumerated().map { ($1, $0) })
    let ordered = counts.inOrder.sorted { ($1.count, $0.key) < ($0.count, $1.key) }
    let learning = BytePairLearning(
      words: ordered.compactMap { piece, count in
        let known = piece.compactMap { symbols[$0] }
        return known.count == piece.count ? (known, count) : nil
      }, names: names, count: merges)
    self.init(characters: names, merges: learning.merges.map { "\($0.left) \($0.right)" })
  }

  /// Puts a vocabulary together; a pair of which a part is unknown is passed over by the encoder.
  init(characters: [String], merges: [String]) {
    self.characters = characters
    self.merges = merges
    var pieces = ["", "", "\u{FFFD}", ""] + characters
    var tokens = [String: Int](
      characters.enumerated().map { ($1, Vocabulary.firstCharacter + $0) }, uniquingKeysWith: { first, _ in first })
    characterTokens = Dictionary(
      characters.enumerated().compactMap { index, text in
        text.count == 1 ? text.first.map { ($0, Vocabulary.firstCharacter + index) } : nil
      }, uniquingKeysWith: { first, _ in first })
    var merged: [UInt64: Merged] = [:]
    for (rank, merge) in merges.enumerated() {
      let parts = merge.split(separator: " ", omittingEmptySubsequences: false)
      guard parts.count == 2, let left = tokens[String(parts[0])], let right = tokens[String(parts[1])] else {
        continue
      }
      let joined = parts.joined()
      let token = tokens[joined] ?? pieces.count
      if token == pieces.count {
        tokens[joined] = token
        pieces.append(joined)
      }
      merged[BytePairLearning.key(left, right)] = Merged(rank: rank, token: token)
    }
    self.pieces = pieces
    mergedTokens = merged
  }

  /// The tokens of a sentence, without an end mark.
  ///
  /// - Parameter sentence: any text; control characters and white space part words.
  /// - Returns: none for a sentence without a word.
  public func tokens(of sentence: String) -> [Int] {
    var known: [Substring: [Int]] = [:]
    return tokens(of: sentence, remembering: &known)
  }

  /// The tokens of a sentence, looking words up in what earlier sentences left behind.
  func tokens(of sentence: String, remembering known: inout [Substring: [Int]]) -> [Int] {
    var tokens: [Int] = []
    for word in Vocabulary.words(of: sentence) {
      if let found = known[word] {
        tokens += found
      } else {
        let found = Vocabulary.pieces(of: word).flatMap { self.tokens(ofPiece: $0) }
        known[word] = found
        tokens += found
      }
    }
    return tokens
  }

  /// The sentence that tokens stand for.
  ///
  /// - Parameter tokens: of this vocabulary; padding, beginning and end mark add nothing.
  /// - Returns: words with single spaces between them.
  public func sentence(of tokens: [Int]) -> String {
    let text = tokens.map { pieces.indices.contains($0) ? pieces[$0] : "" }.joined()
    return text.split(separator: Vocabulary.marker).joined(separator: " ")
  }

  private func tokens(ofPiece piece: String) -> [Int] {
    var symbols = piece.map { characterTokens[$0] ?? Vocabulary.unknown }
    while symbols.count > 1 {
      var earliest: (merged: Merged, index: Int)?
      for index in 0..<(symbols.count - 1) {
        guard let merged = mergedTokens[BytePairLearning.key(symbols[index], symbols[index + 1])] else { continue }
        if merged.rank < (earliest?.merged.rank ?? .max) { earliest = (merged, index) }
      }
      guard let (merged, index) = earliest else { break }
      symbols = BytePairLearning.merge(symbols[index], symbols[index + 1], into: merged.token, in: symbols)
    }
    return symbols
  }

  /// The words of a sentence: what white space, control characters and the marker itself leave.
  private static func words(of sentence: String) -> [Substring] {
    sentence.split { character in
      if let value = character.asciiValue { return value <= 0x20 || value == 0x7F }
      return character.isWhitespace || character == marker
        || character.unicodeScalars.allSatisfy { $0.properties.generalCategory == .control }
    }
  }

  /// A word's pieces: each punctuation mark in front, the middle, each mark behind; the marker stands in front of all.
  private static func pieces(of word: Substring) -> [String] {
    func isMark(_ character: Character) -> Bool { !(character.isLetter || character.isNumber) }
    guard let first = word.firstIndex(where: { !isMark($0) }), let last = word.lastIndex(where: { !isMark($0) }) else {
      return word.enumerated().map { ($0 == 0 ? String(marker) : "") + String($1) }
    }
    var pieces = word[..<first].map { String($0) } + [String(word[first...last])]
    pieces += word[word.index(after: last)...].map { String($0) }
    pieces[0] = String(marker) + pieces[0]
    return pieces
  }
}

extension Vocabulary: Codable {
  private enum CodingKeys: String, CodingKey { case characters, merges }

  /// Reads characters and merges.
  ///
  /// - Parameter decoder: of a model's configuration.
  /// - Throws: `DecodingError` when one of them is missing.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      characters: try container.decode([String].self, forKey: .characters),
      merges: try container.decode([String].self, forKey: .merges))
  }

  /// Writes characters and merges; all else follows from them.
  ///
  /// - Parameter encoder: of a model's configuration.
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(characters, forKey: .characters)
    try container.encode(merges, forKey: .merges)
  }
}

/// How often texts occur, in the order in which they came first.
///
/// Canonically equivalent texts are one key. Which of them a dictionary keeps depends on the order in which they come: it
/// must never be the order of another dictionary, which changes from process to process.
private struct OccurrenceCounts<Key: Hashable> {
  private var entries: [Key: (place: Int, count: Int)] = [:]
  private var next = 0

  mutating func add(_ key: Key, _ count: Int = 1) {
    entries[key, default: (next, 0)].count += count
    next += 1
  }

  var inOrder: [(key: Key, count: Int)] {
    entries.sorted { $0.value.place < $1.value.place }.map { ($0.key, $0.value.count) }
  }
}

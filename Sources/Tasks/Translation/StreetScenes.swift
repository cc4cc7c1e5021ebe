import Randomness

/// The default parallel text: street scenes in English and German from a grammar, no download.
///
/// A sentence is a function of split and index alone. The patterns of train and test are disjoint (``SentencePattern``),
/// the words are the same, and every meaning has one German rendering.
public struct StreetScenes: ParallelText {
  /// `street-scenes`.
  public var name: String { StreetScenes.shortName }

  static let shortName = "street-scenes"

  /// The most words and punctuation marks of a sentence in either language.
  public static let mostTokens = 24

  /// The data set; nothing is written before a sentence is asked for.
  public init() {}

  /// 200 000 for train, 10 000 for test.
  ///
  /// - Parameter split: train or test.
  /// - Returns: their number.
  public func count(of split: Split) -> Int {
    switch split {
    case .train: 200_000
    case .test: 10_000
    }
  }

  /// An English sentence with its German translation, named like `street-scenes/test/17`.
  ///
  /// - Parameters:
  ///   - index: which sentence.
  ///   - split: train or test.
  /// - Returns: the pair.
  /// - Throws: ``DataSetError`` for an index outside the split.
  public func pair(_ index: Int, of split: Split) throws -> SentencePair {
    try requireIndex(index, in: split)
    let purpose = "\(name)/\(split.rawValue)"
    var writer = SceneWriter(stream: RandomStream(seed: 0, purpose: purpose, slot: index))
    let pattern = writer.pick(SentencePattern.all(of: split))
    while true {
      let sentence = writer.sentence(pattern)
      let (english, german) = (StreetScenes.text(sentence.english), StreetScenes.text(sentence.german))
      if max(english.tokens, german.tokens) <= StreetScenes.mostTokens {
        return SentencePair(source: english.text, target: german.text, identifier: "\(purpose)/\(index)")
      }
    }
  }

  /// Words as a written sentence: a capital at the start, no space before punctuation, one comma where two clauses end.
  private static func text(_ words: [String]) -> (text: String, tokens: Int) {
    var text = ""
    var tokens = 0
    for (index, word) in words.enumerated() where !word.isEmpty {
      let next = words[(index + 1)...].first { !$0.isEmpty } ?? ""
      let isMark = [",", ".", "?"].contains(word)
      if word == ",", [",", ".", "?"].contains(next) { continue }
      if !text.isEmpty, !isMark { text += " " }
      text += word
      tokens += 1 + word.count { $0 == " " }
    }
    return (text.prefix(1).uppercased() + text.dropFirst(), tokens)
  }
}

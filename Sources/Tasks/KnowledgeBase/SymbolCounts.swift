/// How many complex symbols the tokens of a task take: k^T for a word of a sentence, k^I for a token of a picture,
/// Ji et al. [Ji24], Section II-A.
public struct SymbolCounts: Hashable, Codable, Sendable {
  /// k^T, complex symbols per word; 0 where no words are sent.
  public var words: Int
  /// k^I, complex symbols per token of a picture; 0 where no picture is sent.
  public var patches: Int

  /// Names both numbers, or the one that matters.
  public init(words: Int = 0, patches: Int = 0) {
    self.words = words
    self.patches = patches
  }
}

/// Tokens of a burst, one after another, that have as many symbols each: the words of a sentence, or the patches of a
/// picture.
public struct SymbolBlock: Hashable, Sendable {
  /// How many tokens, 1 to 65 536.
  public var tokens: Int
  /// Complex symbols of each token, 1 to 4096.
  public var symbolsPerToken: Int

  /// Describes a block.
  public init(tokens: Int, symbolsPerToken: Int) {
    self.tokens = tokens
    self.symbolsPerToken = symbolsPerToken
  }

  /// The complex symbols of the block.
  public var symbols: Int { tokens * symbolsPerToken }
}

/// What the symbols of a burst are.
public enum BurstContent: Hashable, Sendable {
  /// Those of the joint source-channel codec, block after block; at most 4096 blocks.
  case tokens([SymbolBlock])
  /// They carry so many bytes, 1 to 2²⁰.
  case bytes(Int)

  /// The bytes that the symbols carry; nil for those of the joint source-channel codec.
  public var payloadBytes: Int? {
    switch self {
    case .tokens: nil
    case .bytes(let count): count
    }
  }
}

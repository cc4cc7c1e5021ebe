import Tensors

/// Token sequences of different lengths side by side, filled up with padding.
struct TokenBatch {
  /// The index that padding holds; no vocabulary gives it to a word that it knows.
  static let filler = 0

  /// `[B, T]`, `int64`.
  let tokens: Tensor
  /// The tokens of each sequence.
  let lengths: [Int]
  /// `[B, T]`, `bool`, true behind the end of a sequence; nil when all have T tokens.
  let padding: Tensor?

  /// - Parameter sequences: the tokens of each, none of them empty.
  /// - Throws: `TensorError` when memory runs out.
  init(_ sequences: [[Int]]) throws(TensorError) {
    lengths = sequences.map(\.count)
    let longest = lengths.max() ?? 0
    tokens = try Tensor(
      indices: sequences.flatMap { $0 + repeatElement(TokenBatch.filler, count: longest - $0.count) },
      shape: [sequences.count, longest])
    padding = try TokenBatch.padding(lengths)
  }

  /// A mask of the padding behind sequences; nil where all are equally long.
  static func padding(_ lengths: [Int]) throws(TensorError) -> Tensor? {
    guard let longest = lengths.max(), lengths.contains(where: { $0 < longest }) else { return nil }
    return try Tensor(
      mask: lengths.flatMap { length in (0..<longest).map { $0 >= length } }, shape: [lengths.count, longest])
  }
}

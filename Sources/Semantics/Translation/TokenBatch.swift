import Tensors

/// Sentences of different lengths side by side, filled up with padding.
struct TokenBatch {
  /// `[B, T]`, `int64`.
  let tokens: Tensor
  /// `[B, T]`, true for padding; nil where there is none.
  let padding: Tensor?
  private let counts: [Int]
  private let length: Int

  /// - Parameter sentences: the tokens of each, none of them empty.
  /// - Throws: `TensorError` when memory runs out.
  init(_ sentences: [[Int]]) throws(TensorError) {
    counts = sentences.map(\.count)
    length = counts.max() ?? 0
    let length = length
    tokens = try Tensor(
      indices: sentences.flatMap { $0 + repeatElement(Vocabulary.padding, count: length - $0.count) },
      shape: [sentences.count, length])
    padding = try TokenBatch.padding(counts)
  }

  /// A mask of the padding behind sentences; nil where all are equally long.
  static func padding(_ counts: [Int]) throws(TensorError) -> Tensor? {
    guard let length = counts.max(), counts.contains(where: { $0 < length }) else { return nil }
    return try Tensor(
      mask: counts.flatMap { count in (0..<length).map { $0 >= count } }, shape: [counts.count, length])
  }

  /// 1 for tokens and 0 for padding: `[B, T, 1]`.
  func presence() throws(TensorError) -> Tensor {
    let length = length
    let values: [Float] = counts.flatMap { count in (0..<length).map { $0 < count ? 1 : 0 } }
    return try Tensor(values, shape: [counts.count, length, 1])
  }

  /// Each sentence's number of tokens: `[B, 1, 1]`.
  func lengths() throws(TensorError) -> Tensor { try Tensor(counts.map { Float($0) }, shape: [counts.count, 1, 1]) }
}

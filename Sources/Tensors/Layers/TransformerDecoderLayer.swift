/// Self-attention, attention to the encoder's output and feed-forward with residual connections
/// (`torch.nn.TransformerDecoderLayer`, `batch_first`).
public struct TransformerDecoderLayer: Module {
  private let shape: TransformerShape
  private let attention: MultiheadAttention
  private let memoryAttention: MultiheadAttention
  private let feedForward: FeedForward
  private let norm1: LayerNorm
  private let norm2: LayerNorm
  private let norm3: LayerNorm
  private let dropout: Dropout

  /// A layer initialised like PyTorch's.
  public init(_ shape: TransformerShape, generator: TensorGenerator) throws(TensorError) {
    self.shape = shape
    attention = try MultiheadAttention(
      shape.features, heads: shape.heads, dropout: shape.dropout, generator: generator)
    memoryAttention = try MultiheadAttention(
      shape.features, heads: shape.heads, dropout: shape.dropout, generator: generator)
    feedForward = try FeedForward(shape, generator: generator)
    norm1 = try LayerNorm(shape.features, epsilon: shape.epsilon)
    norm2 = try LayerNorm(shape.features, epsilon: shape.epsilon)
    norm3 = try LayerNorm(shape.features, epsilon: shape.epsilon)
    dropout = try Dropout(shape.dropout)
  }

  /// `self_attn.…`, `multihead_attn.…`, `linear1.…`, `linear2.…`, `norm1.…`, `norm2.…`, `norm3.…`.
  public var parameters: [NamedTensor] {
    attention.parameters(under: "self_attn") + memoryAttention.parameters(under: "multihead_attn")
      + feedForward.parameters + norm1.parameters(under: "norm1") + norm2.parameters(under: "norm2")
      + norm3.parameters(under: "norm3")
  }

  /// `input` `[B, L, features]` and the encoder's output `memory` `[B, S, features]` to the shape of `input`.
  /// `mask` says what `input` may not see of itself, usually `AttentionMask.causal`; `memoryMask` what it may not see
  /// of `memory`.
  public func callAsFunction(
    _ input: Tensor, memory: Tensor, mask: AttentionMask = .none, memoryMask: AttentionMask = .none,
    _ mode: ForwardMode
  ) throws(TensorError) -> Tensor {
    if shape.normFirst {
      let attended = try input + dropout(attention(norm1(input), mask: mask, mode), mode)
      let crossAttended =
        try attended + dropout(memoryAttention(norm2(attended), memory: memory, mask: memoryMask, mode), mode)
      return try crossAttended + feedForward(norm3(crossAttended), mode)
    }
    let attended = try norm1(input + dropout(attention(input, mask: mask, mode), mode))
    let crossAttended = try norm2(
      attended + dropout(memoryAttention(attended, memory: memory, mask: memoryMask, mode), mode))
    return try norm3(crossAttended + feedForward(crossAttended, mode))
  }

  /// What the layer keeps while it is given one position after the other.
  ///
  /// - Parameter memory: the encoder's output `[B, S, features]`.
  /// - Returns: a cache of no position.
  /// - Throws: `TensorError` for a memory of another width.
  public func cache(memory: Tensor) throws(TensorError) -> DecoderLayerCache {
    DecoderLayerCache(memory: try memoryAttention.keys(of: memory))
  }

  /// The output for the next position alone, as the last one of a causal pass over all positions so far; inference.
  ///
  /// - Parameters:
  ///   - input: `[B, 1, features]`.
  ///   - cache: holds the positions before, and takes this one.
  ///   - memoryPadding: `[B, S]`, `bool`: what is padding of the memory.
  /// - Returns: `[B, 1, features]`.
  /// - Throws: `TensorError` for shapes that do not fit.
  public func callAsFunction(
    next input: Tensor, cache: inout DecoderLayerCache, memoryPadding: Tensor? = nil
  ) throws(TensorError) -> Tensor {
    let memoryMask = AttentionMask(keyPadding: memoryPadding)
    if shape.normFirst {
      let attended = try input + attention(next: norm1(input), past: &cache.past)
      let crossAttended =
        try attended + memoryAttention(norm2(attended), memory: cache.memory, mask: memoryMask, .inference)
      return try crossAttended + feedForward(norm3(crossAttended), .inference)
    }
    let attended = try norm1(input + attention(next: input, past: &cache.past))
    let crossAttended = try norm2(
      attended + memoryAttention(attended, memory: cache.memory, mask: memoryMask, .inference))
    return try norm3(crossAttended + feedForward(crossAttended, .inference))
  }
}

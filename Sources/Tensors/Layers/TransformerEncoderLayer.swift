/// The nonlinearity between the two linear maps of a transformer layer.
public enum Activation: String, Sendable {
  /// max(0, x).
  case relu
  /// x·Φ(x).
  case gelu

  /// Applies it to every element.
  public func callAsFunction(_ input: Tensor) throws(TensorError) -> Tensor {
    switch self {
    case .relu: try input.relu()
    case .gelu: try input.gelu()
    }
  }
}

/// The sizes and options that encoder and decoder layers share.
public struct TransformerShape: Sendable {
  /// The length d of a token's vector.
  public var features: Int
  /// The number of attention heads, a divisor of d.
  public var heads: Int
  /// The width of the hidden layer between the two linear maps.
  public var hidden: Int
  /// The dropout probability after attention, activation and output.
  public var dropout: Double
  /// The nonlinearity of the hidden layer.
  public var activation: Activation
  /// Whether to normalise before attention and feed-forward (pre-norm) instead of after (post-norm).
  public var normFirst: Bool
  /// ε of the layer normalisations.
  public var epsilon: Double

  /// PyTorch's defaults for all but the sizes.
  public init(
    features: Int, heads: Int, hidden: Int = 2048, dropout: Double = 0.1, activation: Activation = .relu,
    normFirst: Bool = false, epsilon: Double = 1e-5
  ) {
    self.features = features
    self.heads = heads
    self.hidden = hidden
    self.dropout = dropout
    self.activation = activation
    self.normFirst = normFirst
    self.epsilon = epsilon
  }
}

/// Self-attention and feed-forward with residual connections (`torch.nn.TransformerEncoderLayer`, `batch_first`).
public struct TransformerEncoderLayer: Module {
  private let shape: TransformerShape
  private let attention: MultiheadAttention
  private let feedForward: FeedForward
  private let norm1: LayerNorm
  private let norm2: LayerNorm
  private let dropout: Dropout

  /// A layer initialised like PyTorch's.
  public init(_ shape: TransformerShape, generator: TensorGenerator) throws(TensorError) {
    self.shape = shape
    attention = try MultiheadAttention(
      shape.features, heads: shape.heads, dropout: shape.dropout, generator: generator)
    feedForward = try FeedForward(shape, generator: generator)
    norm1 = try LayerNorm(shape.features, epsilon: shape.epsilon)
    norm2 = try LayerNorm(shape.features, epsilon: shape.epsilon)
    dropout = try Dropout(shape.dropout)
  }

  /// `self_attn.…`, `linear1.…`, `linear2.…`, `norm1.…`, `norm2.…`.
  public var parameters: [NamedTensor] {
    attention.parameters(under: "self_attn") + feedForward.parameters + norm1.parameters(under: "norm1")
      + norm2.parameters(under: "norm2")
  }

  /// `[B, L, features]` to the same shape.
  public func callAsFunction(
    _ input: Tensor, mask: AttentionMask = .none, _ mode: ForwardMode
  ) throws(TensorError) -> Tensor {
    if shape.normFirst {
      let attended = try input + dropout(attention(norm1(input), mask: mask, mode), mode)
      return try attended + feedForward(norm2(attended), mode)
    }
    let attended = try norm1(input + dropout(attention(input, mask: mask, mode), mode))
    return try norm2(attended + feedForward(attended, mode))
  }

  /// The first `queries` tokens of the result alone, without the cost of the others: for the last layer of a stack of
  /// which only these go on. `[B, L, features]` to `[B, queries, features]`.
  public func callAsFunction(
    _ input: Tensor, queries: Int, mask: AttentionMask = .none, _ mode: ForwardMode
  ) throws(TensorError) -> Tensor {
    let first = try input.narrow(axis: 1, start: 0, length: queries)
    if shape.normFirst {
      let memory = try norm1(input)
      let query = try memory.narrow(axis: 1, start: 0, length: queries)
      let attended = try first + dropout(attention(query, memory: memory, mask: mask, mode), mode)
      return try attended + feedForward(norm2(attended), mode)
    }
    let attended = try norm1(first + dropout(attention(first, memory: input, mask: mask, mode), mode))
    return try norm2(attended + feedForward(attended, mode))
  }
}

/// linear2(dropout(activation(linear1(x)))), dropped once more: the second half of a transformer layer.
struct FeedForward: Module {
  private let first: Linear
  private let second: Linear
  private let activation: Activation
  private let dropout: Dropout

  init(_ shape: TransformerShape, generator: TensorGenerator) throws(TensorError) {
    first = try Linear(shape.features, shape.hidden, generator: generator)
    second = try Linear(shape.hidden, shape.features, generator: generator)
    activation = shape.activation
    dropout = try Dropout(shape.dropout)
  }

  var parameters: [NamedTensor] { first.parameters(under: "linear1") + second.parameters(under: "linear2") }

  func callAsFunction(_ input: Tensor, _ mode: ForwardMode) throws(TensorError) -> Tensor {
    try dropout(second(dropout(activation(first(input)), mode)), mode)
  }
}

import Tensors

/// Position embedding, pre-norm transformer layers and a last layer normalisation.
struct TokenTransformer: Module {
  private let position: Tensor
  private let layers: [TransformerEncoderLayer]
  private let norm: LayerNorm

  /// - Parameters:
  ///   - sizes: of each layer, and how many.
  ///   - positions: the most tokens of a sequence.
  ///   - deviation: the standard deviation of the position embedding as it is drawn.
  ///   - generator: draws the weights.
  /// - Throws: `TensorError` for sizes that libtorch refuses.
  init(
    _ sizes: TransformerSizes, positions: Int, deviation: Double = 0.02, generator: TensorGenerator
  ) throws(TensorError) {
    let shape = TransformerShape(
      features: sizes.features, heads: sizes.heads, hidden: sizes.hidden, dropout: 0, activation: .gelu,
      normFirst: true)
    position = try Tensor.normal([1, positions, sizes.features], deviation: deviation, generator: generator)
      .requiringGradient()
    var layers: [TransformerEncoderLayer] = []
    for _ in 0..<sizes.layers { layers.append(try TransformerEncoderLayer(shape, generator: generator)) }
    self.layers = layers
    norm = try LayerNorm(sizes.features)
  }

  var parameters: [NamedTensor] {
    [(name: "position", tensor: position)] + layers.enumerated().flatMap { $1.parameters(under: "layers.\($0)") }
      + norm.parameters(under: "norm")
  }

  /// `[B, T, d]` to the same shape, T at most the positions.
  ///
  /// - Parameters:
  ///   - input: `[B, T, d]`.
  ///   - padding: `[B, T]`, true for tokens that are hidden from all others.
  ///   - goingOn: how many tokens, from the first, go on: `[B, goingOn, d]` comes out; nil for all.
  ///   - mode: training or inference.
  /// - Returns: the tokens that go on, normalised.
  /// - Throws: `TensorError` for tensors of other shapes.
  func callAsFunction(
    _ input: Tensor, padding: Tensor? = nil, goingOn: Int? = nil, _ mode: ForwardMode
  ) throws(TensorError) -> Tensor {
    let mask = AttentionMask(keyPadding: padding)
    var tokens = try input + position.narrow(axis: 1, start: 0, length: input.shape[1])
    for (index, layer) in layers.enumerated() {
      if let goingOn, index == layers.count - 1 {
        tokens = try layer(tokens, queries: goingOn, mask: mask, mode)
      } else {
        tokens = try layer(tokens, mask: mask, mode)
      }
    }
    return try norm(tokens)
  }
}

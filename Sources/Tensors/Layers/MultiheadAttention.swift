/// What attention must not look at; `true` hides.
public struct AttentionMask: Sendable {
  /// `[B, S]`, `bool`: keys that are padding.
  public var keyPadding: Tensor?
  /// `[L, S]`, `bool`: pairs of query and key that are hidden in every sample.
  public var pairs: Tensor?

  /// Hides padding keys, pairs of positions, or both.
  public init(keyPadding: Tensor? = nil, pairs: Tensor? = nil) {
    self.keyPadding = keyPadding
    self.pairs = pairs
  }

  /// Hides nothing.
  public static let none = AttentionMask()

  /// Hides from each of `length` positions all later ones, and padding keys if given.
  public static func causal(_ length: Int, keyPadding: Tensor? = nil) throws(TensorError) -> AttentionMask {
    let mask = (0..<length).flatMap { query in (0..<length).map { $0 > query } }
    return AttentionMask(keyPadding: keyPadding, pairs: try Tensor(mask: mask, shape: [length, length]))
  }
}

/// Multi-head scaled dot-product attention (Vaswani et al. 2017, Section 3.2; `torch.nn.MultiheadAttention` with
/// `batch_first`): softmax(QKᵀ/√d)·V in each head, d = features/heads.
///
/// A query from which every key is hidden gives NaN, as in PyTorch.
public struct MultiheadAttention: Module {
  /// `[3·features, features]`: the projections of query, key and value, stacked.
  public let inputWeight: Tensor
  /// `[3·features]`.
  public let inputBias: Tensor
  /// The projection of the joined heads.
  public let output: Linear
  private let features: Int
  private let heads: Int
  private let dropout: Dropout

  /// The stacked projection is Xavier uniform, biases are zero, the output projection is that of `Linear`.
  public init(
    _ features: Int, heads: Int, dropout: Double = 0, generator: TensorGenerator
  ) throws(TensorError) {
    guard heads > 0, features > 0, features % heads == 0 else {
      throw TensorError(
        .invalidArgument, operation: "MultiheadAttention",
        reason: "expected a number of heads that divides \(features) features, found \(heads)")
    }
    inputWeight = try Tensor.xavierUniform([3 * features, features], generator: generator).requiringGradient()
    inputBias = try Tensor.zeros([3 * features]).requiringGradient()
    output = try Linear(features, features, generator: generator)
    if let bias = output.bias { try bias.assign(Tensor.zeros([features])) }
    self.features = features
    self.heads = heads
    self.dropout = try Dropout(dropout)
  }

  /// `in_proj_weight`, `in_proj_bias`, `out_proj.weight`, `out_proj.bias`.
  public var parameters: [NamedTensor] {
    [(name: "in_proj_weight", tensor: inputWeight), (name: "in_proj_bias", tensor: inputBias)]
      + output.parameters(under: "out_proj")
  }

  /// Attends within one sequence: `[B, L, features]` to the same shape.
  public func callAsFunction(
    _ input: Tensor, mask: AttentionMask = .none, _ mode: ForwardMode
  ) throws(TensorError) -> Tensor {
    try requireSequence(input)
    let (query, key) = try project(input)
    return try attend(query: query, key: key, mask: mask, mode)
  }

  /// Attends from `input` `[B, L, features]` to `memory` `[B, S, features]`; the result has the shape of `input`.
  public func callAsFunction(
    _ input: Tensor, memory: Tensor, mask: AttentionMask = .none, _ mode: ForwardMode
  ) throws(TensorError) -> Tensor {
    try callAsFunction(input, memory: keys(of: memory), mask: mask, mode)
  }

  /// Attends from `input` `[B, L, features]` to keys and values that were projected before.
  func callAsFunction(
    _ input: Tensor, memory: AttentionKeys, mask: AttentionMask = .none, _ mode: ForwardMode
  ) throws(TensorError) -> Tensor {
    try requireSequence(input)
    let query = try input.linear(
      weight: inputWeight.narrow(axis: 0, start: 0, length: features),
      bias: inputBias.narrow(axis: 0, start: 0, length: features))
    return try attend(query: split(query), key: memory, mask: mask, mode)
  }

  /// Attends from the next position `[B, 1, features]` to itself and all before it, whose keys and values are `past`;
  /// its own are added to them.
  func callAsFunction(next input: Tensor, past: inout AttentionKeys?) throws(TensorError) -> Tensor {
    try requireSequence(input)
    let (query, key) = try project(input)
    let joined = try past?.appending(key) ?? key
    past = joined
    return try attend(query: query, key: joined, mask: .none, .inference)
  }

  /// The keys and values of `memory` `[B, S, features]`.
  func keys(of memory: Tensor) throws(TensorError) -> AttentionKeys {
    try requireSequence(memory)
    let projected = try memory.linear(
      weight: inputWeight.narrow(axis: 0, start: features, length: 2 * features),
      bias: inputBias.narrow(axis: 0, start: features, length: 2 * features))
    return AttentionKeys(
      keys: try split(projected.narrow(axis: 2, start: 0, length: features)),
      values: try split(projected.narrow(axis: 2, start: features, length: features)))
  }

  /// Query, keys and values of one sequence.
  private func project(_ input: Tensor) throws(TensorError) -> (query: Tensor, key: AttentionKeys) {
    let projected = try input.linear(weight: inputWeight, bias: inputBias)
    let part: (Int) throws(TensorError) -> Tensor = { [features] (index) throws(TensorError) in
      try split(projected.narrow(axis: 2, start: index * features, length: features))
    }
    return (try part(0), AttentionKeys(keys: try part(1), values: try part(2)))
  }

  /// `[B, L, features]` to `[B, heads, L, width]`.
  private func split(_ tensor: Tensor) throws(TensorError) -> Tensor {
    let shape = tensor.shape
    return try tensor.reshape([shape[0], shape[1], heads, features / heads]).transpose(1, 2)
  }

  private func attend(
    query: Tensor, key: AttentionKeys, mask: AttentionMask, _ mode: ForwardMode
  ) throws(TensorError) -> Tensor {
    let (batch, length, keys) = (query.shape[0], query.shape[2], key.keys.shape[2])
    let width = features / heads
    var scores = try (query * (1 / Double(width).squareRoot())).matmul(key.keys.transpose(2, 3))
    if let pairs = mask.pairs {
      scores = try scores.filled(where: pairs, with: -.infinity)
    }
    if let padding = mask.keyPadding {
      guard padding.shape == [batch, keys] else {
        throw TensorError(
          .invalidArgument, operation: "MultiheadAttention", shapes: [[batch, keys, features], padding.shape],
          reason: "expected a key padding mask of shape [\(batch), \(keys)]")
      }
      scores = try scores.filled(where: padding.reshape([batch, 1, 1, keys]), with: -.infinity)
    }
    let weights = try dropout(scores.softmax(), mode)
    let joined = try weights.matmul(key.values).transpose(1, 2).reshape([batch, length, features])
    return try output(joined)
  }

  private func requireSequence(_ tensor: Tensor) throws(TensorError) {
    let shape = tensor.shape
    guard shape.count == 3, shape[2] == features else {
      throw TensorError(
        .invalidArgument, operation: "MultiheadAttention", shapes: [shape, inputWeight.shape],
        reason: "expected a sequence [batch, length, \(features)]")
    }
  }
}

import Tensors

/// The joint source-channel encoder of one kind of token: a linear map to 2·k_max numbers, of which 2k are sent.
///
/// The code is nested: k symbols are the first k of k_max.
struct ChannelEncoder: Module {
  private let linear: Linear

  /// - Parameters:
  ///   - features: d, the length of a token's vector.
  ///   - maximum: k_max.
  ///   - generator: draws the weights.
  /// - Throws: `TensorError` for sizes that libtorch refuses.
  init(_ features: Int, maximum: Int, generator: TensorGenerator) throws(TensorError) {
    linear = try Linear(features, 2 * maximum, generator: generator)
  }

  var parameters: [NamedTensor] { linear.parameters }

  /// The symbols of features: `[B, T, d]` to `[B, T, 2k]`, interleaved real and imaginary parts.
  ///
  /// Each sequence z is scaled to s = z·√(T·k / Σ|z|²), T its own number of tokens, so that the mean of |s|² over its T·k
  /// complex symbols is 1.
  ///
  /// - Parameters:
  ///   - features: `[B, T, d]`.
  ///   - symbolsPerToken: k, 1…k_max.
  ///   - lengths: the tokens of each sequence, when some have fewer than T: the others are not sent, their symbols are 0.
  /// - Returns: the symbols of mean power 1.
  /// - Throws: `TensorError` for features of another length.
  func callAsFunction(
    _ features: Tensor, symbolsPerToken: Int, lengths: [Int]? = nil
  ) throws(TensorError) -> Tensor {
    let (batch, tokens) = (features.shape[0], features.shape[1])
    var sent = try linear(features).narrow(axis: 2, start: 0, length: 2 * symbolsPerToken)
    let power: Tensor
    if let lengths {
      let isSent = lengths.flatMap { length in (0..<tokens).map { $0 < length ? Float(1) : 0 } }
      sent = try sent * Tensor(isSent, shape: [batch, tokens, 1])
      let shares = try Tensor(lengths.map { 1 / Float($0 * symbolsPerToken) }, shape: [batch, 1, 1])
      power = try sent.squared().sum(axes: [1, 2], keepingAxes: true) * shares
    } else {
      power = try sent.squared().sum(axes: [1, 2], keepingAxes: true) * (1 / Double(tokens * symbolsPerToken))
    }
    return try sent * (power + 1e-12).power(-0.5)
  }
}

import Tensors

/// A lower bound of the mutual information between what a token's symbols say and what arrives of them, as a network that
/// is trained beside the codec (MINE, [Belghazi18]; DeepSC [Xie21], equation (9)):
/// I(X; Y) ≥ E_{p(x, y)}[f(x, y)] − ln E_{p(x)·p(y)}[e^{f(x, y)}], f three linear maps with ReLU between them.
struct MutualInformationEstimator: Module {
  private let first: Linear
  private let second: Linear
  private let last: Linear

  /// - Parameters:
  ///   - sent: the length of x.
  ///   - received: the length of y.
  ///   - hidden: the width of both hidden layers.
  ///   - generator: draws the weights.
  /// - Throws: `TensorError` for sizes that libtorch refuses.
  init(sent: Int, received: Int, hidden: Int, generator: TensorGenerator) throws(TensorError) {
    first = try Linear(sent + received, hidden, generator: generator)
    second = try Linear(hidden, hidden, generator: generator)
    last = try Linear(hidden, 1, generator: generator)
  }

  var parameters: [NamedTensor] {
    first.parameters(under: "linear1") + second.parameters(under: "linear2") + last.parameters(under: "linear3")
  }

  /// The bound of a batch, with the pairs of the batch for p(x, y), and with the y in a random order for
  /// p(x)·p(y).
  ///
  /// - Parameters:
  ///   - sent: x, `[N, sent]`.
  ///   - received: y, `[N, received]`.
  ///   - generator: draws which y stands beside which x.
  /// - Returns: a scalar in nats.
  /// - Throws: `TensorError` for tensors of other shapes.
  func bound(sent: Tensor, received: Tensor, generator: TensorGenerator) throws(TensorError) -> Tensor {
    let count = sent.shape[0]
    let shuffled = try received.indexSelect(axis: 0, .permutation(count, generator: generator))
    let joint = try value(sent, received).mean()
    let apart = try value(sent, shuffled)
    // The largest one in front: e^f stays finite.
    let largest = try apart.detached().max()
    return try joint - ((apart - largest).exp().mean().log() + largest)
  }

  private func value(_ sent: Tensor, _ received: Tensor) throws(TensorError) -> Tensor {
    try last(second(first(.concatenate([sent, received], axis: 1)).relu()).relu())
  }
}

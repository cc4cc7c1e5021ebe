extension Tensor {
  /// The matrix product over the last two axes; leading axes are broadcast.
  public func matmul(_ other: Tensor) throws(TensorError) -> Tensor {
    try call("matmul", .tensor(self), .tensor(other))
  }

  /// The product of B pairs of matrices: `[B, n, m]` by `[B, m, p]` gives `[B, n, p]`.
  public func batchMatmul(_ other: Tensor) throws(TensorError) -> Tensor {
    try call("bmm", .tensor(self), .tensor(other))
  }

  /// x·Wᵀ + b over the last axis: `weight` is `[out, in]`, `bias` `[out]`.
  public func linear(weight: Tensor, bias: Tensor? = nil) throws(TensorError) -> Tensor {
    try call("linear", .tensor(self), .tensor(weight), .optional(bias))
  }

  /// Two-dimensional cross-correlation of `[B, in, H, W]` with `weight` `[out, in/groups, kH, kW]`.
  /// The output height is ⌊(H + 2·padding − dilation·(kH − 1) − 1)/stride⌋ + 1, the width likewise.
  public func convolution2d(
    weight: Tensor, bias: Tensor? = nil, stride: Int = 1, padding: Int = 0, dilation: Int = 1, groups: Int = 1
  ) throws(TensorError) -> Tensor {
    try requirePositive("conv2d", [("stride", stride), ("dilation", dilation), ("groups", groups)], also: weight)
    return try call(
      "conv2d", .tensor(self), .tensor(weight), .optional(bias), .integers([stride, stride]),
      .integers([padding, padding]), .integers([dilation, dilation]), .integer(groups))
  }

  /// (x − mean)/√(variance + ε)·weight + bias over the last axes, whose lengths are `lengths`.
  public func layerNorm(
    _ lengths: [Int], weight: Tensor? = nil, bias: Tensor? = nil, epsilon: Double = 1e-5
  ) throws(TensorError) -> Tensor {
    try call(
      "layer_norm", .tensor(self), .integers(lengths), .optional(weight), .optional(bias), .real(epsilon),
      .boolean(false))
  }

  /// Batch normalisation per channel (axis 1).
  ///
  /// While training it uses the batch's own mean and (biased) variance and moves the running ones towards them in
  /// place: running ← (1 − momentum)·running + momentum·batch, the variance unbiased. Otherwise it uses the running ones.
  public func batchNorm(
    runningMean: Tensor, runningVariance: Tensor, weight: Tensor? = nil, bias: Tensor? = nil,
    training: Bool, momentum: Double = 0.1, epsilon: Double = 1e-5
  ) throws(TensorError) -> Tensor {
    try call(
      "batch_norm", .tensor(self), .optional(weight), .optional(bias), .tensor(runningMean), .tensor(runningVariance),
      .boolean(training), .real(momentum), .real(epsilon), .boolean(false))
  }

  /// The rows of this table `[n, d]` named by `indices` (`int64`, any shape): the shape of `indices`, then d.
  /// The row `padding` gets no gradient.
  public func embedding(_ indices: Tensor, padding: Int? = nil) throws(TensorError) -> Tensor {
    try call("embedding", .tensor(self), .tensor(indices), .integer(padding ?? -1))
  }

  /// e^xᵢ / Σ e^xⱼ along `axis`.
  public func softmax(axis: Int = -1) throws(TensorError) -> Tensor {
    try call("softmax.int", .tensor(self), .integer(axis))
  }

  /// The logarithm of the softmax along `axis`.
  public func logSoftmax(axis: Int = -1) throws(TensorError) -> Tensor {
    try call("log_softmax.int", .tensor(self), .integer(axis))
  }

  /// The mean cross-entropy of logits `[B, classes, …]` and `targets` `[B, …]` (`int64`), in nats.
  ///
  /// A target equal to `ignored` counts neither in the sum nor in the mean. `labelSmoothing`, in [0, 1], is the share
  /// of the target's probability that is spread evenly over all classes.
  public func crossEntropy(
    _ targets: Tensor, ignoring ignored: Int = -100, labelSmoothing: Double = 0
  ) throws(TensorError) -> Tensor {
    try call(
      "cross_entropy_loss", .tensor(self), .tensor(targets), .none, .integer(1), .integer(ignored),
      .real(labelSmoothing))
  }

  /// Sets each element to zero with `probability` and divides the others by 1 − `probability`.
  public func dropout(probability: Double, generator: TensorGenerator) throws(TensorError) -> Tensor {
    guard (0..<1).contains(probability) else {
      throw TensorError(
        .invalidArgument, operation: "dropout", shapes: [shape],
        reason: "expected a probability in [0, 1), found \(probability)")
    }
    guard probability > 0 else { return self }
    let keep = 1 - probability
    return try self * (Tensor.bernoulli(shape, probability: keep, generator: generator) / keep)
  }

  private func requirePositive(
    _ operation: String, _ values: [(name: String, value: Int)], also other: Tensor? = nil
  ) throws(TensorError) {
    for (name, value) in values where value < 1 {
      throw TensorError(
        .invalidArgument, operation: operation, shapes: [shape] + (other.map { [$0.shape] } ?? []),
        reason: "expected a positive \(name), found \(value)")
    }
  }
}

/// Layer normalisation over the last axis (`torch.nn.LayerNorm`).
public struct LayerNorm: Module {
  /// `[features]`, ones at first.
  public let weight: Tensor
  /// `[features]`, zeros at first.
  public let bias: Tensor
  private let epsilon: Double

  /// Normalises the last axis, whose length is `features`.
  public init(_ features: Int, epsilon: Double = 1e-5) throws(TensorError) {
    weight = try Tensor.ones([features]).requiringGradient()
    bias = try Tensor.zeros([features]).requiringGradient()
    self.epsilon = epsilon
  }

  /// `weight`, then `bias`.
  public var parameters: [NamedTensor] { [(name: "weight", tensor: weight), (name: "bias", tensor: bias)] }

  /// `[…, features]` to the same shape.
  public func callAsFunction(_ input: Tensor) throws(TensorError) -> Tensor {
    try input.layerNorm(weight.shape, weight: weight, bias: bias, epsilon: epsilon)
  }
}

/// Batch normalisation per channel of `[B, C, H, W]` (`torch.nn.BatchNorm2d`).
public struct BatchNorm2d: Module {
  /// `[channels]`, ones at first.
  public let weight: Tensor
  /// `[channels]`, zeros at first.
  public let bias: Tensor
  /// `[channels]`, zeros at first.
  public let runningMean: Tensor
  /// `[channels]`, ones at first.
  public let runningVariance: Tensor
  /// How many training batches were seen: an `int64` scalar.
  public let batchesTracked: Tensor
  private let momentum: Double
  private let epsilon: Double

  /// Normalises `channels` channels.
  public init(_ channels: Int, momentum: Double = 0.1, epsilon: Double = 1e-5) throws(TensorError) {
    weight = try Tensor.ones([channels]).requiringGradient()
    bias = try Tensor.zeros([channels]).requiringGradient()
    runningMean = try Tensor.zeros([channels])
    runningVariance = try Tensor.ones([channels])
    batchesTracked = try Tensor(indices: [0], shape: [])
    self.momentum = momentum
    self.epsilon = epsilon
  }

  /// `weight`, then `bias`.
  public var parameters: [NamedTensor] { [(name: "weight", tensor: weight), (name: "bias", tensor: bias)] }

  /// `running_mean`, `running_var` and `num_batches_tracked`.
  public var buffers: [NamedTensor] {
    [
      (name: "running_mean", tensor: runningMean), (name: "running_var", tensor: runningVariance),
      (name: "num_batches_tracked", tensor: batchesTracked),
    ]
  }

  /// `[B, channels, H, W]` to the same shape; a training pass updates the running statistics in place.
  public func callAsFunction(_ input: Tensor, _ mode: ForwardMode) throws(TensorError) -> Tensor {
    guard input.rank == 4 else {
      throw TensorError(
        .invalidArgument, operation: "BatchNorm2d", shapes: [input.shape, weight.shape],
        reason: "expected four axes [batch, channels, height, width], found \(input.rank)")
    }
    let output = try input.batchNorm(
      runningMean: runningMean, runningVariance: runningVariance, weight: weight, bias: bias,
      training: mode.isTraining, momentum: momentum, epsilon: epsilon)
    if mode.isTraining {
      try callInPlace("add_.Scalar", .tensor(batchesTracked), .integer(1))
    }
    return output
  }
}

/// Two-dimensional convolution (`torch.nn.Conv2d`) with square kernels.
public struct Conv2d: Module {
  /// `[outputs, inputs/groups, size, size]`.
  public let weight: Tensor
  /// `[outputs]`, absent without bias.
  public let bias: Tensor?
  private let stride: Int
  private let padding: Int
  private let dilation: Int
  private let groups: Int

  /// Weights and bias uniform in ±1/√fanIn, fanIn = inputs/groups·size².
  public init(
    _ inputs: Int, _ outputs: Int, size: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1, groups: Int = 1,
    bias: Bool = true, generator: TensorGenerator
  ) throws(TensorError) {
    guard groups > 0, inputs % groups == 0, outputs % groups == 0 else {
      throw TensorError(
        .invalidArgument, operation: "Conv2d",
        reason: "expected a number of groups that divides \(inputs) inputs and \(outputs) outputs, found \(groups)")
    }
    let shape = [outputs, inputs / groups, size, size]
    weight = try Tensor.kaimingUniform(shape, generator: generator).requiringGradient()
    let bound = 1 / Double(shape[1] * size * size).squareRoot()
    self.bias =
      bias
      ? try Tensor.uniform([outputs], low: -bound, high: bound, generator: generator).requiringGradient() : nil
    (self.stride, self.padding, self.dilation, self.groups) = (stride, padding, dilation, groups)
  }

  /// `weight`, then `bias`.
  public var parameters: [NamedTensor] {
    [(name: "weight", tensor: weight)] + (bias.map { [(name: "bias", tensor: $0)] } ?? [])
  }

  /// `[B, inputs, H, W]` to `[B, outputs, H′, W′]`.
  public func callAsFunction(_ input: Tensor) throws(TensorError) -> Tensor {
    try input.convolution2d(
      weight: weight, bias: bias, stride: stride, padding: padding, dilation: dilation, groups: groups)
  }
}

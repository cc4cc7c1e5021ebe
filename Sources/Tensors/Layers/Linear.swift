/// y = x·Wᵀ + b over the last axis (`torch.nn.Linear`).
public struct Linear: Module {
  /// `[outputs, inputs]`.
  public let weight: Tensor
  /// `[outputs]`, absent without bias.
  public let bias: Tensor?

  /// Weights and bias uniform in ±1/√inputs.
  public init(_ inputs: Int, _ outputs: Int, bias: Bool = true, generator: TensorGenerator) throws(TensorError) {
    weight = try Tensor.kaimingUniform([outputs, inputs], generator: generator).requiringGradient()
    let bound = 1 / Double(inputs).squareRoot()
    self.bias =
      bias
      ? try Tensor.uniform([outputs], low: -bound, high: bound, generator: generator).requiringGradient() : nil
  }

  /// `weight`, then `bias`.
  public var parameters: [NamedTensor] {
    [(name: "weight", tensor: weight)] + (bias.map { [(name: "bias", tensor: $0)] } ?? [])
  }

  /// `[…, inputs]` to `[…, outputs]`.
  public func callAsFunction(_ input: Tensor) throws(TensorError) -> Tensor {
    try input.linear(weight: weight, bias: bias)
  }
}

/// A table of vectors looked up by index (`torch.nn.Embedding`).
public struct Embedding: Module {
  /// `[count, features]`.
  public let weight: Tensor
  private let padding: Int?

  /// Vectors drawn from N(0, 1); the row `padding`, if any, is zero and is not trained.
  public init(
    _ count: Int, _ features: Int, padding: Int? = nil, generator: TensorGenerator
  ) throws(TensorError) {
    let table = try Tensor.normal([count, features], generator: generator)
    if let padding {
      try table.select(axis: 0, padding).assign(Tensor.zeros([features]))
    }
    weight = try table.requiringGradient()
    self.padding = padding
  }

  /// `weight`.
  public var parameters: [NamedTensor] { [(name: "weight", tensor: weight)] }

  /// Indices (`int64`) of any shape to that shape followed by `features`.
  public func callAsFunction(_ indices: Tensor) throws(TensorError) -> Tensor {
    try weight.embedding(indices, padding: padding)
  }
}

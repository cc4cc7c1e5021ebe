/// Drops elements while training (`torch.nn.Dropout`), drawing from the forward pass's generator.
public struct Dropout: Module {
  /// The probability with which an element becomes zero, in [0, 1).
  public let probability: Double

  /// Drops with `probability`; 0 drops nothing.
  public init(_ probability: Double) throws(TensorError) {
    guard (0..<1).contains(probability) else {
      throw TensorError(
        .invalidArgument, operation: "Dropout", reason: "expected a probability in [0, 1), found \(probability)")
    }
    self.probability = probability
  }

  /// None.
  public var parameters: [NamedTensor] { [] }

  /// Any shape to the same shape.
  public func callAsFunction(_ input: Tensor, _ mode: ForwardMode) throws(TensorError) -> Tensor {
    guard case .training(let generator) = mode else { return input }
    return try input.dropout(probability: probability, generator: generator)
  }
}

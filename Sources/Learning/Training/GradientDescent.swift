public import Tensors

/// A loss, gradient or weight that is no number: the training cannot go on.
public struct LossNotFinite: Error, CustomStringConvertible {
  /// What is no number.
  public let quantity: String
  /// What the step learned from, by name, to be looked at.
  public let batch: [NamedTensor]

  /// What is no number.
  public var description: String { "\(quantity) is not a number" }
}

extension Adam {
  /// One step down a loss.
  ///
  /// - Parameters:
  ///   - loss: a scalar.
  ///   - parameters: those of this optimiser.
  ///   - gradientNorm: the largest norm of the gradient.
  ///   - batch: what the loss was computed from.
  /// - Throws: ``LossNotFinite`` for a loss, a gradient or, afterwards, a weight that is no number; nothing was changed in
  ///   the first two cases.
  mutating func descend(
    _ loss: Tensor, of parameters: [NamedTensor], gradientNorm: Double, batch: @autoclosure () -> [NamedTensor]
  ) throws {
    guard try loss.scalar().isFinite else { throw LossNotFinite(quantity: "the loss", batch: batch()) }
    clearGradients()
    try loss.backward()
    guard try clipGradientNorm(parameters, maximum: gradientNorm).isFinite else {
      throw LossNotFinite(quantity: "the gradient", batch: batch())
    }
    try step()
    for parameter in parameters {
      // A sum over what is no number is none.
      guard try withoutGradient({ () throws(TensorError) in try parameter.tensor.sum().scalar() }).isFinite else {
        throw LossNotFinite(quantity: "the weight \(parameter.name)", batch: batch())
      }
    }
  }
}

/// Scales the gradients of `parameters` so that their joint Euclidean norm is at most `maximum`.
///
/// With g the gradients laid end to end, each is multiplied by min(1, maximum / (‖g‖ + 1e−6)). Parameters without a
/// gradient are passed over.
///
/// The result is ‖g‖ before clipping; it is not finite when a gradient is not.
@discardableResult
public func clipGradientNorm(_ parameters: [NamedTensor], maximum: Double) throws(TensorError) -> Double {
  try withoutGradient { () throws(TensorError) in
    var gradients: [Tensor] = []
    var squares = 0.0
    for parameter in parameters {
      guard let gradient = try parameter.tensor.gradient else { continue }
      gradients.append(gradient)
      let norm = Double(try call("norm.Scalar", .tensor(gradient), .real(2)).scalar())
      squares += norm * norm
    }
    let norm = squares.squareRoot()
    let factor = maximum / (norm + 1e-6)
    if factor < 1 {
      for gradient in gradients {
        try callInPlace("mul_.Scalar", .tensor(gradient), .real(factor))
      }
    }
    return norm
  }
}

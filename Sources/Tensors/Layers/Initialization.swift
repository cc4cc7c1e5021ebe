extension Tensor {
  /// Uniform in ±gain·√(3 / fanIn) (He et al. 2015), fanIn = the product of all lengths but the first.
  ///
  /// The default gain 1/√3 gives ±1/√fanIn, PyTorch's default for linear and convolution layers; √2 is for ReLU.
  public static func kaimingUniform(
    _ shape: [Int], gain: Double = (1.0 / 3).squareRoot(), generator: TensorGenerator
  ) throws(TensorError) -> Tensor {
    let bound = try gain * (3 / Double(fans(shape, for: "kaimingUniform").input)).squareRoot()
    return try uniform(shape, low: -bound, high: bound, generator: generator)
  }

  /// Uniform in ±gain·√(6 / (fanIn + fanOut)) (Glorot and Bengio 2010).
  public static func xavierUniform(
    _ shape: [Int], gain: Double = 1, generator: TensorGenerator
  ) throws(TensorError) -> Tensor {
    let fans = try fans(shape, for: "xavierUniform")
    let bound = gain * (6 / Double(fans.input + fans.output)).squareRoot()
    return try uniform(shape, low: -bound, high: bound, generator: generator)
  }

  /// A matrix with orthonormal rows or columns, whichever are fewer, times `gain` (Saxe et al. 2014); axes after the
  /// first are taken as one. The columns of a normal matrix are made orthonormal in double precision.
  public static func orthogonal(
    _ shape: [Int], gain: Double = 1, generator: TensorGenerator
  ) throws(TensorError) -> Tensor {
    let fans = try fans(shape, for: "orthogonal")
    let rows = shape[0]
    let columns = fans.input
    let (long, short) = (Swift.max(rows, columns), Swift.min(rows, columns))
    let draws = try normal([short, long], generator: generator).doubles()
    var vectors = (0..<short).map { Array(draws[$0 * long..<($0 + 1) * long]) }
    for index in 0..<short {
      // Twice is enough (Kahan and Parlett): the second pass removes what rounding left of the first.
      for _ in 0..<2 {
        for earlier in 0..<index {
          let along = zip(vectors[index], vectors[earlier]).reduce(0) { $0 + $1.0 * $1.1 }
          for place in 0..<long { vectors[index][place] -= along * vectors[earlier][place] }
        }
      }
      let norm = vectors[index].reduce(0) { $0 + $1 * $1 }.squareRoot()
      for place in 0..<long { vectors[index][place] *= 1 / norm }
    }
    let flat = vectors.flatMap { $0.map { Float(gain * $0) } }
    let matrix = try Tensor(flat, shape: [short, long])
    return try call("contiguous", .tensor((rows <= columns ? matrix : matrix.transpose(0, 1)).reshape(shape)))
  }

  private static func fans(_ shape: [Int], for operation: String) throws(TensorError) -> (input: Int, output: Int) {
    guard shape.count >= 2, shape.allSatisfy({ $0 > 0 }) else {
      throw TensorError(
        .invalidArgument, operation: operation, shapes: [shape],
        reason: "expected at least two axes, none of them empty")
    }
    let field = shape[2...].reduce(1, *)
    return (shape[1] * field, shape[0] * field)
  }
}

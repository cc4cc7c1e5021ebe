// Axes of length 1 and missing leading axes are broadcast, as everywhere in this library.

extension Tensor {
  /// The elementwise sum.
  public static func + (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try call("add.Tensor", .tensor(left), .tensor(right))
  }

  /// The elementwise difference.
  public static func - (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try call("sub.Tensor", .tensor(left), .tensor(right))
  }

  /// The elementwise product.
  public static func * (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try call("mul.Tensor", .tensor(left), .tensor(right))
  }

  /// The elementwise quotient.
  public static func / (left: Tensor, right: Tensor) throws(TensorError) -> Tensor {
    try call("div.Tensor", .tensor(left), .tensor(right))
  }

  /// Adds a number to every element.
  public static func + (left: Tensor, right: Double) throws(TensorError) -> Tensor {
    try call("add.Scalar", .tensor(left), .real(right))
  }

  /// Subtracts a number from every element.
  public static func - (left: Tensor, right: Double) throws(TensorError) -> Tensor {
    try call("sub.Scalar", .tensor(left), .real(right))
  }

  /// Multiplies every element by a number.
  public static func * (left: Tensor, right: Double) throws(TensorError) -> Tensor {
    try call("mul.Scalar", .tensor(left), .real(right))
  }

  /// Divides every element by a number.
  public static func / (left: Tensor, right: Double) throws(TensorError) -> Tensor {
    try call("div.Scalar", .tensor(left), .real(right))
  }

  /// Adds a number to every element.
  public static func + (left: Double, right: Tensor) throws(TensorError) -> Tensor {
    try right + left
  }

  /// Subtracts every element from a number.
  public static func - (left: Double, right: Tensor) throws(TensorError) -> Tensor {
    try call("rsub.Scalar", .tensor(right), .real(left))
  }

  /// Multiplies every element by a number.
  public static func * (left: Double, right: Tensor) throws(TensorError) -> Tensor {
    try right * left
  }

  /// Divides a number by every element.
  public static func / (left: Double, right: Tensor) throws(TensorError) -> Tensor {
    try call("reciprocal", .tensor(right)) * left
  }

  /// Every element with the other sign.
  public static prefix func - (tensor: Tensor) throws(TensorError) -> Tensor {
    try call("neg", .tensor(tensor))
  }

  /// e to the power of every element.
  public func exp() throws(TensorError) -> Tensor { try call("exp", .tensor(self)) }

  /// The natural logarithm of every element.
  public func log() throws(TensorError) -> Tensor { try call("log", .tensor(self)) }

  /// The square root of every element.
  public func squareRoot() throws(TensorError) -> Tensor { try call("sqrt", .tensor(self)) }

  /// The square of every element.
  public func squared() throws(TensorError) -> Tensor { try self * self }

  /// Every element to the power of `exponent`.
  public func power(_ exponent: Double) throws(TensorError) -> Tensor {
    try call("pow.Tensor_Scalar", .tensor(self), .real(exponent))
  }

  /// The absolute value of every element.
  public func magnitude() throws(TensorError) -> Tensor { try call("abs", .tensor(self)) }

  /// The hyperbolic tangent of every element.
  public func tanh() throws(TensorError) -> Tensor { try call("tanh", .tensor(self)) }

  /// 1 / (1 + e^−x) of every element.
  public func sigmoid() throws(TensorError) -> Tensor { try call("sigmoid", .tensor(self)) }

  /// max(0, x) of every element.
  public func relu() throws(TensorError) -> Tensor { try call("relu", .tensor(self)) }

  /// The Gaussian error linear unit x·Φ(x) of every element, Φ the normal distribution function (not its
  /// tanh approximation).
  public func gelu() throws(TensorError) -> Tensor { try call("gelu", .tensor(self)) }

  /// Every element limited to `low`…`high`.
  public func clamped(low: Double, high: Double) throws(TensorError) -> Tensor {
    try call("clamp", .tensor(self), .real(low), .real(high))
  }

  /// The smaller of the two elements.
  public func minimum(_ other: Tensor) throws(TensorError) -> Tensor {
    try call("minimum", .tensor(self), .tensor(other))
  }

  /// The larger of the two elements.
  public func maximum(_ other: Tensor) throws(TensorError) -> Tensor {
    try call("maximum", .tensor(self), .tensor(other))
  }
}

extension Tensor {
  /// A mask of the elements less than `value`.
  public func isLess(than value: Double) throws(TensorError) -> Tensor {
    try call("lt.Scalar", .tensor(self), .real(value))
  }

  /// `value` where `mask` is true, this tensor's element elsewhere.
  public func filled(where mask: Tensor, with value: Double) throws(TensorError) -> Tensor {
    // libtorch 1.13 would read the bytes of another element type as a mask.
    try mask.require(.bool, for: "masked_fill")
    return try call("masked_fill.Scalar", .tensor(self), .tensor(mask), .real(value))
  }
}

extension Tensor {
  /// A `float32` tensor of `values` in row-major order; without a shape it has one axis.
  public init(_ values: [Float], shape: [Int]? = nil) throws(TensorError) {
    try self.init(elements: values.span, type: .float32, shape: shape ?? [values.count])
  }

  /// A `float32` tensor of `values` in row-major order, copied once.
  public init(_ values: Span<Float>, shape: [Int]) throws(TensorError) {
    try self.init(elements: values, type: .float32, shape: shape)
  }

  /// A `float64` tensor of `doubles` in row-major order; without a shape it has one axis.
  public init(doubles: [Double], shape: [Int]? = nil) throws(TensorError) {
    try self.init(elements: doubles.span, type: .float64, shape: shape ?? [doubles.count])
  }

  /// An `int64` tensor of `indices` in row-major order; without a shape it has one axis.
  public init(indices: [Int], shape: [Int]? = nil) throws(TensorError) {
    try self.init(elements: indices.span, type: .int64, shape: shape ?? [indices.count])
  }

  /// A `bool` tensor of `mask` in row-major order; without a shape it has one axis.
  public init(mask: [Bool], shape: [Int]? = nil) throws(TensorError) {
    let bytes = mask.map { $0 ? UInt8(1) : 0 }
    try self.init(elements: bytes.span, type: .bool, shape: shape ?? [bytes.count])
  }

  /// A scalar: a `float32` tensor of shape `[]`.
  public init(_ value: Float) throws(TensorError) {
    try self.init([value], shape: [])
  }

  /// A tensor of zeros.
  public static func zeros(_ shape: [Int], type: ElementType = .float32) throws(TensorError) -> Tensor {
    try full(shape, 0, type: type)
  }

  /// A tensor of ones.
  public static func ones(_ shape: [Int], type: ElementType = .float32) throws(TensorError) -> Tensor {
    try full(shape, 1, type: type)
  }

  /// A tensor whose every element is `value`.
  public static func full(_ shape: [Int], _ value: Double, type: ElementType = .float32) throws(TensorError) -> Tensor {
    do {
      return try call("full", .integers(shape), .real(value), .type(type))
    } catch {
      throw TensorError(error.kind, operation: "full", shapes: [shape], reason: error.reason)
    }
  }

  /// The integers 0, 1, …, `count` − 1 as `int64`.
  public static func range(_ count: Int) throws(TensorError) -> Tensor {
    try Tensor(indices: Array(0..<Swift.max(count, 0)))
  }
}

extension Tensor {
  /// The elements as `Float` in row-major order; other number types are converted.
  public func floats() throws(TensorError) -> [Float] {
    let source = try cast(to: .float32)
    var values = [Float](repeating: 0, count: count)
    var span = values.mutableSpan
    try source.copyElements(into: &span)
    return values
  }

  /// Copies the elements of a `float32` tensor into `values`, which must have exactly `count` places.
  public func copy(into values: inout MutableSpan<Float>) throws(TensorError) {
    try require(.float32, for: "copy")
    try copyElements(into: &values)
  }

  /// The elements as `Double` in row-major order; other number types are converted.
  public func doubles() throws(TensorError) -> [Double] {
    let source = try cast(to: .float64)
    var values = [Double](repeating: 0, count: count)
    var span = values.mutableSpan
    try source.copyElements(into: &span)
    return values
  }

  /// The elements of an `int64` tensor in row-major order.
  public func integers() throws(TensorError) -> [Int] {
    try require(.int64, for: "integers")
    var values = [Int](repeating: 0, count: count)
    var span = values.mutableSpan
    try copyElements(into: &span)
    return values
  }

  /// The elements of a `bool` tensor in row-major order.
  public func booleans() throws(TensorError) -> [Bool] {
    try require(.bool, for: "booleans")
    return try cast(to: .int64).integers().map { $0 != 0 }
  }

  /// The elements' bytes in row-major, little-endian order.
  public func bytes() throws(TensorError) -> [UInt8] {
    var values = [UInt8](repeating: 0, count: count * (try elementType).byteCount)
    var span = values.mutableSpan
    try copyElements(into: &span)
    return values
  }

  /// The only element of a tensor that has one.
  public func scalar() throws(TensorError) -> Float {
    let values = try floats()
    guard let value = values.first, values.count == 1 else {
      throw TensorError(
        .invalidArgument, operation: "scalar", shapes: [shape],
        reason: "expected one element, found \(values.count)")
    }
    return value
  }

  /// The same numbers as elements of `type`; the tensor itself when it has that type already.
  public func cast(to type: ElementType) throws(TensorError) -> Tensor {
    try call("to.dtype", .tensor(self), .type(type))
  }

  /// Writes the elements of `other`, which must have the same shape, over the elements of this tensor.
  public func assign(_ other: Tensor) throws(TensorError) {
    guard shape == other.shape else {
      throw TensorError(
        .invalidArgument, operation: "assign", shapes: [shape, other.shape], reason: "the shapes differ")
    }
    try withoutGradient { () throws(TensorError) in
      try callInPlace("copy_", .tensor(self), .tensor(other))
    }
  }

  /// A copy of the elements that shares nothing with this tensor and records no gradient.
  public func copied() throws(TensorError) -> Tensor {
    try call("clone", .tensor(detached()))
  }

  // Swift marks the bytes of a span unsafe because an element may hold padding; the callers' element types hold none.

  private init<Element: BitwiseCopyable>(
    elements: Span<Element>, type: ElementType, shape: [Int]
  ) throws(TensorError) {
    try unsafe self.init(bytes: elements.bytes, type: type, shape: shape)
  }

  private func copyElements<Element: BitwiseCopyable>(into elements: inout MutableSpan<Element>) throws(TensorError) {
    var bytes = unsafe elements.mutableBytes
    try copyBytes(into: &bytes)
  }

  func require(_ type: ElementType, for operation: String) throws(TensorError) {
    let found = try elementType
    guard found == type else {
      throw TensorError(
        .invalidArgument, operation: operation, shapes: [shape],
        reason: "expected \(type) elements, found \(found); use cast(to:)")
    }
  }
}

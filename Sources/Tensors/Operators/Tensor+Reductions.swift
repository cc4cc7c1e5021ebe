extension Tensor {
  /// The sum over `axes`, over all of them without a list; `keepingAxes` leaves them with length 1.
  public func sum(axes: [Int]? = nil, keepingAxes: Bool = false) throws(TensorError) -> Tensor {
    try call("sum.dim_IntList", .tensor(self), list(axes), .boolean(keepingAxes))
  }

  /// The mean over `axes`, over all of them without a list.
  public func mean(axes: [Int]? = nil, keepingAxes: Bool = false) throws(TensorError) -> Tensor {
    try call("mean.dim", .tensor(self), list(axes), .boolean(keepingAxes))
  }

  /// The variance Σ(x − x̄)² / (n − `correction`) over `axes`, over all of them without a list.
  /// The default correction of 1 is the unbiased estimate.
  public func variance(
    axes: [Int]? = nil, correction: Int = 1, keepingAxes: Bool = false
  ) throws(TensorError) -> Tensor {
    try call("var.correction", .tensor(self), list(axes), .integer(correction), .boolean(keepingAxes))
  }

  /// The largest element over `axes`, over all of them without a list.
  public func max(axes: [Int]? = nil, keepingAxes: Bool = false) throws(TensorError) -> Tensor {
    try call("amax", .tensor(self), .integers(axes ?? []), .boolean(keepingAxes))
  }

  /// The index of the largest element along `axis` (in the flattened tensor without one), as `int64`.
  public func argmax(axis: Int? = nil, keepingAxis: Bool = false) throws(TensorError) -> Tensor {
    try call("argmax", .tensor(self), axis.map { .integer($0) } ?? .none, .boolean(keepingAxis))
  }

  /// The largest elements along `axis` and their indices (`int64`), the largest first.
  public func largest(_ count: Int, axis: Int = -1) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    let results = try invoke(
      "topk", [.tensor(self), .integer(count), .integer(axis), .boolean(true), .boolean(true)], results: 2)
    guard results.count == 2, let values = results[0], let indices = results[1] else {
      throw TensorError(.refused, operation: "topk", shapes: [shape], reason: "the result is undefined")
    }
    return (values, indices)
  }

  private func list(_ axes: [Int]?) -> Argument {
    axes.map { .integers($0) } ?? .none
  }
}

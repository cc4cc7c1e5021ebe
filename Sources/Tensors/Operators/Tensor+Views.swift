extension Tensor {
  /// The same elements under another shape; one length may be −1 and is then computed.
  public func reshape(_ shape: [Int]) throws(TensorError) -> Tensor {
    do {
      return try call("reshape", .tensor(self), .integers(shape))
    } catch {
      throw TensorError(error.kind, operation: "reshape", shapes: [self.shape, shape], reason: error.reason)
    }
  }

  /// Joins the axes `first` to `last` into one.
  public func flatten(from first: Int = 0, through last: Int = -1) throws(TensorError) -> Tensor {
    try call("flatten.using_ints", .tensor(self), .integer(first), .integer(last))
  }

  /// Exchanges two axes.
  public func transpose(_ first: Int, _ second: Int) throws(TensorError) -> Tensor {
    try call("transpose.int", .tensor(self), .integer(first), .integer(second))
  }

  /// `length` consecutive indices of `axis` from `start` on.
  public func narrow(axis: Int, start: Int, length: Int) throws(TensorError) -> Tensor {
    try call("narrow", .tensor(self), .integer(axis), .integer(start), .integer(length))
  }

  /// Index `index` of `axis`, which disappears.
  public func select(axis: Int, _ index: Int) throws(TensorError) -> Tensor {
    try call("select.int", .tensor(self), .integer(axis), .integer(index))
  }

  /// The indices of `axis` listed in `indices`, an `int64` tensor with one axis.
  public func indexSelect(axis: Int, _ indices: Tensor) throws(TensorError) -> Tensor {
    try call("index_select", .tensor(self), .integer(axis), .tensor(indices))
  }

  /// One element along `axis` for each entry of `indices`, an `int64` tensor of the same rank.
  public func gather(axis: Int, _ indices: Tensor) throws(TensorError) -> Tensor {
    try call("gather", .tensor(self), .integer(axis), .tensor(indices))
  }

  /// A new axis of length 1 in front of `axis`.
  public func unsqueeze(_ axis: Int) throws(TensorError) -> Tensor {
    try call("unsqueeze", .tensor(self), .integer(axis))
  }

  /// Removes `axis` if its length is 1.
  public func squeeze(_ axis: Int) throws(TensorError) -> Tensor {
    try call("squeeze.dim", .tensor(self), .integer(axis))
  }

  /// Repeats axes of length 1 up to `shape` without copying; −1 keeps a length.
  public func expand(_ shape: [Int]) throws(TensorError) -> Tensor {
    do {
      return try call("expand", .tensor(self), .integers(shape))
    } catch {
      throw TensorError(error.kind, operation: "expand", shapes: [self.shape, shape], reason: error.reason)
    }
  }

  /// Joins tensors along an existing axis.
  public static func concatenate(_ tensors: [Tensor], axis: Int = 0) throws(TensorError) -> Tensor {
    try call("cat", .tensors(tensors), .integer(axis))
  }

  /// Joins tensors of equal shape along a new axis.
  public static func stack(_ tensors: [Tensor], axis: Int = 0) throws(TensorError) -> Tensor {
    try call("stack", .tensors(tensors), .integer(axis))
  }
}

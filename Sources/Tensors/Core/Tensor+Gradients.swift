internal import CTorch

extension Tensor {
  /// Whether operations on this tensor are recorded for `backward()`.
  public var requiresGradient: Bool { unsafe ct_tensor_requires_gradient(handle.pointer) }

  /// Asks for the gradient with respect to this tensor, in place, and returns it. Only floating-point tensors have one.
  @discardableResult
  public func requiringGradient(_ required: Bool = true) throws(TensorError) -> Tensor {
    try unsafe checked("requiringGradient", shapes: [shape]) {
      unsafe ct_tensor_set_requires_gradient(handle.pointer, required, $0)
    }
    return self
  }

  /// Back-propagates from this scalar, adding ∂self/∂x to `x.gradient` of every tensor x that asked for it.
  /// The recording is freed: one `backward()` for each forward pass.
  public func backward() throws(TensorError) {
    try unsafe checked("backward", shapes: [shape]) { unsafe ct_tensor_backward(handle.pointer, $0) }
  }

  /// The gradient accumulated so far, or `nil` when there is none.
  public var gradient: Tensor? {
    get throws(TensorError) {
      var pointer: OpaquePointer?
      try unsafe checked("gradient", shapes: [shape]) { unsafe ct_tensor_gradient(handle.pointer, &pointer, $0) }
      return unsafe pointer.map { unsafe Tensor(handle: TensorHandle(owned: $0)) }
    }
  }

  /// Forgets the accumulated gradient.
  public func clearGradient() {
    unsafe ct_tensor_clear_gradient(handle.pointer)
  }

  /// The same elements without the record of how they were computed: no gradient flows through.
  public func detached() throws(TensorError) -> Tensor {
    try call("detach", .tensor(self))
  }
}

/// Runs `body` without recording for `backward()` on this thread: faster, and with less memory.
public func withoutGradient<Result, Failure: Error>(
  _ body: () throws(Failure) -> Result
) throws(Failure) -> Result {
  let before = ct_gradient_recording_exchange(false)
  defer { _ = ct_gradient_recording_exchange(before) }
  return try body()
}

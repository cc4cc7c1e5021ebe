internal import CTorch

/// The one owner of a libtorch tensor handle.
///
/// The operations that write into an existing tensor (`assign`, `backward`, an optimiser's step, batch normalisation
/// while training) must not run while another thread uses the same tensor; a network is therefore trained on one thread at
/// a time.
@safe
// Unchecked, since the compiler does not know what a pointer leads to: libtorch counts references atomically, every
// operation that only reads may run on several threads at once, and the pointer never changes.
final class TensorHandle: @unchecked Sendable {
  let pointer: OpaquePointer

  init(owned pointer: OpaquePointer) {
    unsafe self.pointer = pointer
  }

  deinit {
    unsafe ct_tensor_free(pointer)
  }
}

/// A dense multi-dimensional array of numbers on the CPU, which may record how it was computed for `backward()`.
///
/// Elements are in row-major order; `shape` lists the length of each axis and `[]` is a scalar. Axes count from 0,
/// or backwards from −1. A copy of the value refers to the same elements, as do views (`reshape`, `narrow`,
/// `transpose`); only `assign`, optimisers and batch normalisation write into existing elements. An operation whose
/// arguments do not fit throws a `TensorError` that shows the shapes.
public struct Tensor: Sendable {
  let handle: TensorHandle

  init(handle: TensorHandle) {
    self.handle = handle
  }

  /// The length of each axis.
  public var shape: [Int] {
    var lengths = [Int64](repeating: 0, count: rank)
    unsafe ct_tensor_shape(handle.pointer, &lengths, lengths.count)
    return lengths.map(Int.init)
  }

  /// The number of axes.
  public var rank: Int { unsafe ct_tensor_rank(handle.pointer) }

  /// The number of elements.
  public var count: Int { shape.reduce(1, *) }

  /// The type of the elements. Throws for a type that this library does not carry (none of its operations makes one).
  public var elementType: ElementType {
    get throws(TensorError) {
      var type = ct_dtype.float32
      try unsafe checked("elementType", shapes: [shape]) { unsafe ct_tensor_dtype(handle.pointer, &type, $0) }
      return ElementType(type)
    }
  }

  /// A tensor of `type` from its elements' bytes in row-major, little-endian order, copied once.
  public init(bytes: RawSpan, type: ElementType, shape: [Int]) throws(TensorError) {
    let lengths = shape.map(Int64.init)
    var pointer: OpaquePointer?
    let found = bytes.byteCount / type.byteCount
    do {
      try unsafe checked("creation", shapes: [shape]) { message in
        unsafe bytes.withUnsafeBytes { bytes in
          unsafe ct_tensor_create(
            bytes.baseAddress, bytes.count, type.foreign, lengths, lengths.count, &pointer, message)
        }
      }
    } catch {
      throw TensorError(
        error.kind, operation: error.operation, shapes: error.shapes, reason: "\(error.reason) (\(found) given)")
    }
    guard let created = unsafe pointer else {
      throw TensorError(.refused, operation: "creation", shapes: [shape], reason: "the result is undefined")
    }
    handle = unsafe TensorHandle(owned: created)
  }

  /// Copies the elements' bytes in row-major, little-endian order; `bytes` must have exactly the tensor's size.
  public func copyBytes(into bytes: inout MutableRawSpan) throws(TensorError) {
    let handle = handle
    try unsafe checked("copyBytes", shapes: [shape]) { message in
      unsafe bytes.withUnsafeMutableBytes {
        unsafe ct_tensor_copy_out(handle.pointer, $0.baseAddress, $0.count, message)
      }
    }
  }
}

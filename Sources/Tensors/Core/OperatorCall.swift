internal import CTorch

/// One argument of an operator.
enum Argument {
  case none
  case integer(Int)
  case real(Double)
  case boolean(Bool)
  case integers([Int])
  case tensor(Tensor)
  case tensors([Tensor])
  case generator(TensorGenerator)
  case type(ElementType)

  static func optional(_ tensor: Tensor?) -> Argument {
    tensor.map { .tensor($0) } ?? .none
  }
}

/// Runs `body` with room for a message and throws what it reports.
func checked(
  _ operation: String,
  shapes: @autoclosure () -> [[Int]] = [],
  _ body: (ct_message) -> ct_status
) throws(TensorError) {
  let failure: (status: ct_status, reason: String)? = unsafe withUnsafeTemporaryAllocation(
    of: CChar.self, capacity: 4096
  ) { buffer in
    unsafe buffer.initializeElement(at: 0, to: 0)
    let status = unsafe body(ct_message(text: buffer.baseAddress, capacity: buffer.count))
    guard status != .ok else { return nil }
    return (status, unsafe buffer.baseAddress.map { unsafe String(cString: $0) } ?? "")
  }
  guard let failure else { return }
  let kind: TensorError.Kind =
    switch failure.status {
    case .outOfMemory: .outOfMemory
    case .invalid: .invalidArgument
    case .ok, .refused: .refused
    }
  throw TensorError(kind, operation: operation, shapes: shapes(), reason: failure.reason)
}

/// Calls an operator of libtorch that has one result.
func call(_ name: String, _ arguments: Argument...) throws(TensorError) -> Tensor {
  let results = try invoke(name, arguments, results: 1)
  guard let result = results.first, let result else {
    throw TensorError(.refused, operation: name, reason: "the result is undefined")
  }
  return result
}

/// Calls an operator of libtorch for what it writes into its first argument.
func callInPlace(_ name: String, _ arguments: Argument...) throws(TensorError) {
  _ = try invoke(name, arguments, results: 0)
}

/// Calls the operator `name` ("add.Tensor") and takes its first `results` results.
func invoke(_ name: String, _ arguments: [Argument], results: Int) throws(TensorError) -> [Tensor?] {
  var flat: [ct_argument] = []
  flat.reserveCapacity(arguments.count)
  var integers: [Int64] = []
  var tensors: [Tensor] = []
  var generator: TensorGenerator?
  for argument in arguments {
    var entry = ct_argument(kind: .none, integer: 0, real: 0, first: 0, count: 0)
    switch argument {
    case .none:
      break
    case .integer(let value):
      (entry.kind, entry.integer) = (.integer, Int64(value))
    case .real(let value):
      (entry.kind, entry.real) = (.real, value)
    case .boolean(let value):
      (entry.kind, entry.integer) = (.boolean, value ? 1 : 0)
    case .integers(let values):
      (entry.kind, entry.first, entry.count) = (.integers, integers.count, values.count)
      integers += values.map(Int64.init)
    case .tensor(let tensor):
      (entry.kind, entry.first) = (.tensor, tensors.count)
      tensors.append(tensor)
    case .tensors(let list):
      (entry.kind, entry.first, entry.count) = (.tensors, tensors.count, list.count)
      tensors += list
    case .generator(let source):
      entry.kind = .generator
      generator = source
    case .type(let type):
      (entry.kind, entry.integer) = (.dtype, Int64(type.foreign.rawValue))
    }
    flat.append(entry)
  }

  let operation = String(name.prefix { $0 != "." })
  let handles: [OpaquePointer?] = unsafe tensors.map { unsafe $0.handle.pointer }
  var outputs = unsafe [OpaquePointer?](repeating: nil, count: results)
  try unsafe checked(operation, shapes: tensors.map(\.shape)) { message in
    unsafe name.withCString { name in
      unsafe flat.withUnsafeBufferPointer { flat in
        unsafe integers.withUnsafeBufferPointer { integers in
          unsafe handles.withUnsafeBufferPointer { handles in
            var request = unsafe ct_call(
              name: name, arguments: flat.baseAddress, argument_count: flat.count,
              integers: integers.baseAddress, integer_count: integers.count,
              tensors: handles.baseAddress, tensor_count: handles.count,
              generator: generator?.pointer)
            return unsafe ct_operator_call(&request, &outputs, results, message)
          }
        }
      }
    }
  }
  withExtendedLifetime((tensors, generator)) {}
  let products = unsafe outputs.map { pointer in unsafe pointer.map { unsafe Tensor(handle: TensorHandle(owned: $0)) } }
  if let counter = OperationCounter.current, let first = products.first, let product = first {
    counter.add(operation, tensors, result: product)
  }
  return products
}

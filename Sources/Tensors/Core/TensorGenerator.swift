internal import CTorch

/// A source of random numbers for tensors: a Mersenne twister whose state is filled from all 64 bits of a seed.
///
/// The same seed and the same sequence of draws give the same numbers in every process on the same kind of CPU.
/// There is no shared generator: whoever draws owns one.
@safe
// Unchecked, since the compiler does not know what a pointer leads to: libtorch holds the generator's own lock during
// every draw, and the pointer never changes.
public final class TensorGenerator: @unchecked Sendable {
  let pointer: OpaquePointer

  /// A generator that starts from `seed`.
  public init(seed: UInt64) throws(TensorError) {
    var created: OpaquePointer?
    try unsafe checked("TensorGenerator") { unsafe ct_generator_create(seed, &created, $0) }
    guard let created = unsafe created else {
      throw TensorError(.refused, operation: "TensorGenerator", reason: "the result is undefined")
    }
    unsafe pointer = created
  }

  deinit {
    unsafe ct_generator_free(pointer)
  }

  /// The whole state as 64-bit words, for a checkpoint; `restore` continues the sequence from it.
  public func state() throws(TensorError) -> [Int] {
    var words = [Int](repeating: 0, count: unsafe ct_generator_state_size(pointer) / 8)
    try unsafe checked("TensorGenerator.state") { message in
      unsafe words.withUnsafeMutableBytes { unsafe ct_generator_state(pointer, $0.baseAddress, $0.count, message) }
    }
    return words
  }

  /// Continues from a state that `state()` gave. Throws when `words` is no such state; nothing changes then.
  public func restore(_ words: [Int]) throws(TensorError) {
    try unsafe checked("TensorGenerator.restore") { message in
      unsafe words.withUnsafeBytes { unsafe ct_generator_restore(pointer, $0.baseAddress, $0.count, message) }
    }
  }
}

extension Tensor {
  /// Independent draws from the normal distribution N(`mean`, `deviation`²), as `float32`.
  public static func normal(
    _ shape: [Int], mean: Double = 0, deviation: Double = 1, generator: TensorGenerator
  ) throws(TensorError) -> Tensor {
    let tensor = try zeros(shape)
    try callInPlace("normal_", .tensor(tensor), .real(mean), .real(deviation), .generator(generator))
    return tensor
  }

  /// Independent draws from the uniform distribution over [`low`, `high`), as `float32`.
  public static func uniform(
    _ shape: [Int], low: Double = 0, high: Double = 1, generator: TensorGenerator
  ) throws(TensorError) -> Tensor {
    let tensor = try zeros(shape)
    try callInPlace("uniform_", .tensor(tensor), .real(low), .real(high), .generator(generator))
    return tensor
  }

  /// Independent draws that are 1 with `probability` and else 0, as `float32`.
  public static func bernoulli(
    _ shape: [Int], probability: Double, generator: TensorGenerator
  ) throws(TensorError) -> Tensor {
    let tensor = try zeros(shape)
    try callInPlace("bernoulli_.float", .tensor(tensor), .real(probability), .generator(generator))
    return tensor
  }

  /// The integers 0, 1, …, `count` − 1 in random order, as `int64`.
  public static func permutation(_ count: Int, generator: TensorGenerator) throws(TensorError) -> Tensor {
    try call("randperm.generator", .integer(count), .generator(generator), .type(.int64))
  }
}

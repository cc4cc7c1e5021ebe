import Tensors
import Testing

@Suite("Random tensors and the process")
struct RandomTests {
  @Test("Equal seeds give equal draws; seeds that differ in any one bit give others")
  func seeds() throws {
    let draw = { (seed: UInt64) in try Tensor.uniform([8], generator: TensorGenerator(seed: seed)).floats() }
    #expect(try draw(5) == draw(5))
    let all = try Set((0..<64).map { try draw(5 ^ (1 << UInt64($0))) } + [draw(5)])
    #expect(all.count == 65)
  }

  @Test("Draws are the same in every process")
  func pinned() throws {
    let generator = try TensorGenerator(seed: 2026)
    let uniform = try Tensor.uniform([3], generator: generator).floats()
    let order = try Tensor.permutation(6, generator: generator).integers()
    #expect(uniform == [0.37559807, 0.598905, 0.76908827])
    #expect(order == [4, 1, 3, 0, 2, 5])
  }

  @Test("A generator restored from its state repeats what followed")
  func state() throws {
    let generator = try TensorGenerator(seed: 7)
    _ = try Tensor.normal([3], generator: generator)
    let state = try generator.state()
    let next = try Tensor.normal([5], generator: generator).floats()
    try generator.restore(state)
    #expect(try Tensor.normal([5], generator: generator).floats() == next)
    #expect(throws: TensorError.self) { try generator.restore([1, 2, 3]) }
    #expect(throws: TensorError.self) { try generator.restore([Int](repeating: -1, count: state.count)) }
    #expect(throws: TensorError.self) { try generator.restore([]) }
  }

  @Test("Normal and uniform draws have the mean and variance of their distribution")
  func moments() throws {
    let generator = try TensorGenerator(seed: 1)
    let count = 100_000.0
    let normal = try Tensor.normal([100_000], mean: 2, deviation: 3, generator: generator).cast(to: .float64)
    // Standard errors σ/√n and σ²·√(2/n); six of them.
    #expect(try abs(normal.mean().doubles()[0] - 2) < 6 * 3 / count.squareRoot())
    #expect(try abs(normal.variance().doubles()[0] - 9) < 6 * 9 * (2 / count).squareRoot())
    let uniform = try Tensor.uniform([100_000], low: -1, high: 1, generator: generator).cast(to: .float64)
    // Variance 1/3; the variance of (x − x̄)² is 1/5 − 1/9 = 4/45.
    #expect(try abs(uniform.mean().doubles()[0]) < 6 * (1 / (3 * count)).squareRoot())
    #expect(try abs(uniform.variance().doubles()[0] - 1.0 / 3) < 6 * (4.0 / 45 / count).squareRoot())
    #expect(try uniform.max().scalar() < 1 && (-uniform).max().scalar() <= 1)
  }

  @Test("Initial weights lie within their published bounds, orthogonal ones are orthonormal")
  func initialisation() throws {
    let generator = try TensorGenerator(seed: 2)
    let kaiming = try Tensor.kaimingUniform([10, 4, 5, 5], generator: generator)
    #expect(try kaiming.magnitude().max().scalar() <= 0.1)
    #expect(try kaiming.magnitude().max().scalar() > 0.099)
    let xavier = try Tensor.xavierUniform([30, 24], generator: generator)
    #expect(try xavier.magnitude().max().scalar() <= (6.0 / 54 as Float).squareRoot())
    let identity = (0..<16).map { $0 % 5 == 0 ? 4.0 : 0 }
    let wide = try Tensor.orthogonal([4, 9], gain: 2, generator: generator)
    try expectClose(wide.matmul(wide.transpose(0, 1)), identity)
    let tall = try Tensor.orthogonal([9, 4], gain: 2, generator: generator)
    try expectClose(tall.transpose(0, 1).matmul(tall), identity)
  }

  @Test("The numerics fingerprint is the same each time")
  func fingerprint() throws {
    try setThreads(1)
    #expect(try numericsFingerprint() == numericsFingerprint())
    let refused = #expect(throws: TensorError.self) { try setThreads(0) }
    #expect(refused?.description == "setThreads: the number of threads must be positive")
  }

  @Test("The allocator accepts the raised thresholds")
  func allocator() {
    #expect(raiseAllocatorThresholds())
  }
}

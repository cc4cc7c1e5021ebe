import Tensors
import Testing

@Suite("Gradients")
struct GradientTests {
  /// Compares the gradient of Σ w·f(x) with central differences in double precision, whose error is of order
  /// h²·|f‴| + 1e−16/h: below 1e−6 for h = 1e−5 and the functions here.
  private func check(
    _ shape: [Int], low: Double = -1, sourceLocation: SourceLocation = #_sourceLocation,
    _ function: (Tensor) throws -> Tensor
  ) throws {
    let generator = try TensorGenerator(seed: 11)
    let point = try Tensor.uniform(shape, low: low, high: 1, generator: generator).cast(to: .float64).doubles()
    let input = try Tensor(doubles: point, shape: shape).requiringGradient()
    let output = try function(input)
    let weight = try Tensor.normal(output.shape, generator: generator).cast(to: .float64)
    try (output * weight).sum().backward()
    let gradient = try #require(try input.gradient, sourceLocation: sourceLocation)
    let step = 1e-5
    let differences = try point.indices.map { index in
      let values = try [step, -step].map { shift in
        var moved = point
        moved[index] += shift
        return try (function(Tensor(doubles: moved, shape: shape)) * weight).sum().doubles()[0]
      }
      return (values[0] - values[1]) / (2 * step)
    }
    try expectClose(gradient, differences, within: 1e-6, sourceLocation: sourceLocation)
  }

  private func fixed(_ shape: [Int]) throws -> Tensor {
    try Tensor.normal(shape, generator: TensorGenerator(seed: 5)).cast(to: .float64)
  }

  @Test("Elementary functions and arithmetic have the gradients that finite differences show")
  func functions() throws {
    try check([3, 2]) { try $0.exp() * 2 - 1 / ($0 + 3) }
    try check([5], low: 0.2) { try $0.log() + $0.squareRoot() }
    try check([5]) { try $0.tanh() * $0.sigmoid() }
    try check([5]) { try $0.gelu() }
    try check([2, 3]) { try $0 * $0.sum(axes: [1], keepingAxes: true) }
    try check([2, 3]) { try $0.variance(axes: [1]) + $0.mean(axes: [1]) }
  }

  @Test("Products and convolution have the gradients that finite differences show")
  func products() throws {
    try check([2, 3]) { try $0.matmul(fixed([3, 2])) }
    try check([2, 2, 3]) { try $0.batchMatmul(fixed([2, 3, 1])) }
    try check([1, 2, 4, 4]) { try $0.convolution2d(weight: fixed([3, 2, 3, 3]), stride: 2, padding: 1) }
    try check([2, 1, 2, 2]) { try fixed([1, 1, 4, 4]).convolution2d(weight: $0) }
  }

  @Test("Normalisation, softmax and cross-entropy have the gradients that finite differences show")
  func normalisation() throws {
    try check([2, 4]) { try $0.layerNorm([4], weight: fixed([4])) }
    try check([2, 4]) { try $0.softmax() }
    try check([2, 4]) { try $0.crossEntropy(Tensor(indices: [3, 0]), labelSmoothing: 0.2) }
    try check([3, 2, 2, 1]) {
      try $0.batchNorm(
        runningMean: .zeros([2], type: .float64), runningVariance: .ones([2], type: .float64), training: true)
    }
    try check([3, 2]) { try $0.embedding(Tensor(indices: [2, 0, 2])) }
  }

  @Test("Views pass gradients to the elements they show")
  func views() throws {
    try check([2, 3]) {
      try Tensor.concatenate([$0.transpose(0, 1).reshape([6]), $0.narrow(axis: 1, start: 1, length: 1).flatten()])
    }
    try check([4]) { try Tensor.stack([$0, $0.indexSelect(axis: 0, Tensor(indices: [1, 1, 0, 3]))]) }
  }

  @Test("Gradients add up over backward passes until they are cleared")
  func accumulation() throws {
    let weight = try Tensor([2, 3]).requiringGradient()
    #expect(try weight.gradient == nil)
    try weight.squared().sum().backward()
    try weight.squared().sum().backward()
    #expect(try weight.gradient?.floats() == [8, 12])
    weight.clearGradient()
    #expect(try weight.gradient == nil)
  }

  @Test("Nothing is recorded within withoutGradient, and recording resumes after it, also after an error")
  func withoutRecording() throws {
    let weight = try Tensor([2, 3]).requiringGradient()
    let silent = try withoutGradient { () throws(TensorError) in try weight * 2 }
    #expect(!silent.requiresGradient)
    #expect(throws: TensorError.self) {
      try withoutGradient { () throws(TensorError) in try weight.reshape([5]) }
    }
    #expect(try (weight * 2).requiresGradient)
    #expect(try !weight.detached().requiresGradient)
  }

  @Test("The norm of all gradients together is clipped, and the norm before is returned")
  func clipping() throws {
    let first = try Tensor([3]).requiringGradient()
    let second = try Tensor([4]).requiringGradient()
    let idle = try Tensor([5]).requiringGradient()
    try (first.squared() * 0.5 + second.squared() * 0.5).sum().backward()
    let parameters = [("a", first), ("b", second), ("c", idle)]
    #expect(try clipGradientNorm(parameters, maximum: 10) == 5)
    #expect(try first.gradient?.floats() == [3])
    #expect(try clipGradientNorm(parameters, maximum: 1) == 5)
    try expectClose(#require(try first.gradient), [0.6])
    try expectClose(#require(try second.gradient), [0.8])
  }
}

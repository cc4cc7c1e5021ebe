import Tensors
import Testing

@Suite("Network operators")
struct NetworkOperatorTests {
  @Test("Matrix products agree with products worked out by hand")
  func products() throws {
    let left = try Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
    let right = try Tensor([1, 0, 0, 1, 1, 1], shape: [3, 2])
    try expectClose(left.matmul(right), [4, 5, 10, 11], shape: [2, 2])
    try expectClose(
      left.reshape([2, 1, 3]).batchMatmul(right.unsqueeze(0).expand([2, 3, 2])), [4, 5, 10, 11], shape: [2, 1, 2])
    try expectClose(left.linear(weight: Tensor([1, 1, 1], shape: [1, 3]), bias: Tensor([0.5])), [6.5, 15.5])
  }

  @Test("A convolution sums products under the kernel, with stride, padding and groups")
  func convolution() throws {
    let image = try Tensor([1, 2, 3, 4, 5, 6, 7, 8, 9], shape: [1, 1, 3, 3])
    let kernel = try Tensor([1, 0, 0, 2], shape: [1, 1, 2, 2])
    // (1 + 2·5, 2 + 2·6, 4 + 2·8, 5 + 2·9) + 0.5
    try expectClose(
      image.convolution2d(weight: kernel, bias: Tensor([0.5])), [11.5, 14.5, 20.5, 23.5], shape: [1, 1, 2, 2])
    try expectClose(image.convolution2d(weight: kernel, stride: 2, padding: 1), [2, 6, 14, 23])
    let channels = try Tensor.concatenate([image, image * 10], axis: 1)
    try expectClose(
      channels.convolution2d(weight: .concatenate([kernel, kernel]), groups: 2).select(axis: 1, 1).flatten(),
      [110, 140, 200, 230])
  }

  @Test("Layer normalisation gives mean 0 and variance 1 before weight and bias")
  func layerNorm() throws {
    // (1, 3): mean 2, variance 1 → (−1, 1); ε shifts them by 5e−6.
    try expectClose(
      Tensor([1, 3, 10, 30], shape: [2, 2]).layerNorm([2], weight: Tensor([2, 3]), bias: Tensor([0, 1])),
      [-2, 4, -2, 4], within: 5e-5)
  }

  @Test("Batch normalisation uses the batch while training and moves the running statistics by the momentum")
  func batchNorm() throws {
    let norm = try BatchNorm2d(1)
    let input = try Tensor([1, 3, 5, 7], shape: [2, 1, 1, 2])
    // Mean 4, biased variance 5, unbiased 20/3.
    let deviation = (5 + 1e-5).squareRoot()
    try expectClose(norm(input, .training(TensorGenerator(seed: 0))), [-3, -1, 1, 3].map { $0 / deviation })
    try expectClose(norm.runningMean, [0.4])
    try expectClose(norm.runningVariance, [0.9 + 2.0 / 3])
    #expect(try norm.batchesTracked.integers() == [1])
    let scale = 1 / (0.9 + 2.0 / 3 + 1e-5).squareRoot()
    try expectClose(norm(input, .inference), [0.6, 2.6, 4.6, 6.6].map { $0 * scale })
    #expect(try norm.batchesTracked.integers() == [1])
  }

  @Test("Softmax sums to 1 and is stable for large logits")
  func softmax() throws {
    try expectClose(Tensor([0, 1000, 1000]).softmax(), [0, 0.5, 0.5])
    // Computed with NumPy in double precision.
    try expectClose(Tensor([1, 2, 3]).logSoftmax(), [-2.40760596, -1.40760596, -0.40760596])
  }

  @Test("Cross-entropy is a mean that leaves ignored targets out and smooths labels")
  func crossEntropy() throws {
    // Computed with NumPy in double precision.
    let logits = try Tensor([1, 2, 3, 2, 4, 8], shape: [2, 3])
    try expectClose(logits.crossEntropy(Tensor(indices: [2, 0])), [3.2140935517])
    try expectClose(logits.crossEntropy(Tensor(indices: [2, 0]), labelSmoothing: 0.1), [3.1307602184])
    try expectClose(
      logits.crossEntropy(Tensor(indices: [2, -5]), ignoring: -5, labelSmoothing: 0.1), [0.5076059644])
  }

  @Test("An embedding looks up rows, and its padding row is zero and gets no gradient")
  func embedding() throws {
    let table = try Embedding(4, 2, padding: 1, generator: TensorGenerator(seed: 3))
    let rows = try table.weight.floats()
    let found = try table(Tensor(indices: [3, 1, 3, 0], shape: [2, 2]))
    #expect(found.shape == [2, 2, 2])
    #expect(try found.floats() == Array(rows[6...7] + [0, 0] + rows[6...7] + rows[0...1]))
    try found.sum().backward()
    #expect(try table.weight.gradient?.floats() == [1, 1, 0, 0, 0, 0, 2, 2])
  }

  @Test("Dropout zeroes its share of elements, scales the others, and does nothing at inference")
  func dropout() throws {
    let layer = try Dropout(0.25)
    let ones = try Tensor.ones([100, 100])
    let values = try layer(ones, .training(TensorGenerator(seed: 9))).floats()
    let kept = values.filter { $0 != 0 }
    #expect(kept.allSatisfy { abs($0 - 4.0 / 3) < 1e-6 })
    // Binomial(10 000, 3/4): σ = √1875 = 43.3; six σ.
    #expect(abs(kept.count - 7500) <= 260)
    #expect(try layer(ones, .training(TensorGenerator(seed: 9))).floats() == values)
    #expect(try layer(ones, .inference).floats() == ones.floats())
  }
}

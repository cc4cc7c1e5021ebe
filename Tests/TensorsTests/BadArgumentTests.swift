import Tensors
import Testing

@Suite("Bad arguments")
struct BadArgumentTests {
  private func message(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test("A wrong shape throws an error that names the operation and shows both shapes")
  func words() throws {
    let a = try Tensor.zeros([2, 3])
    let b = try Tensor.zeros([4, 5])
    #expect(
      message { _ = try a.matmul(b) }
        == "matmul of [2, 3] and [4, 5]: mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)")
    #expect(
      message { _ = try a + b }
        == "add of [2, 3] and [4, 5]: The size of tensor a (3) must match the size of tensor b (5) at non-singleton dimension 1"
    )
    #expect(
      message { _ = try a.reshape([7]) } == "reshape of [2, 3] and [7]: shape '[7]' is invalid for input of size 6")
    #expect(message { try a.assign(b) } == "assign of [2, 3] and [4, 5]: the shapes differ")
    #expect(
      message { _ = try Tensor([1, 2, 3], shape: [2, 2]) }
        == "creation of [2, 2]: the number of elements does not match the shape (3 given)")
    #expect(message { _ = try a.scalar() } == "scalar of [2, 3]: expected one element, found 6")
    #expect(
      message { _ = try a.integers() } == "integers of [2, 3]: expected int64 elements, found float32; use cast(to:)")
    #expect(
      message { _ = try a.dropout(probability: 1, generator: TensorGenerator(seed: 0)) }
        == "dropout of [2, 3]: expected a probability in [0, 1), found 1.0")
    #expect(
      message { _ = try MultiheadAttention(6, heads: 4, generator: TensorGenerator(seed: 0)) }
        == "MultiheadAttention: expected a number of heads that divides 6 features, found 4")
  }

  private func calls() throws -> [() throws -> Any] {
    let generator = try TensorGenerator(seed: 0)
    let matrix = try Tensor.zeros([2, 3])
    let other = try Tensor.zeros([4, 5])
    let image = try Tensor.zeros([1, 2, 4, 4])
    let index = try Tensor(indices: [9])
    let mask = try Tensor(mask: [true, false])
    let scalar = try Tensor(1)
    let empty = try Tensor.zeros([0])
    let attention = try MultiheadAttention(4, heads: 2, generator: generator)
    return [
      { try matrix - other }, { try matrix * other }, { try matrix / other }, { try matrix.matmul(scalar) },
      { try matrix.batchMatmul(matrix) }, { try matrix.linear(weight: other) },
      { try matrix.linear(weight: matrix, bias: other) }, { try matrix.reshape([-1, -1]) },
      { try matrix.reshape([-2]) }, { try empty.reshape([-1, 0]) }, { try matrix.reshape([.max, .max]) },
      { try matrix.flatten(from: 2) }, { try matrix.flatten(from: 1, through: 0) }, { try matrix.transpose(0, 2) },
      { try matrix.narrow(axis: 0, start: 1, length: 2) }, { try matrix.narrow(axis: 0, start: 0, length: -1) },
      { try matrix.narrow(axis: 0, start: .max, length: 1) }, { try matrix.narrow(axis: 5, start: 0, length: 1) },
      { try matrix.select(axis: 0, 2) },
      { try matrix.select(axis: 2, 0) }, { try scalar.select(axis: 0, 0) },
      { try matrix.indexSelect(axis: 0, index) }, { try matrix.indexSelect(axis: 3, index) },
      { try matrix.indexSelect(axis: 0, matrix) }, { try matrix.indexSelect(axis: 0, Tensor(indices: [-1])) },
      { try matrix.gather(axis: 0, index) }, { try matrix.gather(axis: 0, Tensor(indices: [9], shape: [1, 1])) },
      { try matrix.gather(axis: 0, matrix) }, { try matrix.unsqueeze(4) }, { try matrix.squeeze(4) },
      { try matrix.expand([2]) }, { try matrix.expand([4, 3]) }, { try matrix.expand([-1, 2, 3]) },
      { try Tensor.concatenate([matrix, other]) }, { try Tensor.concatenate([matrix], axis: 4) },
      { try Tensor.concatenate([]) }, { try Tensor.stack([matrix, other]) }, { try Tensor.stack([]) },
      { try Tensor.stack([matrix], axis: 9) }, { try matrix.minimum(other) }, { try matrix.maximum(other) },
      { try matrix.filled(where: mask, with: 1) },
      { try matrix.filled(where: matrix, with: 1) },
      { try matrix.sum(axes: [2]) }, { try matrix.sum(axes: [0, 0]) }, { try matrix.mean(axes: [-3]) },
      { try index.mean() }, { try matrix.variance(axes: [9]) }, { try matrix.max(axes: [9]) },
      { try empty.max() }, { try empty.argmax() }, { try matrix.argmax(axis: 2) },
      { try image.convolution2d(weight: matrix) }, { try matrix.convolution2d(weight: image) },
      { try image.convolution2d(weight: Tensor.zeros([1, 3, 2, 2])) },
      { try image.convolution2d(weight: Tensor.zeros([1, 2, 9, 9])) },
      { try image.convolution2d(weight: Tensor.zeros([1, 2, 0, 0])) },
      { try image.convolution2d(weight: Tensor.zeros([1, 2, 1, 1]), stride: 0) },
      { try image.convolution2d(weight: Tensor.zeros([1, 2, 1, 1]), padding: -1) },
      { try image.convolution2d(weight: Tensor.zeros([1, 2, 1, 1]), dilation: 0) },
      { try image.convolution2d(weight: Tensor.zeros([1, 2, 1, 1]), groups: 0) },
      { try image.convolution2d(weight: Tensor.zeros([3, 1, 1, 1]), groups: 2) },
      { try image.convolution2d(weight: Tensor.zeros([1, 2, 1, 1]), bias: Tensor.zeros([2])) },
      { try matrix.layerNorm([2]) }, { try matrix.layerNorm([]) },
      { try matrix.layerNorm([3], weight: Tensor.zeros([2])) },
      { try image.batchNorm(runningMean: Tensor.zeros([3]), runningVariance: Tensor.zeros([3]), training: true) },
      { try BatchNorm2d(3)(image, .inference) }, { try BatchNorm2d(3)(matrix, .inference) },
      { try matrix.embedding(index) }, { try matrix.embedding(Tensor(indices: [-1])) },
      { try matrix.embedding(matrix) }, { try scalar.embedding(index) }, { try matrix.embedding(index, padding: 7) },
      { try matrix.softmax(axis: 2) }, { try matrix.logSoftmax(axis: -3) }, { try matrix.crossEntropy(index) },
      { try matrix.crossEntropy(Tensor(indices: [0, 3])) }, { try matrix.crossEntropy(Tensor(indices: [0, -1])) },
      { try matrix.crossEntropy(matrix.transpose(0, 1)) }, { try matrix.crossEntropy(mask) },
      { try matrix.crossEntropy(Tensor(indices: [0, 1]), labelSmoothing: 2) },
      { try Tensor.zeros([-1]) }, { try Tensor.zeros([.max, .max]) }, { try Tensor.zeros([1 << 50]) },
      { try Tensor([1], shape: [-1]) }, { try Tensor([1], shape: [.max, 4]) },
      { try Tensor.normal([2], deviation: -1, generator: generator) },
      { try Tensor.uniform([2], low: 1, high: 0, generator: generator) },
      { try Tensor.bernoulli([2], probability: 2, generator: generator) },
      { try Tensor.permutation(-1, generator: generator) }, { try matrix.backward() }, { try scalar.backward() },
      { try index.requiringGradient() }, { try Tensor.orthogonal([3], generator: generator) },
      { try Tensor.xavierUniform([0, 2], generator: generator) }, { try Dropout(-0.1) },
      { try Conv2d(3, 4, size: 1, groups: 2, generator: generator) }, { try attention(matrix, .inference) },
      { try attention(Tensor.zeros([1, 2, 5]), .inference) },
      { try attention(Tensor.zeros([1, 2, 4]), memory: Tensor.zeros([2, 2, 4]), .inference) },
      { try attention(Tensor.zeros([1, 2, 4]), mask: AttentionMask(keyPadding: mask), .inference) },
      { try attention(Tensor.zeros([1, 2, 4]), mask: .causal(3), .inference) },
    ]
  }

  @Test("More than a hundred calls with bad arguments each throw a TensorError with a reason, and none crashes")
  func hundred() throws {
    let calls = try calls()
    #expect(calls.count > 100)
    for (number, call) in calls.enumerated() {
      let error = #expect(throws: TensorError.self, "call \(number)") { _ = try call() }
      #expect(error?.reason.isEmpty == false, "call \(number)")
    }
  }
}

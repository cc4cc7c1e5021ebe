import Tensors
import Testing

@Suite("A decoder layer given one position after the other")
struct DecoderCacheTests {
  @Test("Each output is that of a causal pass over all positions so far", arguments: [true, false])
  func steps(normFirst: Bool) throws {
    let generator = try TensorGenerator(seed: 4)
    let layer = try TransformerDecoderLayer(
      TransformerShape(features: 8, heads: 2, hidden: 16, dropout: 0, normFirst: normFirst), generator: generator)
    let input = try Tensor.normal([3, 5, 8], generator: generator)
    let memory = try Tensor.normal([3, 4, 8], generator: generator)
    let padding = try Tensor(mask: (0..<12).map { $0 == 7 || $0 == 10 || $0 == 11 }, shape: [3, 4])
    let whole = try layer(
      input, memory: memory, mask: .causal(5), memoryMask: AttentionMask(keyPadding: padding), .inference)

    var cache = try layer.cache(memory: memory)
    for position in 0..<5 {
      let output = try layer(
        next: input.narrow(axis: 1, start: position, length: 1), cache: &cache, memoryPadding: padding)
      let expected = try whole.narrow(axis: 1, start: position, length: 1)
      #expect(try (output - expected).magnitude().max().scalar() < 1e-5)
    }
  }

  @Test("A cache goes on with other rows, or with the positions of other rows")
  func rows() throws {
    let generator = try TensorGenerator(seed: 5)
    let layer = try TransformerDecoderLayer(
      TransformerShape(features: 8, heads: 2, hidden: 16, dropout: 0), generator: generator)
    let (first, second) = (
      try Tensor.normal([3, 1, 8], generator: generator), try Tensor.normal([2, 1, 8], generator: generator)
    )
    let memory = try Tensor.normal([3, 4, 8], generator: generator)
    // What rows of the input and rows of the memory give after two positions.
    let expected = { (inputs: [Int], memories: [Int]) in
      let rows = try Tensor(indices: inputs)
      let both = try Tensor.concatenate([first.indexSelect(axis: 0, rows), second], axis: 1)
      return try layer(
        both, memory: memory.indexSelect(axis: 0, Tensor(indices: memories)), mask: .causal(2), .inference
      ).narrow(axis: 1, start: 1, length: 1)
    }
    var cache = try layer.cache(memory: memory)
    _ = try layer(next: first, cache: &cache)
    try cache.keep(Tensor(indices: [2, 0]))
    var moved = cache
    let kept = try layer(next: second, cache: &cache) - expected([2, 0], [2, 0])
    #expect(try kept.magnitude().max().scalar() < 1e-5)
    try moved.takePast(of: Tensor(indices: [1, 1]))
    let taken = try layer(next: second, cache: &moved) - expected([0, 0], [2, 0])
    #expect(try taken.magnitude().max().scalar() < 1e-5)
  }

  @Test("The largest elements of each row come with their indices, the largest first")
  func largest() throws {
    let (values, indices) = try Tensor([3, 9, 1, 7, -2, -8, 0, -1], shape: [2, 4]).largest(2)
    #expect(try values.floats() == [9, 7, 0, -1])
    #expect(try indices.integers() == [1, 3, 2, 3])
    #expect(throws: TensorError.self) { try Tensor([1, 2]).largest(3) }
  }
}

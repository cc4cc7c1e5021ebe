import Offloading
import Tensors
import Testing

@Suite("Counted floating-point operations")
struct FLOPCountTests {
  private let generator: TensorGenerator

  init() throws {
    generator = try TensorGenerator(seed: 1)
  }

  private func tensor(_ shape: [Int]) throws -> Tensor { try Tensor.zeros(shape) }

  @Test("a product of m×k with k×n matrices takes 2mnk, whatever operator makes it")
  func products() throws {
    let (_, plain) = try countingOperations { try tensor([3, 5]).matmul(tensor([5, 7])) }
    #expect(plain.matrixProducts == 2 * 3 * 5 * 7)
    let (_, batch) = try countingOperations { try tensor([4, 3, 5]).batchMatmul(tensor([4, 5, 7])) }
    #expect(batch.matrixProducts == 4 * 2 * 3 * 5 * 7)
    let (_, broadcast) = try countingOperations { try tensor([4, 1, 3, 5]).matmul(tensor([2, 5, 7])) }
    #expect(broadcast.matrixProducts == 8 * 2 * 3 * 5 * 7)
    let (_, vector) = try countingOperations { try tensor([3, 5]).matmul(tensor([5])) }
    #expect(vector.matrixProducts == 2 * 3 * 5)
    let (_, linear) = try countingOperations {
      try tensor([2, 3, 5]).linear(weight: tensor([7, 5]), bias: tensor([7]))
    }
    #expect(linear.matrixProducts == 6 * 2 * 5 * 7)
    #expect(linear.total == linear.matrixProducts)
  }

  @Test("a convolution takes 2·(in/groups)·kH·kW for each element of its result")
  func convolution() throws {
    let (result, count) = try countingOperations {
      try tensor([2, 4, 9, 9]).convolution2d(weight: tensor([6, 2, 3, 3]), stride: 2, padding: 1, groups: 2)
    }
    #expect(result.shape == [2, 6, 5, 5])
    #expect(count.convolutions == 2 * (2 * 6 * 5 * 5) * (2 * 3 * 3))
    #expect(count.matrixProducts == 0)
  }

  @Test("elementwise operators are not counted, nor is anything outside; counts nest, and errors come through")
  func confinement() throws {
    let factor = try tensor([3, 3])
    let (inner, outer) = try countingOperations {
      _ = try factor.matmul(factor)
      return try countingOperations { try (factor.matmul(factor) + factor).relu() }.count
    }
    _ = try factor.matmul(factor)
    #expect(inner.total == 54)
    #expect(outer.total == 108)
    #expect(throws: TensorError.self) { try countingOperations { try factor.matmul(tensor([2, 2])) } }
  }

  /// The layers of an encoder and of a decoder of the given dimensions, run once each.
  private func counted(_ cost: TransformerCost) throws -> (encoder: Int, decoder: Int) {
    let shape = TransformerShape(features: cost.width, heads: cost.heads, hidden: 4 * cost.width)
    let encoderLayer = try TransformerEncoderLayer(shape, generator: generator)
    let decoderLayer = try TransformerDecoderLayer(shape, generator: generator)
    let channel = try Linear(cost.width, 2 * cost.symbolsPerToken, generator: generator)
    let vocabulary = try Linear(cost.width, max(cost.vocabulary, 1), generator: generator)
    let input = try tensor([cost.inputs, cost.tokens, cost.width])
    return try withoutGradient {
      let encoder = try countingOperations {
        var tokens = input
        for _ in 0..<cost.layers { tokens = try encoderLayer(tokens, .inference) }
        return try channel(tokens)
      }
      let decoder = try countingOperations {
        var tokens = input
        let mask = try AttentionMask.causal(cost.tokens)
        for _ in 0..<cost.layers { tokens = try decoderLayer(tokens, memory: input, mask: mask, .inference) }
        return cost.vocabulary > 0 ? try vocabulary(tokens) : tokens
      }
      return (encoder.count.total, decoder.count.total)
    }
  }

  @Test(
    "the layers take exactly what the standard forms of (31) to (33) say; the printed forms depart by these factors",
    arguments: [
      // The paper's text model (one sentence; all operations are linear in B) and its image model, then two small ones.
      (
        TransformerCost(
          inputs: 1, tokens: 20, width: 512, heads: 8, layers: 6, symbolsPerToken: 16, vocabulary: 22_234), 0.3938,
        0.4394
      ),
      (
        TransformerCost(
          inputs: 1, tokens: 197, width: 384, heads: 6, layers: 6, symbolsPerToken: 32, vocabulary: 0), 0.7929, 1.1344
      ),
      (TransformerCost(inputs: 3, tokens: 7, width: 32, heads: 4, layers: 2, symbolsPerToken: 8, vocabulary: 50), 0, 0),
      (TransformerCost(inputs: 2, tokens: 5, width: 24, heads: 1, layers: 1, symbolsPerToken: 4, vocabulary: 0), 0, 0),
    ])
  func transformer(cost: TransformerCost, encoderRatio: Double, decoderRatio: Double) throws {
    let found = try counted(cost)
    #expect(Double(found.encoder) == cost.encoderFLOPs(.standard))
    #expect(Double(found.decoder) == cost.decoderFLOPs(.standard))
    guard encoderRatio > 0 else { return }
    #expect(abs(cost.encoderFLOPs(.paper) / Double(found.encoder) - encoderRatio) < 1e-4)
    #expect(abs(cost.decoderFLOPs(.paper) / Double(found.decoder) - decoderRatio) < 1e-4)
  }
}

import Glibc
import Tensors
import Testing

@Suite("Attention and transformer layers")
struct AttentionTests {
  /// Multi-head attention written out in plain Swift for one sample.
  private func plain(
    _ query: [[Double]], _ memory: [[Double]], heads: Int, _ parameters: [NamedTensor],
    hidden: (Int, Int) -> Bool
  ) throws -> [Double] {
    let numbers = try Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, try $0.tensor.doubles()) })
    let weight = try #require(numbers["in_proj_weight"])
    let bias = try #require(numbers["in_proj_bias"])
    let outputWeight = try #require(numbers["out_proj.weight"])
    let outputBias = try #require(numbers["out_proj.bias"])
    let features = query[0].count
    let width = features / heads
    func project(_ vector: [Double], _ part: Int) -> [Double] {
      (part * features..<(part + 1) * features).map { row in
        vector.indices.reduce(bias[row]) { $0 + weight[row * features + $1] * vector[$1] }
      }
    }
    let keys = memory.map { project($0, 1) }
    let values = memory.map { project($0, 2) }
    return query.enumerated().flatMap { position, vector in
      let projected = project(vector, 0)
      var joined: [Double] = []
      for head in 0..<heads {
        let part = head * width..<(head + 1) * width
        let scores = keys.indices.map { key in
          hidden(position, key)
            ? -Double.infinity : part.reduce(0) { $0 + projected[$1] * keys[key][$1] } / Double(width).squareRoot()
        }
        let weights = scores.map { exp($0) }
        let total = weights.reduce(0, +)
        joined += part.map { place in values.indices.reduce(0) { $0 + weights[$1] / total * values[$1][place] } }
      }
      return (0..<features).map { row in
        joined.indices.reduce(outputBias[row]) { $0 + outputWeight[row * features + $1] * joined[$1] }
      }
    }
  }

  private func rows(_ tensor: Tensor, sample: Int) throws -> [[Double]] {
    let flat = try tensor.select(axis: 0, sample).doubles()
    let features = tensor.shape[2]
    return stride(from: 0, to: flat.count, by: features).map { Array(flat[$0..<$0 + features]) }
  }

  @Test("Self-attention with causal and key padding masks agrees with plain Swift")
  func selfAttention() throws {
    let generator = try TensorGenerator(seed: 21)
    let layer = try MultiheadAttention(8, heads: 2, generator: generator)
    try layer.inputBias.assign(.normal([24], generator: generator))
    let input = try Tensor.normal([2, 4, 8], generator: generator)
    let padding = [false, false, false, false, false, false, true, true]
    let mask = try AttentionMask.causal(4, keyPadding: Tensor(mask: padding, shape: [2, 4]))
    let output = try layer(input, mask: mask, .inference)
    #expect(output.shape == [2, 4, 8])
    for sample in 0..<2 {
      let sequence = try rows(input, sample: sample)
      let expected = try plain(sequence, sequence, heads: 2, layer.parameters) {
        $1 > $0 || padding[sample * 4 + $1]
      }
      try expectClose(output.select(axis: 0, sample), expected)
    }
  }

  @Test("Attention to a memory of another length agrees with plain Swift")
  func crossAttention() throws {
    let generator = try TensorGenerator(seed: 22)
    let layer = try MultiheadAttention(6, heads: 3, generator: generator)
    let input = try Tensor.normal([1, 2, 6], generator: generator)
    let memory = try Tensor.normal([1, 5, 6], generator: generator)
    let expected = try plain(
      rows(input, sample: 0), rows(memory, sample: 0), heads: 3, layer.parameters
    ) { _, _ in false }
    try expectClose(layer(input, memory: memory, .inference), expected, shape: [1, 2, 6])
    try expectClose(layer(input, memory: input, .inference), layer(input, .inference).doubles())
  }

  @Test("Layers name and shape their parameters like PyTorch's")
  func names() throws {
    let generator = try TensorGenerator(seed: 1)
    let shape = TransformerShape(features: 4, heads: 2, hidden: 6)
    let encoder = try TransformerEncoderLayer(shape, generator: generator)
    #expect(
      encoder.parameters.map { "\($0.name) \($0.tensor.shape)" } == [
        "self_attn.in_proj_weight [12, 4]", "self_attn.in_proj_bias [12]", "self_attn.out_proj.weight [4, 4]",
        "self_attn.out_proj.bias [4]", "linear1.weight [6, 4]", "linear1.bias [6]", "linear2.weight [4, 6]",
        "linear2.bias [4]", "norm1.weight [4]", "norm1.bias [4]", "norm2.weight [4]", "norm2.bias [4]",
      ])
    let decoder = try TransformerDecoderLayer(shape, generator: generator)
    #expect(
      Array(decoder.parameters.map(\.name)[4...7]) == [
        "multihead_attn.in_proj_weight", "multihead_attn.in_proj_bias", "multihead_attn.out_proj.weight",
        "multihead_attn.out_proj.bias",
      ])
    #expect(decoder.parameters.suffix(2).map(\.name) == ["norm3.weight", "norm3.bias"])
    #expect(encoder.parameters.allSatisfy { $0.tensor.requiresGradient })
    #expect(encoder.parameterCount == 48 + 12 + 16 + 4 + 24 + 6 + 24 + 4 + 16)
    #expect(try BatchNorm2d(3).state.map(\.name).suffix(3) == ["running_mean", "running_var", "num_batches_tracked"])
    #expect(try Conv2d(4, 6, size: 3, groups: 2, generator: generator).weight.shape == [6, 2, 3, 3])
  }

  /// The parameters under a name as functions of their input, without the layer's own code.
  private struct Parts {
    let named: [String: Tensor]

    init(_ module: any Module) {
      named = Dictionary(uniqueKeysWithValues: module.parameters.map { ($0.name, $0.tensor) })
    }

    func linear(_ name: String, _ input: Tensor) throws -> Tensor {
      try input.linear(weight: #require(named["\(name).weight"]), bias: named["\(name).bias"])
    }

    func norm(_ name: String, _ input: Tensor) throws -> Tensor {
      try input.layerNorm([4], weight: named["\(name).weight"], bias: named["\(name).bias"])
    }

    func attention(_ name: String) throws -> MultiheadAttention {
      let layer = try MultiheadAttention(4, heads: 2, generator: TensorGenerator(seed: 0))
      for (key, tensor) in layer.parameters { try tensor.assign(#require(named["\(name).\(key)"])) }
      return layer
    }
  }

  @Test("An encoder layer normalises after each part, or before it with normFirst", arguments: [false, true])
  func encoderLayer(normFirst: Bool) throws {
    let generator = try TensorGenerator(seed: 31)
    let shape = TransformerShape(features: 4, heads: 2, hidden: 6, activation: .gelu, normFirst: normFirst)
    let layer = try TransformerEncoderLayer(shape, generator: generator)
    let parts = Parts(layer)
    let input = try Tensor.normal([2, 3, 4], generator: generator)
    let attend = { try parts.attention("self_attn")($0, .inference) }
    let feed = { try parts.linear("linear2", parts.linear("linear1", $0).gelu()) }
    let expected: Tensor
    if normFirst {
      let middle = try input + attend(parts.norm("norm1", input))
      expected = try middle + feed(parts.norm("norm2", middle))
    } else {
      let middle = try parts.norm("norm1", input + attend(input))
      expected = try parts.norm("norm2", middle + feed(middle))
    }
    try expectClose(layer(input, .inference), expected.doubles(), shape: [2, 3, 4])
  }

  @Test("A decoder layer attends to itself, then to the memory, then feeds forward", arguments: [false, true])
  func decoderLayer(normFirst: Bool) throws {
    let generator = try TensorGenerator(seed: 32)
    let shape = TransformerShape(features: 4, heads: 2, hidden: 6, normFirst: normFirst)
    let layer = try TransformerDecoderLayer(shape, generator: generator)
    let parts = Parts(layer)
    let input = try Tensor.normal([2, 3, 4], generator: generator)
    let memory = try Tensor.normal([2, 5, 4], generator: generator)
    let mask = try AttentionMask.causal(3)
    let attend = { try parts.attention("self_attn")($0, mask: mask, .inference) }
    let inform = { try parts.attention("multihead_attn")($0, memory: memory, .inference) }
    let feed = { try parts.linear("linear2", parts.linear("linear1", $0).relu()) }
    let expected: Tensor
    if normFirst {
      let first = try input + attend(parts.norm("norm1", input))
      let second = try first + inform(parts.norm("norm2", first))
      expected = try second + feed(parts.norm("norm3", second))
    } else {
      let first = try parts.norm("norm1", input + attend(input))
      let second = try parts.norm("norm2", first + inform(first))
      expected = try parts.norm("norm3", second + feed(second))
    }
    try expectClose(layer(input, memory: memory, mask: mask, .inference), expected.doubles())
  }

  @Test("A small transformer learns to tell two sequences apart, the same way each time")
  func learning() throws {
    func train() throws -> [Float] {
      let generator = try TensorGenerator(seed: 41)
      let shape = TransformerShape(features: 8, heads: 2, hidden: 16, normFirst: true)
      let layer = try TransformerEncoderLayer(shape, generator: generator)
      let head = try Linear(8, 2, generator: generator)
      let parameters = layer.parameters(under: "layer") + head.parameters(under: "head")
      var adam = try Adam(parameters, learningRate: 1e-2)
      let input = try Tensor.normal([8, 3, 8], generator: generator)
      let labels = try Tensor(indices: [0, 1, 1, 0, 1, 0, 0, 1])
      return try (0..<40).map { _ in
        adam.clearGradients()
        let logits = try head(layer(input, .training(generator)).mean(axes: [1]))
        let loss = try logits.crossEntropy(labels)
        try loss.backward()
        try clipGradientNorm(parameters, maximum: 1)
        try adam.step()
        return try loss.scalar()
      }
    }
    let losses = try train()
    #expect(try #require(losses.last) < 0.2)
    #expect(try train() == losses)
  }

  @Test("The first tokens alone are those of the whole layer", arguments: [true, false])
  func firstTokens(normFirst: Bool) throws {
    let generator = try TensorGenerator(seed: 11)
    let shape = TransformerShape(features: 8, heads: 2, hidden: 16, dropout: 0, normFirst: normFirst)
    let layer = try TransformerEncoderLayer(shape, generator: generator)
    let input = try Tensor.normal([3, 5, 8], generator: generator)
    let mask = try AttentionMask(
      keyPadding: Tensor(mask: (0..<15).map { $0 == 4 || $0 == 8 || $0 == 9 }, shape: [3, 5]))
    let whole = try layer(input, mask: mask, .inference)
    for queries in [1, 2, 5] {
      let first = try layer(input, queries: queries, mask: mask, .inference)
      #expect(first.shape == [3, queries, 8])
      let difference = try first - whole.narrow(axis: 1, start: 0, length: queries)
      #expect(try difference.magnitude().max().scalar() < 1e-5)
    }
  }
}

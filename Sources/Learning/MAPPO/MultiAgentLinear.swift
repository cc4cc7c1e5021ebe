import Tensors

/// A linear layer for each of U UEs, computed at once: `[U, B, inputs]` to `[U, B, outputs]`, y_u = x_u·W_u + b_u. With one
/// set of weights for all, W is `[1, inputs, outputs]`.
struct MultiAgentLinear: Module {
  let weight: Tensor
  let bias: Tensor

  /// Orthonormal rows or columns, whichever are fewer, times `gain` for each UE, a bias of 0.
  init(agents: Int, _ inputs: Int, _ outputs: Int, gain: Double, generator: TensorGenerator) throws(TensorError) {
    var weights: [Tensor] = []
    for _ in 0..<agents {
      weights.append(try Tensor.orthogonal([inputs, outputs], gain: gain, generator: generator))
    }
    weight = try Tensor.stack(weights).requiringGradient()
    bias = try Tensor.zeros([agents, 1, outputs]).requiringGradient()
  }

  var parameters: [NamedTensor] { [(name: "weight", tensor: weight), (name: "bias", tensor: bias)] }

  func callAsFunction(_ input: Tensor) throws(TensorError) -> Tensor {
    let agents = input.shape[0]
    let matrix = weight.shape[0] == agents ? weight : try weight.expand([agents, weight.shape[1], weight.shape[2]])
    return try input.batchMatmul(matrix) + bias
  }
}

/// Two hidden tanh layers and a linear one, for each of U UEs.
struct MultiAgentPerceptron: Module {
  let layers: [MultiAgentLinear]

  init(
    agents: Int, inputs: Int, hidden: Int, outputs: Int, inputGain: Double = 2.0.squareRoot(), outputGain: Double,
    generator: TensorGenerator
  ) throws(TensorError) {
    layers = [
      try MultiAgentLinear(agents: agents, inputs, hidden, gain: inputGain, generator: generator),
      try MultiAgentLinear(agents: agents, hidden, hidden, gain: 2.0.squareRoot(), generator: generator),
      try MultiAgentLinear(agents: agents, hidden, outputs, gain: outputGain, generator: generator),
    ]
  }

  var parameters: [NamedTensor] {
    layers.enumerated().flatMap { index, layer in layer.parameters(under: "layers.\(index)") }
  }

  func callAsFunction(_ input: Tensor) throws(TensorError) -> Tensor {
    try layers[2](layers[1](layers[0](input).tanh()).tanh())
  }

  /// The network of one UE in plain Swift.
  func perceptron(of agent: Int) throws(TensorError) -> Perceptron {
    var plain: [Perceptron.Layer] = []
    for layer in layers {
      let agent = layer.weight.shape[0] == 1 ? 0 : agent
      plain.append(
        Perceptron.Layer(
          weight: try layer.weight.select(axis: 0, agent).floats(),
          bias: try layer.bias.select(axis: 0, agent).floats()))
    }
    return Perceptron(layers: plain)
  }
}

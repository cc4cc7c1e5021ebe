import Glibc
import Tensors

/// Linear layers with tanh between them in plain Swift. What is deployed and what is evaluated run through here, so that both
/// decide alike to the last bit, without libtorch.
public struct Perceptron: Hashable, Sendable {
  /// W and b of a layer, y = x·W + b.
  struct Layer: Hashable, Sendable {
    /// `[inputs, outputs]` in row-major order.
    let weight: [Float]
    /// `[outputs]`.
    let bias: [Float]
  }

  let layers: [Layer]

  /// The outputs for an observation's numbers.
  func callAsFunction(_ input: [Float]) -> [Float] {
    var values = input
    for (index, layer) in layers.enumerated() {
      var next = layer.bias
      let width = next.count
      for (row, value) in values.enumerated() {
        let start = row * width
        for column in 0..<width { next[column] += value * layer.weight[start + column] }
      }
      if index < layers.count - 1 {
        for column in 0..<width { next[column] = tanh(next[column]) }
      }
      values = next
    }
    return values
  }

  /// The layers as `torch.nn.Linear` has them: `layers.0.weight` `[outputs, inputs]`, `layers.0.bias`, ….
  func tensors() throws(TensorError) -> [NamedTensor] {
    var tensors: [NamedTensor] = []
    for (index, layer) in layers.enumerated() {
      let outputs = layer.bias.count
      let weight = try Tensor(layer.weight, shape: [layer.weight.count / outputs, outputs])
      tensors.append((name: "layers.\(index).weight", tensor: try weight.transpose(0, 1).copied()))
      tensors.append((name: "layers.\(index).bias", tensor: try Tensor(layer.bias)))
    }
    return tensors
  }
}

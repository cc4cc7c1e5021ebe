import Tensors

/// The basic block of a residual network (He et al. 2016, Fig. 2): relu(x + norm2(conv2(relu(norm1(conv1(x)))))), both
/// convolutions 3 × 3 with as many outputs as inputs.
///
/// The weights of `norm2` begin at zero, so that a block begins as the identity (Goyal et al. 2017, Section 5.1).
struct ResidualBlock: Module {
  private let conv1: Conv2d
  private let norm1: BatchNorm2d
  private let conv2: Conv2d
  private let norm2: BatchNorm2d

  init(_ channels: Int, generator: TensorGenerator) throws(TensorError) {
    conv1 = try Conv2d(channels, channels, size: 3, padding: 1, bias: false, generator: generator)
    norm1 = try BatchNorm2d(channels)
    conv2 = try Conv2d(channels, channels, size: 3, padding: 1, bias: false, generator: generator)
    norm2 = try BatchNorm2d(channels)
    try norm2.weight.assign(.zeros([channels]))
  }

  var parameters: [NamedTensor] {
    conv1.parameters(under: "conv1") + norm1.parameters(under: "norm1") + conv2.parameters(under: "conv2")
      + norm2.parameters(under: "norm2")
  }
  var buffers: [NamedTensor] { norm1.buffers(under: "norm1") + norm2.buffers(under: "norm2") }

  /// `[B, channels, H, W]` to the same shape.
  func callAsFunction(_ input: Tensor, _ mode: ForwardMode) throws(TensorError) -> Tensor {
    let inner = try norm1(conv1(input), mode).relu()
    return try (input + norm2(conv2(inner), mode)).relu()
  }
}

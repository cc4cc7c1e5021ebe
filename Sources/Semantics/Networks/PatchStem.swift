import Tensors

/// Convolutions of stride 2 that turn a picture into patch tokens: each 3 × 3 with batch normalisation and ReLU.
struct PatchStem: Module {
  private struct Block: Module {
    let convolution: Conv2d
    let norm: BatchNorm2d

    var parameters: [NamedTensor] { convolution.parameters(under: "conv") + norm.parameters(under: "norm") }
    var buffers: [NamedTensor] { norm.buffers(under: "norm") }

    func callAsFunction(_ input: Tensor, _ mode: ForwardMode) throws(TensorError) -> Tensor {
      try norm(convolution(input), mode).relu()
    }
  }

  private let blocks: [Block]

  /// - Parameters:
  ///   - channels: those of the pictures, then the output channels of each convolution; the last is d.
  ///   - generator: draws the weights.
  init(channels: [Int], generator: TensorGenerator) throws(TensorError) {
    var blocks: [Block] = []
    for (inputs, outputs) in zip(channels, channels.dropFirst()) {
      blocks.append(
        Block(
          convolution: try Conv2d(inputs, outputs, size: 3, stride: 2, padding: 1, bias: false, generator: generator),
          norm: try BatchNorm2d(outputs)))
    }
    self.blocks = blocks
  }

  var parameters: [NamedTensor] { blocks.enumerated().flatMap { $1.parameters(under: "\($0)") } }
  var buffers: [NamedTensor] { blocks.enumerated().flatMap { $1.buffers(under: "\($0)") } }

  /// Pictures `[B, channels, H, W]` to tokens `[B, ⌈H/2ⁿ⌉·⌈W/2ⁿ⌉, d]` with n convolutions, rows from the top.
  func callAsFunction(_ pictures: Tensor, _ mode: ForwardMode) throws(TensorError) -> Tensor {
    var maps = pictures
    for block in blocks { maps = try block(maps, mode) }
    return try maps.flatten(from: 2).transpose(1, 2)
  }
}

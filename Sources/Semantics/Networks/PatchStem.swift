import Tensors

/// Convolutions of stride 2 that turn a picture into patch tokens: each 3 × 3 with batch normalisation and ReLU, and
/// residual blocks behind it where the configuration has some.
struct PatchStem: Module {
  private struct Stage: Module {
    let convolution: Conv2d
    let norm: BatchNorm2d
    let blocks: [ResidualBlock]

    var parameters: [NamedTensor] {
      convolution.parameters(under: "conv") + norm.parameters(under: "norm")
        + blocks.enumerated().flatMap { $1.parameters(under: "blocks.\($0)") }
    }
    var buffers: [NamedTensor] {
      norm.buffers(under: "norm") + blocks.enumerated().flatMap { $1.buffers(under: "blocks.\($0)") }
    }

    func callAsFunction(_ input: Tensor, _ mode: ForwardMode) throws(TensorError) -> Tensor {
      var maps = try norm(convolution(input), mode).relu()
      for block in blocks { maps = try block(maps, mode) }
      return maps
    }
  }

  private let stages: [Stage]

  /// - Parameters:
  ///   - channels: those of the pictures, then the output channels of each convolution; the last is d.
  ///   - residualBlocks: how many follow each convolution; none where the list is empty.
  ///   - generator: draws the weights.
  /// - Throws: `TensorError` for sizes that libtorch refuses.
  init(channels: [Int], residualBlocks: [Int] = [], generator: TensorGenerator) throws(TensorError) {
    var stages: [Stage] = []
    for (inputs, outputs) in zip(channels, channels.dropFirst()) {
      let convolution = try Conv2d(
        inputs, outputs, size: 3, stride: 2, padding: 1, bias: false, generator: generator)
      let norm = try BatchNorm2d(outputs)
      var blocks: [ResidualBlock] = []
      let count = stages.count < residualBlocks.count ? residualBlocks[stages.count] : 0
      for _ in 0..<count { blocks.append(try ResidualBlock(outputs, generator: generator)) }
      stages.append(Stage(convolution: convolution, norm: norm, blocks: blocks))
    }
    self.stages = stages
  }

  var parameters: [NamedTensor] { stages.enumerated().flatMap { $1.parameters(under: "\($0)") } }
  var buffers: [NamedTensor] { stages.enumerated().flatMap { $1.buffers(under: "\($0)") } }

  /// Pictures `[B, channels, H, W]` to tokens `[B, ⌈H/2ⁿ⌉·⌈W/2ⁿ⌉, d]` with n convolutions, rows from the top.
  func callAsFunction(_ pictures: Tensor, _ mode: ForwardMode) throws(TensorError) -> Tensor {
    var maps = pictures
    for stage in stages { maps = try stage(maps, mode) }
    return try maps.flatten(from: 2).transpose(1, 2)
  }
}

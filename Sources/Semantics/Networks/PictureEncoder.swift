import Tasks
import Tensors

/// The semantic encoder of pictures: patch tokens from a stem of convolutions, a class token in front, a transformer.
struct PictureEncoder: Module {
  private let stem: PatchStem
  private let classToken: Tensor
  private let transformer: TokenTransformer

  /// - Parameters:
  ///   - pictures: the pictures that go in.
  ///   - stemChannels: the output channels of the stem's convolutions but the last, which has d.
  ///   - residualBlocks: how many follow each of the stem's convolutions; none where the list is empty.
  ///   - sizes: the transformer's.
  ///   - positionDeviation: the standard deviation of the position embedding as it is drawn.
  ///   - generator: draws the weights.
  /// - Throws: `TensorError` for sizes that libtorch refuses.
  init(
    _ pictures: PictureShape, stemChannels: [Int], residualBlocks: [Int] = [], _ sizes: TransformerSizes,
    positionDeviation: Double = 0.02, generator: TensorGenerator
  ) throws(TensorError) {
    stem = try PatchStem(
      channels: [pictures.channels] + stemChannels + [sizes.features], residualBlocks: residualBlocks,
      generator: generator)
    classToken = try Tensor.normal([1, 1, sizes.features], deviation: 0.02, generator: generator).requiringGradient()
    transformer = try TokenTransformer(
      sizes, positions: PatchGrid(pictures, convolutions: stemChannels.count + 1).tokens, deviation: positionDeviation,
      generator: generator)
  }

  var parameters: [NamedTensor] {
    stem.parameters(under: "stem") + [(name: "class_token", tensor: classToken)] + transformer.parameters
  }

  var buffers: [NamedTensor] { stem.buffers(under: "stem") }

  /// The semantic features of pictures: `[B, channels, H, W]` to `[B, T, d]`, the class token first.
  func callAsFunction(_ pictures: Tensor, _ mode: ForwardMode) throws(TensorError) -> Tensor {
    let patches = try stem(pictures, mode)
    let token = try classToken.expand([patches.shape[0], 1, classToken.shape[2]])
    return try transformer(Tensor.concatenate([token, patches], axis: 1), mode)
  }
}

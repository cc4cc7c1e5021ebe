import Glibc
import Tensors

/// The network of image retrieval over a channel: semantic encoder, joint source-channel encoder, the decoder at the
/// server and the class prototypes.
///
/// With B pictures, T tokens of length d, k symbols per token and embeddings of length e.
struct RetrievalNetwork: Module {
  private let configuration: RetrievalConfiguration
  private let encoder: PictureEncoder
  private let channelEncoder: ChannelEncoder
  private let channelDecoder: Linear
  private let decoder: TokenTransformer
  private let head: Linear
  private let prototypes: Tensor
  private let logScale: Tensor

  init(_ configuration: RetrievalConfiguration, generator: TensorGenerator) throws(TensorError) {
    self.configuration = configuration
    let (width, pairs) = (configuration.features, 2 * configuration.maximumSymbolsPerToken)
    encoder = try PictureEncoder(
      configuration.pictures, stemChannels: configuration.stemChannels,
      residualBlocks: configuration.stemResidualBlocks, configuration.transformer, generator: generator)
    channelEncoder = try ChannelEncoder(
      width, maximum: configuration.maximumSymbolsPerToken, generator: generator)
    channelDecoder = try Linear(pairs + ChannelQuality.inputs, width, generator: generator)
    decoder = try TokenTransformer(configuration.transformer, positions: configuration.tokens, generator: generator)
    head = try Linear(width, configuration.embeddingSize, generator: generator)
    prototypes = try Tensor.normal(
      [configuration.classNames.count, configuration.embeddingSize], generator: generator
    ).requiringGradient()
    // Cosines span [−1, 1] only; a scale of 10 lets the softmax come near 0 and 1 from the start.
    logScale = try Tensor(Float(log(10.0))).requiringGradient()
  }

  var parameters: [NamedTensor] {
    encoder.parameters(under: "encoder") + channelEncoder.parameters(under: "channel_encoder")
      + channelDecoder.parameters(under: "channel_decoder") + decoder.parameters(under: "decoder")
      + head.parameters(under: "head")
      + [(name: "prototypes", tensor: prototypes), (name: "log_scale", tensor: logScale)]
  }

  var buffers: [NamedTensor] { encoder.buffers(under: "encoder") }

  /// The semantic features of pictures: `[B, channels, H, W]` to `[B, T, d]`, the class token first.
  func features(of pictures: Tensor, _ mode: ForwardMode) throws(TensorError) -> Tensor {
    try encoder(pictures, mode)
  }

  /// The symbols of features: `[B, T, d]` to `[B, T, 2k]`, interleaved real and imaginary parts.
  ///
  /// Each picture's burst has the mean power 1.
  func symbols(of features: Tensor, symbolsPerToken: Int) throws(TensorError) -> Tensor {
    try channelEncoder(features, symbolsPerToken: symbolsPerToken)
  }

  /// The embeddings of equalised bursts: `[B, T, 2·k_max + 2]` to `[B, e]`, each of length 1.
  ///
  /// For each token `received` has its symbols, zeros for those not sent, then the two numbers of ``ChannelQuality``.
  func embeddings(of received: Tensor, _ mode: ForwardMode) throws(TensorError) -> Tensor {
    // Of the last layer only the class token goes on.
    let tokens = try decoder(channelDecoder(received), goingOn: 1, mode)
    return try RetrievalNetwork.unit(head(tokens.select(axis: 1, 0)))
  }

  /// The logits of embeddings: `[B, e]` to `[B, classes]`, a learned scale times the cosine to each prototype.
  func logits(of embeddings: Tensor) throws(TensorError) -> Tensor {
    try embeddings.matmul(unitPrototypes().transpose(0, 1)) * logScale.exp()
  }

  /// The class prototypes with length 1: `[classes, e]`.
  func unitPrototypes() throws(TensorError) -> Tensor { try RetrievalNetwork.unit(prototypes) }

  /// x / ‖x‖ along the last axis.
  private static func unit(_ vectors: Tensor) throws(TensorError) -> Tensor {
    try vectors * (vectors.squared().sum(axes: [-1], keepingAxes: true) + 1e-12).power(-0.5)
  }
}

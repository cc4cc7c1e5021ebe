import Glibc
import Tensors

/// The network of DeepSC translation: semantic encoder and channel encoder on the UE, channel decoder and semantic
/// decoder at the server.
///
/// With B sentences, T source and L target tokens of length d, and k symbols per word. Source, target and the last
/// linear map share one table of token vectors; positions are the sines and cosines of Vaswani et al. (2017),
/// Section 3.5, and not trained.
struct TranslationNetwork: Module {
  private let configuration: TranslationConfiguration
  private let table: Tensor
  private let positions: Tensor
  private let encoder: EncoderStack
  private let channelEncoder: ChannelEncoder
  private let channelDecoder: ChannelDecoder
  private let receiver: EncoderStack?
  private let decoderLayers: [TransformerDecoderLayer]
  private let decoderNorm: LayerNorm
  private let dropout: Dropout

  /// The first token that a translation may have: padding, beginning and unknown come before it.
  static let firstOutput = Vocabulary.end

  init(_ configuration: TranslationConfiguration, generator: TensorGenerator) throws(TensorError) {
    self.configuration = configuration
    let width = configuration.features
    let shape = TransformerShape(
      features: width, heads: configuration.heads, hidden: configuration.hidden, dropout: configuration.dropout,
      activation: .relu, normFirst: true)
    // Deviation d^−½: vectors have length 1, and the logits of a normalised h are of order 1 from the start.
    table = try Tensor.normal(
      [configuration.vocabulary.count, width], deviation: 1 / Double(width).squareRoot(), generator: generator
    ).requiringGradient()
    positions = try TranslationNetwork.sinusoids(configuration.maximumTokens, width: width)
    encoder = try EncoderStack(shape, layers: configuration.encoderLayers, generator: generator)
    channelEncoder = try ChannelEncoder(width, maximum: configuration.maximumSymbolsPerWord, generator: generator)
    channelDecoder = try ChannelDecoder(configuration, generator: generator)
    receiver =
      configuration.receiverLayers > 0
      ? try EncoderStack(shape, layers: configuration.receiverLayers, generator: generator) : nil
    var layers: [TransformerDecoderLayer] = []
    for _ in 0..<configuration.decoderLayers {
      layers.append(try TransformerDecoderLayer(shape, generator: generator))
    }
    decoderLayers = layers
    decoderNorm = try LayerNorm(width)
    dropout = try Dropout(configuration.dropout)
  }

  /// `embedding.weight`; `encoder.layers.…`, `encoder.norm.…`; `channel_encoder.…`;
  /// `channel_decoder.{linear1,linear2,norm}.…`; `receiver.…` where there are such layers; `decoder.layers.…`,
  /// `decoder.norm.…`.
  var parameters: [NamedTensor] {
    [(name: "embedding.weight", tensor: table)] + encoder.parameters(under: "encoder")
      + channelEncoder.parameters(under: "channel_encoder") + channelDecoder.parameters(under: "channel_decoder")
      + (receiver?.parameters(under: "receiver") ?? [])
      + decoderLayers.enumerated().flatMap { $1.parameters(under: "decoder.layers.\($0)") }
      + decoderNorm.parameters(under: "decoder.norm")
  }

  /// The semantic features of sentences: tokens `[B, T]` to `[B, T, d]`.
  func features(of source: TokenBatch, _ mode: ForwardMode) throws(TensorError) -> Tensor {
    try encoder(embedded(source.tokens, from: 0, mode), mask: AttentionMask(keyPadding: source.padding), mode)
  }

  /// The symbols of features: `[B, T, d]` to `[B, T, 2k]`, zeros for padding; each sentence has mean power 1.
  func symbols(of features: Tensor, _ source: TokenBatch, symbolsPerWord: Int) throws(TensorError) -> Tensor {
    try channelEncoder(features, symbolsPerToken: symbolsPerWord, lengths: source.lengths)
  }

  /// What the semantic decoder looks at: equalised bursts `[B, T, 2·k_max + 2]` to `[B, T, d]`.
  ///
  /// For each token `received` has its symbols, zeros for those not sent, then the two numbers of ``ChannelQuality``.
  func memory(of received: Tensor, padding: Tensor?, _ mode: ForwardMode) throws(TensorError) -> Tensor {
    let decoded = try channelDecoder(received)
    guard let receiver else { return decoded }
    let placed = try decoded + positions.narrow(axis: 0, start: 0, length: decoded.shape[1])
    return try receiver(placed, mask: AttentionMask(keyPadding: padding), mode)
  }

  /// The states from which the tokens after `target` `[B, L]` are told: `[B, L, d]`.
  func states(
    of target: Tensor, memory: Tensor, padding: Tensor?, _ mode: ForwardMode
  ) throws(TensorError) -> Tensor {
    var states = try embedded(target, from: 0, mode)
    let mask = try AttentionMask.causal(target.shape[1])
    for layer in decoderLayers {
      states = try layer(
        states, memory: memory, mask: mask, memoryMask: AttentionMask(keyPadding: padding), mode)
    }
    return try decoderNorm(states)
  }

  /// The logits of tokens from ``firstOutput`` on: states `[N, d]` to `[N, V − 3]`.
  func logits(of states: Tensor) throws(TensorError) -> Tensor {
    let outputs = TranslationNetwork.firstOutput
    return try states.linear(
      weight: table.narrow(axis: 0, start: outputs, length: configuration.vocabulary.count - outputs))
  }

  /// Begins translations of which no token is known yet.
  func start(memory: Tensor, padding: Tensor?) throws(TensorError) -> DecoderState {
    var caches: [DecoderLayerCache] = []
    for layer in decoderLayers { caches.append(try layer.cache(memory: memory)) }
    return DecoderState(caches: caches, padding: padding)
  }

  /// The logits of the tokens that follow `tokens`, one for each row of the state: `[B, V − 3]`.
  func next(_ tokens: [Int], _ state: inout DecoderState) throws(TensorError) -> Tensor {
    var states = try embedded(
      Tensor(indices: tokens, shape: [tokens.count, 1]), from: state.position, .inference)
    for (index, layer) in decoderLayers.enumerated() {
      states = try layer(next: states, cache: &state.caches[index], memoryPadding: state.padding)
    }
    state.position += 1
    return try logits(of: decoderNorm(states).select(axis: 1, 0))
  }

  /// √d times the tokens' vectors, plus their positions.
  private func embedded(_ tokens: Tensor, from first: Int, _ mode: ForwardMode) throws(TensorError) -> Tensor {
    let vectors = try table.embedding(tokens) * Double(configuration.features).squareRoot()
    return try dropout(vectors + positions.narrow(axis: 0, start: first, length: tokens.shape[1]), mode)
  }

  /// sin(p·10000^(−i/d)) for even i, cos(p·10000^(−(i − 1)/d)) for odd i: `[count, width]`.
  private static func sinusoids(_ count: Int, width: Int) throws(TensorError) -> Tensor {
    var values: [Float] = []
    for position in 0..<count {
      for index in 0..<width {
        let angle = Double(position) * pow(10_000, -Double(index & ~1) / Double(width))
        values.append(Float(index.isMultiple(of: 2) ? sin(angle) : cos(angle)))
      }
    }
    return try Tensor(values, shape: [count, width])
  }
}

/// Pre-norm transformer encoder layers and a last layer normalisation (`torch.nn.TransformerEncoder`).
private struct EncoderStack: Module {
  private let layers: [TransformerEncoderLayer]
  private let norm: LayerNorm

  init(_ shape: TransformerShape, layers count: Int, generator: TensorGenerator) throws(TensorError) {
    var layers: [TransformerEncoderLayer] = []
    for _ in 0..<count { layers.append(try TransformerEncoderLayer(shape, generator: generator)) }
    self.layers = layers
    norm = try LayerNorm(shape.features)
  }

  var parameters: [NamedTensor] {
    layers.enumerated().flatMap { $1.parameters(under: "layers.\($0)") } + norm.parameters(under: "norm")
  }

  func callAsFunction(_ input: Tensor, mask: AttentionMask, _ mode: ForwardMode) throws(TensorError) -> Tensor {
    var tokens = input
    for layer in layers { tokens = try layer(tokens, mask: mask, mode) }
    return try norm(tokens)
  }
}

/// Two linear maps with a ReLU between them and a layer normalisation: symbols back to features.
private struct ChannelDecoder: Module {
  private let first: Linear
  private let second: Linear
  private let norm: LayerNorm

  init(_ configuration: TranslationConfiguration, generator: TensorGenerator) throws(TensorError) {
    first = try Linear(
      2 * configuration.maximumSymbolsPerWord + ChannelQuality.inputs, configuration.hidden, generator: generator)
    second = try Linear(configuration.hidden, configuration.features, generator: generator)
    norm = try LayerNorm(configuration.features)
  }

  var parameters: [NamedTensor] {
    first.parameters(under: "linear1") + second.parameters(under: "linear2") + norm.parameters(under: "norm")
  }

  func callAsFunction(_ received: Tensor) throws(TensorError) -> Tensor { try norm(second(first(received).relu())) }
}

/// How far some translations have come.
struct DecoderState {
  fileprivate(set) var caches: [DecoderLayerCache]
  fileprivate(set) var padding: Tensor?
  fileprivate(set) var position = 0

  fileprivate init(caches: [DecoderLayerCache], padding: Tensor?) {
    self.caches = caches
    self.padding = padding
  }

  /// Goes on with some rows, in this order.
  mutating func keep(_ rows: [Int]) throws(TensorError) {
    let indices = try Tensor(indices: rows)
    for index in caches.indices { try caches[index].keep(indices) }
    padding = try padding?.indexSelect(axis: 0, indices)
  }

  /// Goes on with the tokens of other rows; row i looks at the same sentence as the row that it takes them from.
  mutating func takePast(of rows: [Int]) throws(TensorError) {
    let indices = try Tensor(indices: rows)
    for index in caches.indices { try caches[index].takePast(of: indices) }
  }
}

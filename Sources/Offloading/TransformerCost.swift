/// How the floating-point operations of a Transformer are counted.
public enum FLOPModel: String, Codable, Hashable, Sendable, CaseIterable {
  /// As printed in [Ji24], Appendix A: (30) and (31) count the heads twice, the feed-forward layer has 2BShH² operations
  /// and the output layer lacks h. The default, since the paper's timing rests on it.
  case paper
  /// The usual count: attention 8BSd² + 4BS²d, feed-forward layer (width 4d) 16BSd², output layer 2BSd·n_vocab.
  case standard
}

/// The dimensions of a semantic encoder and decoder, and the operations they take: Eqs. (29) to (33) of Ji et al.
/// [Ji24], Appendix A.
///
/// Symbols: B inputs, S tokens each, d = h·H the width, h the heads, L layers on either side.
public struct TransformerCost: Hashable, Sendable {
  /// B, the inputs of one task: the sentences of a paragraph; 1 for a picture.
  public let inputs: Int
  /// S, the tokens of an input: words or patches.
  public let tokens: Int
  /// d, the width of a token.
  public let width: Int
  /// h, the attention heads; they divide the width.
  public let heads: Int
  /// L, the layers of the encoder, and of the decoder.
  public let layers: Int
  /// k, the complex symbols per token; the channel encoder puts out n_out = 2k real numbers.
  public let symbolsPerToken: Int
  /// n_vocab, the classes of the decoder's output layer; 0 for a decoder without one.
  public let vocabulary: Int

  /// Names the dimensions.
  public init(
    inputs: Int, tokens: Int, width: Int, heads: Int, layers: Int, symbolsPerToken: Int, vocabulary: Int
  ) {
    precondition(heads >= 1 && width % heads == 0, "expected heads that divide the width \(width), found \(heads)")
    self.inputs = inputs
    self.tokens = tokens
    self.width = width
    self.heads = heads
    self.layers = layers
    self.symbolsPerToken = symbolsPerToken
    self.vocabulary = vocabulary
  }

  /// B·S·k, the complex symbols of one task.
  public var symbols: Int { inputs * tokens * symbolsPerToken }

  /// F_encoder = L·(F_atten + F_FFN) + F_dense, Eq. (32), with F_dense = 2BS·hH·n_out.
  public func encoderFLOPs(_ model: FLOPModel) -> Double {
    let dense = 2 * inputTokens * Double(width) * Double(2 * symbolsPerToken)
    return Double(layers) * (attentionFLOPs(model) + feedForwardFLOPs(model)) + dense
  }

  /// F_decoder = L·(2F_atten + F_FFN) + F_vocab, Eq. (33), with F_vocab = 2BSH·n_vocab as printed, 2BSd·n_vocab usually.
  public func decoderFLOPs(_ model: FLOPModel) -> Double {
    let rows = model == .paper ? headWidth : Double(width)
    let output = 2 * inputTokens * rows * Double(vocabulary)
    return Double(layers) * (2 * attentionFLOPs(model) + feedForwardFLOPs(model)) + output
  }

  /// F_atten = h·(F₁ + F₂) + 2BSh²H², Eqs. (29) to (31): 8BSh²H² + 4BS²h²H as printed, 8BSd² + 4BS²d usually.
  private func attentionFLOPs(_ model: FLOPModel) -> Double {
    let projections = 8 * inputTokens * Double(width * width)
    let repeated = model == .paper ? Double(heads) : 1
    return projections + 4 * inputTokens * Double(tokens) * Double(width) * repeated
  }

  /// F_FFN: 2BShH² as printed, 16BSd² usually.
  private func feedForwardFLOPs(_ model: FLOPModel) -> Double {
    switch model {
    case .paper: 2 * inputTokens * Double(width) * headWidth
    case .standard: 16 * inputTokens * Double(width * width)
    }
  }

  /// B·S.
  private var inputTokens: Double { Double(inputs * tokens) }

  /// H = d/h.
  private var headWidth: Double { Double(width) / Double(heads) }
}

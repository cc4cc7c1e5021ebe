public import Tasks

/// What one task asks of processors and of the channel: the l^Q and the S^Q·k^Q of Ji et al. [Ji24].
///
/// These are those of the paper's models, which time the emulation whatever network is really run.
public struct Workload: Hashable, Codable, Sendable {
  /// The operations of the semantic encoders.
  public let encoderFLOPs: Double
  /// The operations of the semantic decoders.
  public let decoderFLOPs: Double
  /// S·k, the complex symbols of the task.
  public let symbols: Int

  /// Creates a workload from its parts.
  public init(encoderFLOPs: Double, decoderFLOPs: Double, symbols: Int) {
    self.encoderFLOPs = encoderFLOPs
    self.decoderFLOPs = decoderFLOPs
    self.symbols = symbols
  }

  /// l, the operations of the whole task.
  public var totalFLOPs: Double { encoderFLOPs + decoderFLOPs }

  init(_ parts: [TransformerCost], _ model: FLOPModel) {
    self.init(
      encoderFLOPs: parts.reduce(0) { $0 + $1.encoderFLOPs(model) },
      decoderFLOPs: parts.reduce(0) { $0 + $1.decoderFLOPs(model) },
      symbols: parts.reduce(0) { $0 + $1.symbols })
  }
}

extension OffloadingParameters {
  /// The workload of one task: a paragraph of ten sentences, a picture, or a picture with a question of one sentence.
  public func workload(of modality: Modality) -> Workload {
    switch modality {
    case .text: Workload([text(sentences: 10)], flopModel)
    case .image: Workload([picture], flopModel)
    case .bimodal: Workload([picture, text(sentences: 1)], flopModel)
    }
  }

  /// The text model: six layers of width 512 with eight heads, twenty words a sentence, 22 234 words known.
  private func text(sentences: Int) -> TransformerCost {
    TransformerCost(
      inputs: sentences, tokens: 20, width: 512, heads: 8, layers: 6, symbolsPerToken: symbolsPerWord,
      vocabulary: 22_234)
  }

  /// The image model: six layers of width 384 with six heads, 14 × 14 patches and a class token.
  private var picture: TransformerCost {
    TransformerCost(
      inputs: 1, tokens: 197, width: 384, heads: 6, layers: 6, symbolsPerToken: symbolsPerPatch, vocabulary: 0)
  }
}

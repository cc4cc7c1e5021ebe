public import Tasks

/// What one task asks of processors and of the channel: the l^Q and the S^Q·k^Q of Ji et al. [Ji24].
///
/// Either of the paper's models, or counted of the model that is run: ``TimedModel``.
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

  /// The same operations for a burst of another length.
  ///
  /// - Parameter symbols: S·k of the burst that is sent.
  /// - Returns: the workload with these symbols.
  public func sending(symbols: Int) -> Workload {
    Workload(encoderFLOPs: encoderFLOPs, decoderFLOPs: decoderFLOPs, symbols: symbols)
  }

  init(_ parts: [TransformerCost], _ model: FLOPModel) {
    self.init(
      encoderFLOPs: parts.reduce(0) { $0 + $1.encoderFLOPs(model) },
      decoderFLOPs: parts.reduce(0) { $0 + $1.decoderFLOPs(model) },
      symbols: parts.reduce(0) { $0 + $1.symbols })
  }
}

extension OffloadingParameters {
  /// The workload that times one task, as ``timedModel`` has it.
  ///
  /// - Parameters:
  ///   - modality: what the task carries.
  ///   - run: what the model that is run takes for it, counted; it has to be there where that model is timed.
  /// - Returns: the paper's workload, or `run`.
  public func workload(of modality: Modality, run: Workload?) -> Workload {
    switch timedModel {
    case .paper: return workload(of: modality)
    case .run:
      guard let run else {
        preconditionFailure("the model that is run is timed, but nobody has counted its operations")
      }
      return run
    }
  }

  /// The workload of one task of the paper's models: a paragraph of ten sentences, a picture, or a picture with a question of one sentence.
  public func workload(of modality: Modality) -> Workload {
    switch modality {
    case .text: Workload([text(sentences: 10)], flopModel)
    case .image: Workload([picture], flopModel)
    case .bimodal: Workload([picture, text(sentences: 1)], flopModel)
    }
  }

  /// k^T and k^I, as a task of a modality needs them.
  public func symbols(of modality: Modality) -> SymbolCounts {
    switch modality {
    case .text: SymbolCounts(words: symbolsPerWord)
    case .image: SymbolCounts(patches: symbolsPerPatch)
    case .bimodal: SymbolCounts(words: symbolsPerWord, patches: symbolsPerPatch)
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

import Tasks

/// Sizes of question-answering networks.
public enum QuestionAnsweringPreset: String, Codable, Sendable, CaseIterable {
  /// The sizes of Ji et al. [Ji24]: six layers each, d = 512 for text and 384 for pictures.
  case paper
  /// For two cores.
  case small
  /// One narrow layer each and no channel, for a UE that answers where it is.
  case local
}

extension QuestionAnsweringConfiguration {
  /// The most words of a question that networks of the presets take.
  static let mostWords = 32

  /// The network of a preset for training questions.
  ///
  /// - Parameters:
  ///   - questions: give the name, the vocabulary, the answers and the shape of the pictures.
  ///   - preset: the sizes.
  ///   - seed: the seed of the training.
  public init(for questions: TrainingQuestions, preset: QuestionAnsweringPreset = .small, seed: UInt64 = 1) {
    let side = max(questions.shape.width, questions.shape.height)
    dataSet = questions.name
    pictures = questions.shape
    answers = questions.answers
    vocabulary = questions.vocabulary
    maximumWords = Self.mostWords
    self.seed = seed
    steps = 0
    switch preset {
    case .paper:
      question = TransformerSizes(features: 512, heads: 8, hidden: 2048, layers: 6)
      picture = TransformerSizes(features: 384, heads: 6, hidden: 1536, layers: 6)
      fusion = TransformerSizes(features: 512, heads: 8, hidden: 2048, layers: 6)
      (stemChannels, stemResidualBlocks) = ([96, 192], [0, 1, 0])
      symbols = SymbolLimits(perWord: 20, perPatch: 32)
    case .small:
      let layer = TransformerSizes(features: 64, heads: 4, hidden: 256, layers: 1)
      (question, picture, fusion) = (layer, layer, layer)
      fusion.layers = 3
      (stemChannels, stemResidualBlocks) = side > 48 ? ([16, 32, 32], [0, 0, 1, 0]) : ([16, 32], [0, 1, 0])
      symbols = SymbolLimits(perWord: 20, perPatch: 32)
    case .local:
      let layer = TransformerSizes(features: 48, heads: 4, hidden: 96, layers: 1)
      (question, picture, fusion) = (layer, layer, layer)
      (stemChannels, stemResidualBlocks) = (side > 48 ? [8, 16, 32] : [8, 16], [])
      symbols = nil
    }
  }
}

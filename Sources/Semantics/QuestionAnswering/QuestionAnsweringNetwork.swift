import Tasks
import Tensors

/// The network of visual question answering over a channel: a semantic and a channel encoder for the question and for
/// the picture on the UE; channel decoders, fusion and answer at the server.
///
/// With B samples, questions of L words, pictures of T tokens, k^T symbols per word and k^I per patch. Without a
/// channel the features of both go straight into the fusion.
struct QuestionAnsweringNetwork: Module {
  /// What is sent over the channel, and how it is received.
  private struct Link: Module {
    let questionEncoder: ChannelEncoder
    let pictureEncoder: ChannelEncoder
    let questionDecoder: Linear
    let pictureDecoder: Linear

    init(
      _ configuration: QuestionAnsweringConfiguration, _ limits: QuestionAnsweringConfiguration.SymbolLimits,
      generator: TensorGenerator
    ) throws(TensorError) {
      let width = configuration.fusion.features
      questionEncoder = try ChannelEncoder(
        configuration.question.features, maximum: limits.perWord, generator: generator)
      pictureEncoder = try ChannelEncoder(
        configuration.picture.features, maximum: limits.perPatch, generator: generator)
      questionDecoder = try Linear(2 * limits.perWord + ChannelQuality.inputs, width, generator: generator)
      pictureDecoder = try Linear(2 * limits.perPatch + ChannelQuality.inputs, width, generator: generator)
    }

    var parameters: [NamedTensor] {
      questionEncoder.parameters(under: "question_channel_encoder")
        + pictureEncoder.parameters(under: "picture_channel_encoder")
        + questionDecoder.parameters(under: "question_channel_decoder")
        + pictureDecoder.parameters(under: "picture_channel_decoder")
    }
  }

  private let configuration: QuestionAnsweringConfiguration
  private let embedding: Tensors.Embedding
  private let questionEncoder: TokenTransformer
  private let pictureEncoder: PictureEncoder
  private let link: Link?
  private let fusion: AnswerFusion
  private let head: Linear

  init(_ configuration: QuestionAnsweringConfiguration, generator: TensorGenerator) throws(TensorError) {
    self.configuration = configuration
    embedding = try Tensors.Embedding(
      configuration.vocabulary.count + 1, configuration.question.features, padding: QuestionVocabulary.unknown,
      generator: generator)
    questionEncoder = try TokenTransformer(
      configuration.question, positions: configuration.maximumWords, deviation: AnswerFusion.positionDeviation,
      generator: generator)
    pictureEncoder = try PictureEncoder(
      configuration.pictures, stemChannels: configuration.stemChannels,
      residualBlocks: configuration.stemResidualBlocks, configuration.picture,
      positionDeviation: AnswerFusion.positionDeviation, generator: generator)
    link =
      if let limits = configuration.symbols {
        try Link(configuration, limits, generator: generator)
      } else {
        nil
      }
    fusion = try AnswerFusion(
      configuration.fusion, words: configuration.maximumWords, patches: configuration.pictureTokens,
      generator: generator)
    head = try Linear(configuration.fusion.features, configuration.answers.count, generator: generator)
  }

  var parameters: [NamedTensor] {
    embedding.parameters(under: "question_encoder.embedding") + questionEncoder.parameters(under: "question_encoder")
      + pictureEncoder.parameters(under: "picture_encoder") + (link?.parameters ?? [])
      + fusion.parameters(under: "fusion")
      + head.parameters(under: "head")
  }

  var buffers: [NamedTensor] { pictureEncoder.buffers(under: "picture_encoder") }

  /// The semantic features of questions: `[B, L, d]`; those of padding mean nothing.
  func features(of questions: TokenBatch, _ mode: ForwardMode) throws(TensorError) -> Tensor {
    try questionEncoder(embedding(questions.tokens), padding: questions.padding, mode)
  }

  /// The semantic features of pictures: `[B, channels, H, W]` to `[B, T, d]`, the class token first.
  func features(of pictures: Tensor, _ mode: ForwardMode) throws(TensorError) -> Tensor {
    try pictureEncoder(pictures, mode)
  }

  /// The symbols of questions: `[B, L, d]` to `[B, L, 2k^T]`, zeros for padding; each question has mean power 1.
  func questionSymbols(
    of features: Tensor, lengths: [Int], symbolsPerWord: Int
  ) throws(TensorError) -> Tensor {
    guard let link else { return features }
    return try link.questionEncoder(features, symbolsPerToken: symbolsPerWord, lengths: lengths)
  }

  /// The symbols of pictures: `[B, T, d]` to `[B, T, 2k^I]`; each picture has mean power 1.
  func pictureSymbols(of features: Tensor, symbolsPerPatch: Int) throws(TensorError) -> Tensor {
    guard let link else { return features }
    return try link.pictureEncoder(features, symbolsPerToken: symbolsPerPatch)
  }

  /// What the server makes of the received tokens.
  ///
  /// - Parameters:
  ///   - question: `[B, L, 2·k^T_max + 2]`, for each word its symbols, zeros for those not sent, then the two numbers
  ///     of ``ChannelQuality``; without a channel the features `[B, L, d]`.
  ///   - picture: likewise for each patch.
  ///   - padding: `[B, L]`, true behind the end of a question; nil when all have L words.
  ///   - mode: training or inference.
  /// - Returns: the logits of the answers before the softmax, and what the fusion gives beside them.
  /// - Throws: `TensorError` for tensors of other shapes.
  func decode(
    question: Tensor, picture: Tensor, padding: Tensor?, _ mode: ForwardMode
  ) throws(TensorError) -> (logits: Tensor, grounding: Tensor, groundedWords: Tensor) {
    let words = try link?.questionDecoder(question) ?? question
    let patches = try link?.pictureDecoder(picture) ?? picture
    let (answer, grounding, groundedWords) = try fusion(words: words, patches: patches, padding: padding, mode)
    return (try head(answer), grounding, groundedWords)
  }
}

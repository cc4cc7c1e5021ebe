public import Tasks
import Tensors

/// A trained codec for visual question answering: a picture and a question to symbols on the UE, symbols to an answer
/// at the server.
///
/// A model belongs to the thread that loaded it. Every pass is one of inference; the same calls in the same order give
/// the same bits on machines with the same numerics fingerprint.
public final class QuestionAnsweringModel {
  /// What the model is.
  public let configuration: QuestionAnsweringConfiguration
  /// The SHA-256 digest of the weights' file in lower-case hexadecimal.
  public let digest: String
  /// The weights' file.
  public let path: String

  private let network: QuestionAnsweringNetwork
  let vocabulary: QuestionVocabulary

  init(_ file: CodecFile<QuestionAnsweringConfiguration>) throws {
    configuration = file.configuration
    digest = file.digest
    path = file.path
    network = try QuestionAnsweringNetwork(file.configuration, generator: TensorGenerator(seed: 0))
    vocabulary = QuestionVocabulary(file.configuration.vocabulary)
    try file.load(into: network)
  }

  /// Reads a model.
  ///
  /// - Parameter path: a safetensors file that the codec trainer wrote.
  /// - Returns: the model, ready to work.
  /// - Throws: `SafetensorsError` for a file that is missing or damaged, ``ModelError`` for one that holds no
  ///   question-answering model, `ParameterMismatch` for weights that do not fit their own configuration.
  public static func load(_ path: String) throws -> QuestionAnsweringModel {
    try QuestionAnsweringModel(CodecFile(reading: path))
  }

  /// Refuses a data set that the model was not made for.
  ///
  /// - Parameter data: what the model is to work on.
  /// - Throws: ``ModelError`` naming the file, both shapes and the remedy.
  public func require(_ data: any PictureQuestions) throws(ModelError) {
    let wanted = data.pictureShape
    guard wanted == configuration.pictures, data.answers == configuration.answers else {
      throw ModelError(
        place: path,
        expected: "a model with the \(data.answers.count) answers of \(data.name), for pictures of \(wanted.words)",
        found: "one with the \(configuration.answers.count) answers of \(configuration.dataSet), for pictures of "
          + configuration.pictures.words,
        remedy: ModelError.trainAgain(QuestionAnsweringConfiguration.command, data: data.name))
    }
  }

  /// Encodes a picture and a question into symbols, as a UE that offloads does.
  ///
  /// - Parameters:
  ///   - picture: of the configuration's shape.
  ///   - question: 1…`maximumWords` words; those that the model does not know count as words without a meaning.
  ///   - symbolsPerWord: k^T, 1…k^T_max.
  ///   - symbolsPerPatch: k^I, 1…k^I_max.
  /// - Returns: a burst of two parts, the question's words and the picture's tokens, each of unit average power.
  /// - Throws: ``ModelError`` for a picture of another shape, a question without words or with too many, a k that is
  ///   out of range, or a model without a channel.
  public func encode(
    _ picture: Picture, question: String, symbolsPerWord: Int, symbolsPerPatch: Int
  ) throws -> SymbolBurst {
    let counts = SymbolCounts(words: symbolsPerWord, patches: symbolsPerPatch)
    return try encode(batch: [(picture, question)], symbols: [counts])[0][0]
  }

  /// Encodes samples as one batch with each of some numbers of symbols, for measurements.
  ///
  /// - Returns: for each sample a burst for each pair of numbers.
  func encode(
    batch samples: [(picture: Picture, question: String)], symbols: [SymbolCounts]
  ) throws -> [[SymbolBurst]] {
    for counts in symbols { try check(counts) }
    let questions = try samples.map { try indices(of: $0.question) }
    let pictures = try input(samples.map(\.picture))
    return try withoutGradient {
      let batch = try TokenBatch(questions)
      let (words, patches) = try (network.features(of: batch, .inference), network.features(of: pictures, .inference))
      var questionSymbols: [Int: [Float]] = [:]
      var pictureSymbols: [Int: [Float]] = [:]
      for counts in symbols {
        if questionSymbols[counts.words] == nil {
          questionSymbols[counts.words] = try network.questionSymbols(
            of: words, lengths: batch.lengths, symbolsPerWord: counts.words
          ).floats()
        }
        if pictureSymbols[counts.patches] == nil {
          pictureSymbols[counts.patches] = try network.pictureSymbols(
            of: patches, symbolsPerPatch: counts.patches
          ).floats()
        }
      }
      let longest = batch.lengths.max() ?? 0
      return samples.indices.map { index in
        symbols.map { counts in
          let question = BurstPart(tokens: batch.lengths[index], symbolsPerToken: counts.words)
          let picture = BurstPart(tokens: configuration.pictureTokens, symbolsPerToken: counts.patches)
          let (row, width) = (2 * longest * counts.words * index, 2 * picture.symbols)
          let samples =
            (questionSymbols[counts.words] ?? [])[row..<(row + 2 * question.symbols)]
            + (pictureSymbols[counts.patches] ?? [])[(width * index)..<(width * (index + 1))]
          return SymbolBurst(samples: Array(samples), parts: [question, picture])
        }
      }
    }
  }

  /// Equalises and decodes bursts as one batch in the order given, as the server does with a slot's arrivals.
  ///
  /// - Parameter bursts: any number; their words and their k may differ.
  /// - Returns: for each the index of an answer in the configuration's ``QuestionAnsweringConfiguration/answers``.
  /// - Throws: ``ModelError`` for a burst of other dimensions than the model's.
  public func decode(batch bursts: [ReceivedBurst]) throws -> [Int] {
    guard !bursts.isEmpty else { return [] }
    let limits = try requireChannel()
    for burst in bursts { try check(burst, limits) }
    let (lengths, tokens) = (bursts.map { $0.parts[0].tokens }, configuration.pictureTokens)
    let longest = lengths.max() ?? 0
    var words: [Float] = []
    var patches: [Float] = []
    let width = 2 * limits.perWord + ChannelQuality.inputs
    for (burst, length) in zip(bursts, lengths) {
      burst.appendRows(ofPart: 0, maximum: limits.perWord, to: &words)
      words += repeatElement(0, count: (longest - length) * width)
      burst.appendRows(ofPart: 1, maximum: limits.perPatch, to: &patches)
    }
    return try withoutGradient {
      let question = try Tensor(words, shape: [bursts.count, longest, width])
      let picture = try Tensor(
        patches, shape: [bursts.count, tokens, 2 * limits.perPatch + ChannelQuality.inputs])
      return try network.decode(
        question: question, picture: picture, padding: TokenBatch.padding(lengths), .inference
      ).logits.argmax(axis: 1).integers()
    }
  }

  /// The answer to a question that is handled where it is asked: all k_max symbols, no noise.
  ///
  /// - Parameters:
  ///   - picture: of the configuration's shape.
  ///   - question: 1…`maximumWords` words.
  /// - Returns: the index of an answer.
  /// - Throws: ``ModelError`` for a picture of another shape, or a question without words or with too many.
  public func answerLocally(_ picture: Picture, question: String) throws -> Int {
    try answerLocally(batch: [(picture, question)])[0]
  }

  /// The local answers to questions that go through the network as one batch.
  func answerLocally(batch samples: [(picture: Picture, question: String)]) throws -> [Int] {
    if let limits = configuration.symbols {
      let all = SymbolCounts(words: limits.perWord, patches: limits.perPatch)
      return try decode(
        batch: encode(batch: samples, symbols: [all]).map { ReceivedBurst(untouched: $0[0]) })
    }
    let questions = try samples.map { try indices(of: $0.question) }
    let pictures = try input(samples.map(\.picture))
    return try withoutGradient {
      let batch = try TokenBatch(questions)
      return try network.decode(
        question: network.features(of: batch, .inference), picture: network.features(of: pictures, .inference),
        padding: batch.padding, .inference
      ).logits.argmax(axis: 1).integers()
    }
  }
}

import Tensors

/// A trained codec for translation, DeepSC [Xie21] as in Ji et al. [Ji24], Section II-B: sentences to symbols on the UE,
/// symbols to sentences of the other language at the server.
///
/// A model belongs to the thread that loaded it. Every pass is one of inference; the same calls in the same order give
/// the same bits on machines with the same numerics fingerprint. Which sentences share a batch changes sums by rounding
/// alone.
public final class TranslationModel {
  /// What the model is.
  public let configuration: TranslationConfiguration
  /// The SHA-256 digest of the weights' file in lower-case hexadecimal.
  public let digest: String
  /// The weights' file.
  public let path: String
  /// How translations are searched for; greedily unless told otherwise.
  public var search = TranslationSearch.greedy

  private let network: TranslationNetwork

  /// How many sentences go through the network at once.
  private static let batchSize = 64

  init(_ file: CodecFile<TranslationConfiguration>) throws {
    configuration = file.configuration
    digest = file.digest
    path = file.path
    network = try TranslationNetwork(file.configuration, generator: TensorGenerator(seed: 0))
    try file.load(into: network)
  }

  /// Reads a model.
  ///
  /// - Parameter path: a safetensors file that the codec trainer wrote; weights of 16 bits are widened.
  /// - Returns: the model, ready to work.
  /// - Throws: `SafetensorsError` for a file that is missing or damaged, ``ModelError`` for one that holds no translation
  ///   model, `ParameterMismatch` for weights that do not fit their own configuration.
  public static func load(_ path: String) throws -> TranslationModel { try TranslationModel(CodecFile(reading: path)) }

  /// Encodes sentences into one burst, as a UE that offloads does.
  ///
  /// - Parameters:
  ///   - sentences: at least one; each becomes a part of the burst with a token for each byte pair and the end mark.
  ///   - symbolsPerWord: k, 1…k_max, complex symbols for each token.
  /// - Returns: the burst; each part has unit average power.
  /// - Throws: ``ModelError`` for a sentence without a word or with too many tokens, naming it, for no sentence, or for a
  ///   k that is out of range.
  public func encode(_ sentences: [String], symbolsPerWord: Int) throws -> SymbolBurst {
    guard !sentences.isEmpty else {
      throw ModelError(
        place: path, expected: "at least one sentence", found: "none", remedy: "Give the text that is to be translated")
    }
    let bursts = try encode(batch: sentences, symbolsPerWord: [symbolsPerWord])
    return SymbolBurst(samples: bursts.flatMap { $0[0].samples }, parts: bursts.flatMap { $0[0].parts })
  }

  /// Encodes sentences with each of some numbers of symbols per word, for measurements.
  ///
  /// - Returns: for each sentence a burst for each k.
  func encode(batch sentences: [String], symbolsPerWord: [Int]) throws -> [[SymbolBurst]] {
    for count in symbolsPerWord { try check(symbolsPerWord: count) }
    var bursts: [[SymbolBurst]] = []
    let tokens = try sentences.enumerated().map { try self.tokens(of: $1, number: $0 + 1) }
    for start in stride(from: 0, to: tokens.count, by: TranslationModel.batchSize) {
      let part = Array(tokens[start..<min(start + TranslationModel.batchSize, tokens.count)])
      bursts += try withoutGradient { try encode(part, symbolsPerWord) }
    }
    return bursts
  }

  private func encode(_ sentences: [[Int]], _ symbolsPerWord: [Int]) throws(TensorError) -> [[SymbolBurst]] {
    let source = try TokenBatch(sentences)
    let features = try network.features(of: source, .inference)
    var bursts = [[SymbolBurst]](repeating: [], count: sentences.count)
    for count in symbolsPerWord {
      let samples = try network.symbols(of: features, source, symbolsPerWord: count).floats()
      let row = samples.count / sentences.count
      for (index, sentence) in sentences.enumerated() {
        bursts[index].append(
          SymbolBurst(
            samples: Array(samples[(row * index)..<(row * index + 2 * count * sentence.count)]),
            parts: [BurstPart(tokens: sentence.count, symbolsPerToken: count)]))
      }
    }
    return bursts
  }

  /// Refuses a number of symbols that the model does not have.
  func check(symbolsPerWord: Int) throws(ModelError) {
    let range = 1...configuration.maximumSymbolsPerWord
    guard range.contains(symbolsPerWord) else {
      throw ModelError(
        place: path, expected: "from 1 to \(range.upperBound) symbols per word", found: "\(symbolsPerWord)",
        remedy: "Ask for fewer symbols per word, or train a model with a larger k_max")
    }
  }

  /// A sentence's tokens and the end mark.
  private func tokens(of sentence: String, number: Int) throws(ModelError) -> [Int] {
    let tokens = configuration.vocabulary.tokens(of: sentence)
    func fault(_ expected: String, _ found: String, _ remedy: String) -> ModelError {
      let start = sentence.prefix(40)
      return ModelError(
        place: "sentence \(number) of the text (\"\(start)\(start.endIndex < sentence.endIndex ? "…" : "")\")",
        expected: expected, found: found, remedy: remedy)
    }
    guard !tokens.isEmpty else { throw fault("at least one word", "none", "Leave empty sentences out") }
    guard tokens.count < configuration.maximumTokens else {
      throw fault(
        "at most \(configuration.maximumTokens - 1) tokens, as \(path) was trained for", "\(tokens.count)",
        "Split the sentence")
    }
    return tokens + [Vocabulary.end]
  }

  /// Equalises bursts and translates all their sentences, as the server does with a slot's arrivals.
  ///
  /// - Parameter bursts: any number; sentences, lengths and k may differ.
  /// - Returns: for each burst a translation of each of its parts.
  /// - Throws: ``ModelError`` for a burst that is none of this model's.
  public func decode(batch bursts: [ReceivedBurst]) throws -> [[String]] {
    var translations: [[String]] = []
    var places: [(burst: Int, part: Int)] = []
    for (index, burst) in bursts.enumerated() {
      try check(burst)
      translations.append([String](repeating: "", count: burst.parts.count))
      places += burst.parts.indices.map { (index, $0) }
    }
    // Sentences of like length share a batch: less padding.
    let length = { (place: (burst: Int, part: Int)) in bursts[place.burst].parts[place.part].tokens }
    let order = places.indices.sorted { (length(places[$0]), $0) < (length(places[$1]), $1) }
    for start in stride(from: 0, to: order.count, by: TranslationModel.batchSize) {
      let batch = order[start..<min(start + TranslationModel.batchSize, order.count)].map { places[$0] }
      let texts = try withoutGradient { try decode(batch.map { (bursts[$0.burst], $0.part) }) }
      for (place, text) in zip(batch, texts) { translations[place.burst][place.part] = text }
    }
    return translations
  }

  private func decode(_ parts: [(burst: ReceivedBurst, index: Int)]) throws(TensorError) -> [String] {
    let counts = parts.map { $0.burst.parts[$0.index].tokens }
    let width = 2 * configuration.maximumSymbolsPerWord + ChannelQuality.inputs
    let length = counts.max() ?? 0
    var input: [Float] = []
    input.reserveCapacity(parts.count * length * width)
    for (part, count) in zip(parts, counts) {
      part.burst.appendRows(ofPart: part.index, maximum: configuration.maximumSymbolsPerWord, to: &input)
      input += repeatElement(0, count: (length - count) * width)
    }
    let received = try Tensor(input, shape: [parts.count, length, width])
    let memory = try network.memory(of: received, padding: TokenBatch.padding(counts), .inference)
    let tokens = try network.translate(
      memory: memory, counts: counts, maximum: configuration.maximumTokens, search)
    return tokens.map { configuration.vocabulary.sentence(of: $0) }
  }

  private func check(_ burst: ReceivedBurst) throws(ModelError) {
    let (words, most) = (configuration.maximumTokens, configuration.maximumSymbolsPerWord)
    guard burst.isWhole, !burst.parts.isEmpty,
      burst.parts.allSatisfy({ (1...words).contains($0.tokens) && (1...most).contains($0.symbolsPerToken) })
    else {
      throw ModelError(
        place: path, expected: "sentences of 1 to \(words) tokens with 1 to \(most) symbols each", found: burst.words,
        remedy: "Encode with the model that decodes")
    }
  }

  /// Translates on the UE: all k_max symbols, no noise.
  ///
  /// - Parameter sentences: any number.
  /// - Returns: a translation of each.
  /// - Throws: ``ModelError`` for a sentence without a word or with too many tokens.
  public func translateLocally(_ sentences: [String]) throws -> [String] {
    let bursts = try encode(batch: sentences, symbolsPerWord: [configuration.maximumSymbolsPerWord])
    return try decode(batch: bursts.map { ReceivedBurst(untouched: $0[0]) }).map { $0[0] }
  }
}

public import Tasks

/// Measures a translation model over the channel: all points on the same test sentences, each with noise of its own.
///
/// The measure is corpus BLEU [Papineni02] as sacreBLEU computes it by default, of all sentences together.
public struct TranslationEvaluation: CodecEvaluation {
  let model: TranslationModel
  let settings: EvaluationSettings
  let count: Int
  let batchSize = 256
  let emptyScore = TranslationScore()
  private let text: any ParallelText
  private let search: TranslationSearch

  /// Prepares a measurement.
  ///
  /// - Parameters:
  ///   - model: what is measured; its search becomes `search`.
  ///   - text: with its test split open.
  ///   - search: how translations are searched for, on the UE and at the server.
  ///   - settings: what it is measured over; the axis is k^T.
  /// - Throws: ``ModelError`` for a k, a number of samples or a sentence that does not fit.
  public init(
    model: TranslationModel, text: any ParallelText, search: TranslationSearch = .greedy, settings: EvaluationSettings
  ) throws {
    for counts in settings.axes.rows { try model.check(symbolsPerWord: counts.words) }
    try Self.check(settings, available: text.count(of: .test), of: model)
    self.model = model
    self.text = text
    self.search = search
    self.settings = settings
    count = min(settings.samples, text.count(of: .test))
    try model.require(text, first: count)
  }

  /// Carries the measurement out.
  ///
  /// - Parameter report: told how many sentences are done, of how many.
  /// - Returns: the figures.
  /// - Throws: `DataSetError` for a pair that cannot be read, ``ModelError`` for a sentence that the model cannot take.
  public func run(
    report: (_ done: Int, _ count: Int) -> Void = { _, _ in }
  ) throws -> EvaluationReport<TranslationScore> {
    model.search = search
    return try measure(report: report)
  }

  var dataSet: String { text.name }

  func samples(_ indices: Range<Int>) throws -> [SentencePair] { try indices.map { try text.pair($0, of: .test) } }

  func encode(
    _ samples: [SentencePair], symbols: [SymbolCounts]
  ) throws -> (local: [String], bursts: [[SymbolBurst]]) {
    try encode(symbols, most: SymbolCounts(words: model.configuration.maximumSymbolsPerWord)) { symbols in
      try model.encode(batch: samples.map(\.source), symbolsPerWord: symbols.map(\.words))
    }
  }

  // The model sorts by length and makes batches itself: sentences of all levels that are alike share one.
  func decode(_ bursts: [ReceivedBurst]) throws -> [String] { try model.decode(batch: bursts).map { $0[0] } }

  func verdict(on answer: String, to sample: SentencePair) -> BLEUStatistics {
    BLEUStatistics(hypothesis: answer, reference: sample.target)
  }

  func record(_ verdict: BLEUStatistics, locally: BLEUStatistics, sample: Int, in score: inout TranslationScore) {
    score.add(verdict, sentence: sample)
  }
}

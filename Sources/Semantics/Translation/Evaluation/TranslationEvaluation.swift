public import Quantities
public import Tasks

/// Measures a translation model over the channel: all points on the same test sentences, each with noise of its own.
///
/// The measure is corpus BLEU [Papineni02] as sacreBLEU computes it by default, of all sentences together.
public struct TranslationEvaluation {
  /// What a translation codec is measured over.
  public struct Settings: Hashable, Sendable {
    /// The numbers of symbols per word.
    public var symbolsPerWord: [Int]
    /// The levels of the signal-to-noise ratio.
    public var snrs: [Decibels]
    /// Noise alone, or one draw of Rayleigh fading for each sentence; the levels are averages then.
    public var channel: EvaluationSettings.Channel
    /// How many sentences of the test split, from its first on; all of them when it has no more.
    public var samples: Int
    /// How translations are searched for, on the UE and at the server.
    public var search: TranslationSearch
    /// Names the random streams of noise and fading.
    public var seed: UInt64

    /// Puts settings together.
    ///
    /// - Parameters:
    ///   - symbolsPerWord: each 1…k_max of the model.
    ///   - snrs: finite levels.
    ///   - channel: noise alone, or fading too.
    ///   - samples: sentences for each point, ≥ 1.
    ///   - search: greedy, or with beams.
    ///   - seed: names the random streams.
    public init(
      symbolsPerWord: [Int] = [4, 8, 12, 16, 20], snrs: [Decibels], channel: EvaluationSettings.Channel = .awgn,
      samples: Int = 1000, search: TranslationSearch = .greedy, seed: UInt64 = 1
    ) {
      self.symbolsPerWord = symbolsPerWord
      self.snrs = snrs
      self.channel = channel
      self.samples = samples
      self.search = search
      self.seed = seed
    }
  }

  private let model: TranslationModel
  private let text: any ParallelText
  private let settings: Settings
  private let count: Int

  /// How many sentences are encoded at once.
  private static let batchSize = 256

  /// Prepares a measurement.
  ///
  /// - Parameters:
  ///   - model: what is measured; its search becomes the settings'.
  ///   - text: with its test split open.
  ///   - settings: what it is measured over.
  /// - Throws: ``ModelError`` for a k, a number of samples or a sentence that does not fit.
  public init(model: TranslationModel, text: any ParallelText, settings: Settings) throws {
    let most = model.configuration.maximumSymbolsPerWord
    guard settings.samples >= 1, text.count(of: .test) >= 1, settings.search.width >= 1,
      settings.symbolsPerWord.allSatisfy({ (1...most).contains($0) })
    else {
      throw ModelError(
        place: "the evaluation of \(model.path)",
        expected: "samples, beams, and numbers of symbols per word from 1 to \(most)",
        found: "\(settings.samples) of \(text.count(of: .test)) samples, \(settings.search.width) beams and "
          + "\(settings.symbolsPerWord) symbols per word",
        remedy: "Change --samples, --beam or --k")
    }
    self.model = model
    self.text = text
    self.settings = settings
    count = min(settings.samples, text.count(of: .test))
    try model.require(text, first: count)
  }

  /// Carries the measurement out.
  ///
  /// - Parameter report: told how many sentences are done, of how many.
  /// - Returns: the figures.
  /// - Throws: `DataSetError` for a pair that cannot be read, ``ModelError`` for a sentence that the model cannot take.
  public func run(report: (_ done: Int, _ count: Int) -> Void = { _, _ in }) throws -> TranslationReport {
    model.search = settings.search
    let channel = MeasurementChannel(kind: settings.channel, seed: settings.seed)
    var local = GroupedBLEU()
    var points = settings.symbolsPerWord.enumerated().flatMap { row, symbols in
      settings.snrs.map { (row: row, symbols: symbols, snr: $0, statistics: GroupedBLEU()) }
    }
    for start in stride(from: 0, to: count, by: Self.batchSize) {
      let indices = start..<min(start + Self.batchSize, count)
      let pairs = try indices.map { try text.pair($0, of: .test) }
      let sources = pairs.map(\.source)
      Self.add(try model.translateLocally(sources), of: indices, pairs, to: &local)
      let bursts = try model.encode(batch: sources, symbolsPerWord: settings.symbolsPerWord)
      for place in points.indices {
        let point = points[place]
        let received = zip(indices, bursts).map { index, bursts in
          channel.send(bursts[point.row], sample: index, symbols: "\(point.symbols)", snr: point.snr)
        }
        let translations = try model.decode(batch: received).map { $0[0] }
        Self.add(translations, of: indices, pairs, to: &points[place].statistics)
      }
      report(indices.upperBound, count)
    }
    return TranslationReport(
      model: model.path, digest: model.digest, dataSet: text.name, channel: settings.channel, seed: settings.seed,
      samples: count, local: local.total,
      points: points.map {
        MeasuredTranslations(
          symbolsPerWord: $0.symbols, snr: $0.snr.value, statistics: $0.statistics.total,
          standardError: $0.statistics.standardError)
      })
  }

  private static func add(
    _ translations: [String], of indices: Range<Int>, _ pairs: [SentencePair], to statistics: inout GroupedBLEU
  ) {
    for (index, (translation, pair)) in zip(indices, zip(translations, pairs)) {
      statistics.add(BLEUStatistics(hypothesis: translation, reference: pair.target), sentence: index)
    }
  }
}

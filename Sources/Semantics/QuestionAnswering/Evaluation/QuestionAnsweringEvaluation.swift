public import Quantities
public import Tasks

/// Measures a question-answering model over the channel: all points on the same test questions, each with noise of its
/// own.
public struct QuestionAnsweringEvaluation {
  /// What a question-answering codec is measured over.
  public struct Settings: Hashable, Sendable {
    /// k^T, the numbers of symbols per word.
    public var symbolsPerWord: [Int]
    /// k^I, the numbers of symbols per patch; every k^T is measured with every k^I.
    public var symbolsPerPatch: [Int]
    /// The levels of the signal-to-noise ratio.
    public var snrs: [Decibels]
    /// Noise alone, or one draw of Rayleigh fading for each question; the levels are averages then.
    public var channel: EvaluationSettings.Channel
    /// How many questions of the test split, from its first on; all of them when it has no more.
    public var samples: Int
    /// Names the random streams of noise and fading.
    public var seed: UInt64

    /// Puts settings together.
    ///
    /// - Parameters:
    ///   - symbolsPerWord: each 1…k^T_max of the model; none measures local answers alone.
    ///   - symbolsPerPatch: each 1…k^I_max of the model.
    ///   - snrs: finite levels.
    ///   - channel: noise alone, or fading too.
    ///   - samples: questions for each point, ≥ 1.
    ///   - seed: names the random streams.
    public init(
      symbolsPerWord: [Int] = [4, 8, 12, 16, 20], symbolsPerPatch: [Int] = [4, 8, 16, 32], snrs: [Decibels],
      channel: EvaluationSettings.Channel = .awgn, samples: Int = 2000, seed: UInt64 = 1
    ) {
      self.symbolsPerWord = symbolsPerWord
      self.symbolsPerPatch = symbolsPerPatch
      self.snrs = snrs
      self.channel = channel
      self.samples = samples
      self.seed = seed
    }
  }

  private let model: QuestionAnsweringModel
  private let data: any PictureQuestions
  private let settings: Settings
  private let count: Int

  /// How many questions go through the network at once.
  private static let batchSize = 50

  /// Prepares a measurement.
  ///
  /// - Parameters:
  ///   - model: what is measured.
  ///   - data: with its test split open.
  ///   - settings: what it is measured over; a model without a channel has no points, only local answers.
  /// - Throws: ``ModelError`` for data, a k or a number of samples that do not fit.
  public init(model: QuestionAnsweringModel, data: any PictureQuestions, settings: Settings) throws {
    try model.require(data)
    var settings = settings
    if model.configuration.symbols == nil { (settings.symbolsPerWord, settings.symbolsPerPatch) = ([], []) }
    for words in settings.symbolsPerWord {
      for patches in settings.symbolsPerPatch { try model.check(SymbolCounts(words: words, patches: patches)) }
    }
    guard settings.samples >= 1, data.count(of: .test) >= 1, !settings.snrs.isEmpty else {
      throw ModelError(
        place: "the evaluation of \(model.path)", expected: "samples and levels",
        found: "\(settings.samples) of \(data.count(of: .test)) samples, \(settings.snrs.count) levels",
        remedy: "Change --samples or --snr")
    }
    self.model = model
    self.data = data
    self.settings = settings
    count = min(settings.samples, data.count(of: .test))
  }

  /// Carries the measurement out.
  ///
  /// - Parameter report: told how many questions are done, of how many.
  /// - Returns: the figures.
  /// - Throws: `DataSetError` for a question or a picture that cannot be read.
  public func run(report: (_ done: Int, _ count: Int) -> Void = { _, _ in }) throws -> QuestionAnsweringReport {
    let channel = MeasurementChannel(kind: settings.channel, seed: settings.seed)
    let symbols = settings.symbolsPerWord.flatMap { words in
      settings.symbolsPerPatch.map { SymbolCounts(words: words, patches: $0) }
    }
    var local = 0
    var points = symbols.enumerated().flatMap { row, counts in
      settings.snrs.map { (row: row, counts: counts, snr: $0, tally: PairedTally()) }
    }
    for start in stride(from: 0, to: count, by: Self.batchSize) {
      let indices = start..<min(start + Self.batchSize, count)
      let samples = try indices.map { try data.sample($0, of: .test) }
      let tasks = samples.map { (picture: $0.picture, question: $0.question) }
      let isRightLocally = zip(try model.answerLocally(batch: tasks), samples).map { $0 == $1.answer }
      local += isRightLocally.count { $0 }
      let bursts = symbols.isEmpty ? [] : try model.encode(batch: tasks, symbols: symbols)
      for place in points.indices {
        let point = points[place]
        let words = "\(point.counts.words),\(point.counts.patches)"
        let received = zip(indices, bursts).map { index, bursts in
          channel.send(bursts[point.row], sample: index, symbols: words, snr: point.snr)
        }
        for (index, answer) in try model.decode(batch: received).enumerated() {
          points[place].tally.record(answer == samples[index].answer, locally: isRightLocally[index])
        }
      }
      report(indices.upperBound, count)
    }
    return QuestionAnsweringReport(
      model: model.path, digest: model.digest, dataSet: data.name, channel: settings.channel, seed: settings.seed,
      local: MeasuredAccuracy(correct: local, samples: count), hasChannel: model.configuration.symbols != nil,
      points: points.map { point in
        MeasuredAnswers(
          symbolsPerWord: point.counts.words, symbolsPerPatch: point.counts.patches, snr: point.snr.value,
          accuracy: MeasuredAccuracy(correct: point.tally.right, samples: count), lost: point.tally.lost,
          gained: point.tally.gained)
      })
  }
}

/// Right answers at one point, and those that differ from the local ones.
private struct PairedTally {
  var right = 0
  var lost = 0
  var gained = 0

  mutating func record(_ isRight: Bool, locally: Bool) {
    right += isRight ? 1 : 0
    lost += locally && !isRight ? 1 : 0
    gained += isRight && !locally ? 1 : 0
  }
}

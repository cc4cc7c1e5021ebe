public import Quantities

extension KnowledgeBase {
  /// What a number of samples came to.
  public struct Score: Hashable, Sendable {
    /// The absolute accuracy, 0…1: a share of right answers, or BLEU/100.
    public let value: Double
    /// Its standard error; nil: not known.
    public let standardError: Double?
    /// How many samples it is of.
    public let samples: Int

    /// A score of any kind.
    public init(value: Double, standardError: Double? = nil, samples: Int) {
      self.value = value
      self.standardError = standardError
      self.samples = samples
    }
  }

  /// What was measured at one number of symbols and one level.
  public struct Point: Hashable, Sendable {
    /// The symbols per token.
    public let symbols: SymbolCounts
    /// γ; −∞ dB: the receiver got noise alone.
    public let snr: Decibels
    /// What the samples came to.
    public let score: Score

    /// Names a point.
    public init(symbols: SymbolCounts, snr: Decibels, score: Score) {
      self.symbols = symbols
      self.snr = snr
      self.score = score
    }
  }

  /// Makes a table of what was measured, in whatever order the points come.
  ///
  /// - Parameters:
  ///   - task: what kind of task the model does; of the symbols those count that such a task sends.
  ///   - dataSet: what the samples are from.
  ///   - modelDigest: the SHA-256 digest of the model, in lower-case hexadecimal.
  ///   - channel: the channel of the measurement.
  ///   - local: the score without a channel.
  ///   - points: one for each combination of symbols and level; all at −∞ dB, or none.
  /// - Throws: ``KnowledgeBaseError`` naming the combination that is missing or comes twice, or a value out of range.
  public init(
    task: TaskKind, dataSet: String, modelDigest: String, channel: Channel = .awgn, local: Score, points: [Point]
  ) throws(KnowledgeBaseError) {
    let words = Set(points.map(\.symbols.words)).sorted()
    let patches = Set(points.map(\.symbols.patches)).sorted()
    let axes: Axes =
      switch task {
      case .translation: .words(words)
      case .retrieval: .patches(patches)
      case .visualQuestionAnswering: .both(words: words, patches: patches)
      }
    let levels = Set(points.map(\.snr)).sorted()
    var scores: [Combination: Score] = [:]
    for point in points {
      let key = Combination(symbols: axes.counted(point.symbols), snr: point.snr)
      guard scores.updateValue(point.score, forKey: key) == nil else {
        throw .value(key: "accuracies", expected: "one score at \(key)", found: "two")
      }
    }
    var table: [[Score]] = []
    for symbols in axes.rows {
      var row: [Score] = []
      for level in levels {
        let key = Combination(symbols: symbols, snr: level)
        guard let score = scores[key] else {
          throw .value(key: "accuracies", expected: "a score at \(key)", found: "none")
        }
        row.append(score)
      }
      table.append(row)
    }
    let isNoiseKnown = levels.first == Decibels(linear: 0)
    let rows = table.map { $0.dropFirst(isNoiseKnown ? 1 : 0) }
    let errors = rows.map { $0.compactMap(\.standardError) }
    try self.init(
      task: task,
      origin: .measured(
        dataSet: dataSet, modelDigest: modelDigest,
        samplesPerPoint: table.joined().map(\.samples).min() ?? local.samples),
      channel: channel, localAccuracy: local.value, axes: axes,
      snrs: Array(levels.dropFirst(isNoiseKnown ? 1 : 0)), accuracies: rows.map { $0.map(\.value) },
      noiseAccuracies: isNoiseKnown ? table.map { $0[0].value } : nil,
      standardErrors: zip(errors, rows).allSatisfy { $0.count == $1.count } ? errors : nil)
  }

  /// What is known of a model that answers only where it is.
  ///
  /// - Parameters:
  ///   - task: what kind of task the model does.
  ///   - dataSet: what the samples are from.
  ///   - modelDigest: the SHA-256 digest of the model, in lower-case hexadecimal.
  ///   - local: its score.
  /// - Throws: ``KnowledgeBaseError`` naming a value out of range.
  public init(
    withoutChannel task: TaskKind, dataSet: String, modelDigest: String, local: Score
  ) throws(KnowledgeBaseError) {
    try self.init(
      task: task, origin: .measured(dataSet: dataSet, modelDigest: modelDigest, samplesPerPoint: local.samples),
      channel: .absent, localAccuracy: local.value, axes: .absent, snrs: [], accuracies: [])
  }

  /// A place in the table.
  private struct Combination: Hashable, CustomStringConvertible {
    let symbols: SymbolCounts
    let snr: Decibels

    var description: String {
      let counts = [("words", symbols.words), ("patches", symbols.patches)].filter { $0.1 > 0 }
      return (counts.map { "\($0.1) symbols for \($0.0)" } + ["\(snr)"]).joined(separator: ", ")
    }
  }
}

extension KnowledgeBase.Axes {
  /// The numbers that the axes count, 0 for the others.
  fileprivate func counted(_ symbols: SymbolCounts) -> SymbolCounts {
    switch self {
    case .words: SymbolCounts(words: symbols.words)
    case .patches: SymbolCounts(patches: symbols.patches)
    case .both: symbols
    case .absent: SymbolCounts()
    }
  }
}

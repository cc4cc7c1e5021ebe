public import Tasks

/// Measures a retrieval model over the channel: all points on the same test pictures, each with noise of its own.
public struct RetrievalEvaluation: CodecEvaluation {
  let model: RetrievalModel
  let settings: EvaluationSettings
  let count: Int
  let batchSize = 50
  private let data: any LabelledPictures
  private let gallery: Gallery

  /// Prepares a measurement and fills the gallery.
  ///
  /// - Parameters:
  ///   - model: what is measured.
  ///   - data: with both splits open.
  ///   - gallery: how many pictures the gallery holds.
  ///   - settings: what it is measured over; the axis is k^I.
  ///   - report: told how many pictures of the gallery are found, of how many.
  /// - Throws: ``ModelError`` for data, a k or a number of samples that do not fit.
  public init(
    model: RetrievalModel, data: any LabelledPictures, gallery: Int = 720, settings: EvaluationSettings,
    report: (_ done: Int, _ count: Int) -> Void = { _, _ in }
  ) throws {
    for counts in settings.axes.rows { try model.check(symbolsPerToken: counts.patches) }
    try Self.check(settings, available: data.testCount, of: model)
    self.model = model
    self.data = data
    self.settings = settings
    self.gallery = try Gallery(model: model, data: data, count: gallery, report: report)
    count = min(settings.samples, data.testCount)
  }

  /// Carries the measurement out.
  ///
  /// - Parameter report: told how many pictures are done, of how many.
  /// - Returns: the figures.
  /// - Throws: `DataSetError` for a picture that cannot be read.
  public func run(
    report: (_ done: Int, _ count: Int) -> Void = { _, _ in }
  ) throws -> EvaluationReport<RetrievalScore> {
    try measure(report: report)
  }

  var dataSet: String { data.name }
  var emptyScore: RetrievalScore { RetrievalScore(gallery: gallery.items.count) }

  func samples(_ indices: Range<Int>) throws -> [PictureSample] { try indices.map { try data.testSample($0) } }

  func encode(
    _ samples: [PictureSample], symbols: [SymbolCounts]
  ) throws -> (local: [Embedding], bursts: [[SymbolBurst]]) {
    try encode(symbols, most: SymbolCounts(patches: model.configuration.maximumSymbolsPerToken)) { symbols in
      try model.encode(batch: samples.map(\.picture), symbolsPerToken: symbols.map(\.patches))
    }
  }

  func decode(_ bursts: [ReceivedBurst]) throws -> [Embedding] {
    try inBatches(bursts) { try model.decode(batch: $0) }
  }

  func verdict(on answer: Embedding, to sample: PictureSample) -> (recalled: Bool, classified: Bool) {
    (gallery.nearest(answer).label == sample.label, model.classify(answer) == sample.label)
  }

  func record(
    _ verdict: (recalled: Bool, classified: Bool), locally: (recalled: Bool, classified: Bool), sample: Int,
    in score: inout RetrievalScore
  ) {
    score.recall.record(verdict.recalled, locally: locally.recalled)
    score.classes.record(verdict.classified)
  }
}

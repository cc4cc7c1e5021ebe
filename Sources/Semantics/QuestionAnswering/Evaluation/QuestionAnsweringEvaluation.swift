public import Tasks

/// Measures a question-answering model over the channel: all points on the same test questions, each with noise of its
/// own.
public struct QuestionAnsweringEvaluation: CodecEvaluation {
  let model: QuestionAnsweringModel
  let settings: EvaluationSettings
  let count: Int
  let batchSize = 50
  let emptyScore = QuestionAnsweringScore()
  private let data: any PictureQuestions

  /// Prepares a measurement.
  ///
  /// - Parameters:
  ///   - model: what is measured.
  ///   - data: with its test split open.
  ///   - settings: what it is measured over, the axes being k^T and k^I; a model without a channel has no axes, whatever
  ///     the settings say, only answers where it is.
  /// - Throws: ``ModelError`` for data, a k or a number of samples that do not fit.
  public init(model: QuestionAnsweringModel, data: any PictureQuestions, settings: EvaluationSettings) throws {
    try model.require(data)
    var settings = settings
    let hasChannel = model.configuration.symbols != nil
    if !hasChannel { settings.axes = .absent }
    for counts in settings.axes.rows { try model.check(counts) }
    try Self.check(settings, available: data.count(of: .test), of: model, hasChannel: hasChannel)
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
  public func run(
    report: (_ done: Int, _ count: Int) -> Void = { _, _ in }
  ) throws -> EvaluationReport<QuestionAnsweringScore> {
    try measure(report: report)
  }

  var dataSet: String { data.name }

  func samples(_ indices: Range<Int>) throws -> [QuestionSample] { try indices.map { try data.sample($0, of: .test) } }

  func encode(
    _ samples: [QuestionSample], symbols: [SymbolCounts]
  ) throws -> (local: [Int], bursts: [[SymbolBurst]]) {
    let tasks = samples.map { (picture: $0.picture, question: $0.question) }
    guard let limits = model.configuration.symbols else { return (try model.answerLocally(batch: tasks), []) }
    let most = SymbolCounts(words: limits.perWord, patches: limits.perPatch)
    return try encode(symbols, most: most) { try model.encode(batch: tasks, symbols: $0) }
  }

  func decode(_ bursts: [ReceivedBurst]) throws -> [Int] { try inBatches(bursts) { try model.decode(batch: $0) } }

  func verdict(on answer: Int, to sample: QuestionSample) -> Bool { answer == sample.answer }

  func record(_ verdict: Bool, locally: Bool, sample: Int, in score: inout QuestionAnsweringScore) {
    score.answers.record(verdict, locally: locally)
  }
}

/// How many questions were answered rightly.
public struct QuestionAnsweringScore: EvaluationScore {
  /// The accuracy on the UE.
  public struct LocalFields: Encodable {
    let local: MeasuredAccuracy
  }

  /// The accuracy over the channel, and how many answers differ from those on the UE.
  public struct PointFields: Encodable {
    let answers: MeasuredAccuracy
    let lost: Int
    let gained: Int
  }

  /// Right answers.
  public internal(set) var answers = PairedAccuracy()

  /// As JSON has it on the UE.
  public var localFields: LocalFields { LocalFields(local: answers.accuracy) }

  /// As JSON has it at a point.
  public func pointFields(local: QuestionAnsweringScore) -> PointFields {
    PointFields(answers: answers.accuracy, lost: answers.lost, gained: answers.gained)
  }

  /// The share of right answers.
  public var knowledge: KnowledgeBase.Score { answers.accuracy.knowledge }
}

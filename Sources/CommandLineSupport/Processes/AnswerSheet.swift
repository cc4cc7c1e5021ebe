import Offloading
import Protocol
public import Scenario
import Tasks
public import Trace

/// Says what the tasks of a slot were answered, with what they ought to be beside it: the answers are in the slot, the
/// references in the data sets, where a task's number leads to its samples.
public struct AnswerSheet {
  private let seed: UInt64
  private let parameters: OffloadingParameters
  private let text: (any ParallelText)?
  private let sentencesPerTask: Int
  private let pictures: (any LabelledPictures)?
  private let questions: (any PictureQuestions)?

  /// Opens the test data of every codec.
  ///
  /// - Parameters:
  ///   - named: what runs.
  ///   - replacement: what replaces a data source of the scenario on this host.
  /// - Throws: `DataSetError` naming the file at fault.
  public init(_ named: Scenario, replacement: DataReplacement?) throws {
    let scenario = try replacement?.applied(to: named) ?? named
    seed = scenario.seed
    parameters = scenario.offloading
    sentencesPerTask = scenario.translation?.sentencesPerTask ?? 0
    text = try scenario.translation?.data.open(splits: [.test])
    pictures = try scenario.retrieval?.data.open(splits: [.test])
    questions = try scenario.questions?.data.open(splits: [.test])
  }

  /// What came of a slot's tasks.
  ///
  /// - Parameter slot: the committed slot.
  /// - Returns: a report for each attempt, in the order of the UEs' names.
  /// - Throws: `DataSetError` for a sample that cannot be read.
  public func reports(of slot: SlotRecord) throws -> [AnswerReport] {
    try slot.ues.compactMap { ue in
      guard let outcome = ue.outcome else { return nil }
      // Bytes that did not come through were those of the only kind of tasks that is sent as bytes.
      let kind = outcome.answer.kind ?? DigitalTransmission.task
      let words = try words(of: outcome, ue: ue.name)
      return AnswerReport(
        ue: ue.name, outcome: outcome, kind: kind.rawValue, execution: ue.answer == nil ? "local" : "offload",
        result: outcome.result.words, shortfall: AttemptShortfall.words(outcome, parameters), question: words.question,
        answer: words.answer, reference: words.reference)
    }
  }

  private func words(
    of outcome: Outcome, ue: UEName
  ) throws -> (question: [String], answer: [String], reference: [String]) {
    func indices(_ samples: Int, among count: Int) -> [Int] {
      sampleIndices(samples, ofTask: outcome.task, among: count, seed: seed, ue: ue.rawValue)
    }
    switch outcome.answer {
    case .translated(let sentences):
      guard let text else { return ([], sentences, []) }
      let pairs = try indices(sentencesPerTask, among: text.count(of: .test)).map { try text.pair($0, of: .test) }
      return (pairs.map(\.source), sentences, pairs.map(\.target))
    case .answered(_, let answer):
      guard let questions else { return ([], [answer], []) }
      let sample = try questions.sample(indices(1, among: questions.count(of: .test))[0], of: .test)
      return ([sample.question], [answer], [questions.answers[sample.answer]])
    case .retrieved, .undecodable:
      guard let pictures else { return ([], [], []) }
      let names = pictures.classNames
      let sample = try pictures.testSample(indices(1, among: pictures.testCount)[0])
      var found: [String] = []
      if case .retrieved(_, let label) = outcome.answer, names.indices.contains(label) { found = [names[label]] }
      return ([], found, [names[sample.label]])
    }
  }
}

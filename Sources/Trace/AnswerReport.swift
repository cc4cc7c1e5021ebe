public import Protocol
import Tasks

/// What one attempt at a task was answered, and what the answer ought to be, in words.
public struct AnswerReport: Codable, Hashable, Sendable {
  /// The UE.
  public var ue: String
  /// The number of the task at the UE.
  public var task: Int
  /// What kind of task it is.
  public var kind: String
  /// `local` or `offload`.
  public var execution: String
  /// How the attempt ended, as in the record: `completed` and so on.
  public var result: String
  /// By how much it missed what was asked of it; nil where nothing was missed or there is no measure.
  public var shortfall: String?
  /// What was asked: the sentences to translate, the question about a picture; empty for retrieval.
  public var question: [String]
  /// The decoded sentences, class or answer; empty when nothing came through.
  public var answer: [String]
  /// The sentences, class or answer that it ought to be.
  public var reference: [String]
  /// Whether the answer is right; nil for a translation.
  public var correct: Bool?
  /// The BLEU of the task's sentences, 0 to 100; nil for other tasks.
  public var bleu: Double?

  /// Makes a report.
  ///
  /// - Parameters:
  ///   - ue: the UE.
  ///   - outcome: the attempt.
  ///   - kind: what kind of task it is.
  ///   - execution: `local` or `offload`.
  ///   - result: how the attempt ended, in words.
  ///   - shortfall: by how much it missed what was asked of it.
  ///   - question: what was asked.
  ///   - answer: the answer.
  ///   - reference: what it ought to be.
  public init(
    ue: UEName, outcome: Outcome, kind: String, execution: String, result: String, shortfall: String?,
    question: [String], answer: [String], reference: [String]
  ) {
    self.ue = ue.rawValue
    task = outcome.task
    self.kind = kind
    self.execution = execution
    self.result = result
    self.shortfall = shortfall
    self.question = question
    self.answer = answer
    self.reference = reference
    correct = outcome.score.isRight
    bleu = outcome.score.bleu
  }
}

extension TaskScore {
  /// Whether the answer is right; nil for a translation.
  public var isRight: Bool? {
    switch self {
    case .right(let isRight): isRight
    case .translation: nil
    }
  }

  /// The BLEU of the task's sentences, 0 to 100; nil for other tasks.
  public var bleu: Double? {
    switch self {
    case .right: nil
    case .translation(let statistics): statistics.score
    }
  }
}

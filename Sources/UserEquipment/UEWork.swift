public import Learning
public import Offloading
public import Protocol
public import Scenario
public import Tasks

/// What a UE asks its compute thread for.
public enum UEWork: Sendable {
  /// Load the models and the data of a profile.
  case load(Scenario, UEProfile, UEName)
  /// Encode a task's sample: into so many complex symbols a token, or into bytes and their symbols, as the profile has it.
  case encode(slot: Int, task: Int, symbols: SymbolCounts)
  /// Execute a task on the UE.
  case executeLocally(slot: Int, task: Int)
  /// Learn from a slot before, if there is something to learn, then decide a slot: for a UE that learns.
  case decide(slot: Int, Observation, lesson: Lesson?)
}

/// What loading comes to.
public struct LoadedTask: Hashable, Sendable {
  /// SHA-256 of the codec's model, in hexadecimal, then of the model that executes on the UE alone where there is one.
  public var modelDigests: [String]
  /// A hash of a fixed operator self-test on this host.
  public var numericsFingerprint: UInt64
  /// The accuracy over the channel that was measured for the codec's model.
  public var knowledge: KnowledgeBase
  /// The absolute accuracy of execution on the UE: of the codec's model without a channel, or of the model that executes
  /// there instead.
  public var localAccuracy: Double
  /// What the models that are run take for a task, where it is their time that counts; nil where the paper's models are
  /// timed.
  public var costs: RunCosts?
  /// What decides for a UE whose policy is a trained one; nil for others.
  public var actor: DeployedActor?

  /// Makes the result.
  ///
  /// - Parameters:
  ///   - modelDigests: of the models in use.
  ///   - numericsFingerprint: a hash of a fixed operator self-test.
  ///   - knowledge: what was measured of the codec's model.
  ///   - localAccuracy: of execution on the UE; nil: that of the codec's model.
  ///   - costs: what the models that are run take for a task.
  ///   - actor: what decides for a UE whose policy is a trained one.
  public init(
    modelDigests: [String], numericsFingerprint: UInt64, knowledge: KnowledgeBase, localAccuracy: Double? = nil,
    costs: RunCosts? = nil, actor: DeployedActor? = nil
  ) {
    self.modelDigests = modelDigests
    self.numericsFingerprint = numericsFingerprint
    self.knowledge = knowledge
    self.localAccuracy = localAccuracy ?? knowledge.localAccuracy
    self.costs = costs
    self.actor = actor
  }
}

/// What the models that are run take for a task, counted.
public struct RunCosts: Hashable, Sendable {
  /// Of the codec's model.
  public var codec: Workload
  /// Of the model that executes on the UE.
  public var local: Workload

  /// Makes the costs.
  ///
  /// - Parameters:
  ///   - codec: of the codec's model.
  ///   - local: of the model that executes on the UE; nil: it is the codec's.
  public init(codec: Workload, local: Workload? = nil) {
    self.codec = codec
    self.local = local ?? codec
  }
}

/// A task as it is sent, and what the answer to it ought to be.
public struct EncodedTask: Hashable, Sendable {
  /// The symbols, as `Burst` has them.
  public var symbols: TensorFrame
  /// What the symbols are.
  public var content: BurstContent
  /// What the answer ought to be.
  public var reference: TaskReference

  /// Makes the task.
  public init(symbols: TensorFrame, content: BurstContent, reference: TaskReference) {
    self.symbols = symbols
    self.content = content
    self.reference = reference
  }

  /// Whether the task is encoded with so many symbols a token; bytes are, however many.
  ///
  /// - Parameters:
  ///   - counts: k^T and k^I.
  ///   - kind: the kind of the task: sentences have words, a picture has patches, and a question comes before its picture.
  /// - Returns: whether each block has the symbols of its own tokens.
  func isEncoded(with counts: SymbolCounts, for kind: TaskKind) -> Bool {
    guard case .tokens(let blocks) = content else { return true }
    let found = blocks.map(\.symbolsPerToken)
    return switch kind {
    case .translation: found.allSatisfy { $0 == counts.words }
    case .retrieval: found.allSatisfy { $0 == counts.patches }
    case .visualQuestionAnswering: found == [counts.words, counts.patches]
    }
  }
}

/// What the answer to a task ought to be.
public enum TaskReference: Hashable, Sendable {
  /// Translation: the reference of each sentence.
  case sentences([String])
  /// Retrieval: the class of the picture.
  case label(Int)
  /// Visual question answering: the index of the right answer.
  case answer(Int)

  /// How good an answer is. Of one of another kind, or none, nothing is right; a sentence that is missing counts as empty.
  ///
  /// - Parameter answer: the answer.
  /// - Returns: the score.
  public func score(_ answer: TaskAnswer) -> TaskScore {
    switch self {
    case .label(let label):
      guard case .retrieved(_, let found) = answer else { return .right(false) }
      return .right(found == label)
    case .answer(let right):
      guard case .answered(let found, _) = answer else { return .right(false) }
      return .right(found == right)
    case .sentences(let references):
      var hypotheses: [String] = []
      if case .translated(let sentences) = answer { hypotheses = sentences }
      let statistics = references.enumerated().map { index, reference in
        BLEUStatistics(hypothesis: index < hypotheses.count ? hypotheses[index] : "", reference: reference)
      }
      return .translation(statistics.reduce(BLEUStatistics(), +))
    }
  }
}

/// What the compute thread brings back.
public enum UEProduct: Sendable {
  /// Models and data are there.
  case loaded(LoadedTask)
  /// A task as it is sent.
  case encoded(slot: Int, task: Int, EncodedTask)
  /// The answer that the UE found by itself, and what it ought to be.
  case executed(slot: Int, task: Int, answer: TaskAnswer, reference: TaskReference)
  /// What a UE that learns does in a slot.
  case decided(slot: Int, on: Observation, Decision)
  /// It could not be done; the sentence says why and what to do.
  case failed(String)
  /// The models or data that it works with cannot be used; the sentence says why and what to do.
  case unusable(String)
}

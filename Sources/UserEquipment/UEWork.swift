public import Protocol
public import Scenario
public import Tasks

/// What a UE asks its compute thread for.
public enum UEWork: Sendable {
  /// Load the models and the data of a profile.
  case load(Scenario, UEProfile, UEName)
  /// Encode a task's sample: into `symbolsPerToken` complex symbols a token, or into bytes and their symbols, as the
  /// profile has it.
  case encode(slot: Int, task: Int, symbolsPerToken: Int)
  /// Execute a task on the UE.
  case executeLocally(slot: Int, task: Int)
}

/// What loading comes to.
public struct LoadedTask: Hashable, Sendable {
  /// SHA-256 of the model, in hexadecimal.
  public var modelDigest: String
  /// A hash of a fixed operator self-test on this host.
  public var numericsFingerprint: UInt64
  /// The accuracy over the channel that was measured for the model.
  public var knowledge: KnowledgeBase

  /// Makes the result.
  public init(modelDigest: String, numericsFingerprint: UInt64, knowledge: KnowledgeBase) {
    self.modelDigest = modelDigest
    self.numericsFingerprint = numericsFingerprint
    self.knowledge = knowledge
  }
}

/// A task as it is sent, and what the answer to it ought to be.
public struct EncodedTask: Hashable, Sendable {
  /// The symbols, as `Burst` has them.
  public var symbols: TensorFrame
  /// The bytes that they carry; nil for the symbols of the joint source-channel codec.
  public var payloadBytes: Int?
  /// The label of the sample.
  public var label: Int

  /// Makes the task.
  public init(symbols: TensorFrame, payloadBytes: Int? = nil, label: Int) {
    self.symbols = symbols
    self.payloadBytes = payloadBytes
    self.label = label
  }
}

/// What the compute thread brings back.
public enum UEProduct: Sendable {
  /// Models and data are there.
  case loaded(LoadedTask)
  /// A task as it is sent.
  case encoded(slot: Int, task: Int, EncodedTask)
  /// The answer that the UE found by itself and the label of the sample.
  case executed(slot: Int, task: Int, answer: TaskAnswer, label: Int)
  /// It could not be done; the sentence says why and what to do.
  case failed(String)
  /// The models or data that it works with cannot be used; the sentence says why and what to do.
  case unusable(String)
}

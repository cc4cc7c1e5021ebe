import Offloading
import Protocol
import Semantics
import Tasks
import Tensors

/// Does one UE's tasks of one kind with the trained models: samples, encoding, execution on the UE.
///
/// Every inference is a batch of one, whoever else shares the process: results do not depend on company.
protocol TaskProcessor {
  /// SHA-256 of the models in use: of the codec's, then of the one that executes on the UE alone.
  var modelDigests: [String] { get }
  /// What was measured of the codec's model.
  var knowledge: KnowledgeBase { get }
  /// The absolute accuracy of execution on the UE.
  var localAccuracy: Double { get }

  /// What the models take for a task with so many symbols a token, counted.
  func costs(_ symbols: SymbolCounts) throws -> RunCosts

  /// Encodes a task into so many symbols a token.
  func encode(_ task: Int, symbols: SymbolCounts) throws -> EncodedTask

  /// Executes a task on the UE.
  func execute(_ task: Int) throws -> (answer: TaskAnswer, reference: TaskReference)
}

extension TaskProcessor {
  var localAccuracy: Double { knowledge.localAccuracy }
}

/// Which samples the tasks of a UE show.
struct SampleChoice {
  let seed: UInt64
  let ue: String

  /// The index of a task's sample among so many.
  func index(ofTask task: Int, among count: Int) -> Int {
    sampleIndex(ofTask: task, among: count, seed: seed, ue: ue)
  }

  /// The indices of a task that has several samples.
  func indices(_ samples: Int, ofTask task: Int, among count: Int) -> [Int] {
    sampleIndices(samples, ofTask: task, among: count, seed: seed, ue: ue)
  }
}

extension EncodedTask {
  /// A task that is sent as the symbols of the joint source-channel codec.
  init(_ burst: SymbolBurst, reference: TaskReference) throws {
    self.init(
      symbols: try TensorFrame(floats: burst.samples, shape: [burst.samples.count / 2, 2]),
      content: .tokens(burst.parts.map { SymbolBlock(tokens: $0.tokens, symbolsPerToken: $0.symbolsPerToken) }),
      reference: reference)
  }
}

extension Workload {
  /// What a model that is run takes for a task.
  init(_ cost: CodecCost) {
    self.init(
      encoderFLOPs: Double(cost.encoder.total), decoderFLOPs: Double(cost.decoder.total), symbols: cost.symbols)
  }
}

/// Why a UE's engine cannot do its work.
enum ProcessorError: Error, CustomStringConvertible {
  case notLoaded
  case noGallery
  case noLearner
  case noCodec(TaskKind)

  var description: String {
    switch self {
    case .notLoaded: "a task came before the models were loaded"
    case .noGallery: "a task to execute locally came to a UE that has not loaded what it needs for it"
    case .noLearner: "a decision was asked of a UE that does not learn"
    case .noCodec(let kind): "the topology has no codec for tasks of the kind \(kind.rawValue)"
    }
  }
}

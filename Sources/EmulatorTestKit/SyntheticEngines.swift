public import EdgeServer
import Protocol
import Quantities
import Randomness
public import Roles
import Tasks
public import UserEquipment

/// Does a UE's work without a model: the symbols of a task are one token of QPSK draws, its label is its number modulo 10.
///
/// With these engines roles are tested for what they are: state machines. No accuracy that they give means anything.
public struct SyntheticUEEngine: Engine {
  private var name = ""
  private let digest: String

  /// An engine.
  ///
  /// - Parameter digest: the model digest that it reports.
  public init(digest: String = "synthetic") {
    self.digest = digest
  }

  /// Does one piece of work; a product says what went wrong.
  public mutating func perform(_ work: UEWork) -> UEProduct {
    switch work {
    case .load(_, _, let name):
      self.name = name.rawValue
      return .loaded(
        LoadedTask(modelDigest: digest, numericsFingerprint: 1, knowledge: KnowledgeBase.synthetic(.retrieval)))
    case .encode(let slot, let task, let symbolsPerToken):
      var stream = RandomStream(seed: 1, purpose: "synthetic symbols", ue: name, slot: task)
      let amplitude = Float(0.5).squareRoot()
      let values = (0..<(2 * Self.tokens * symbolsPerToken)).map { _ in
        stream.uniform() < 0.5 ? -amplitude : amplitude
      }
      do {
        let frame = try TensorFrame(floats: values, shape: [Self.tokens, symbolsPerToken, 2])
        return .encoded(slot: slot, task: task, symbols: frame, label: task % 10)
      } catch {
        return .failed("\(error)")
      }
    case .executeLocally(let slot, let task):
      return .executed(slot: slot, task: task, answer: .retrieved(item: task, label: task % 10), label: task % 10)
    }
  }

  private static let tokens = 1
}

/// Does the server's work without a model: the answer to a task is right.
public struct SyntheticServerEngine: Engine {
  private let loaded: LoadedServer

  /// An engine.
  ///
  /// - Parameter loaded: what it says it has loaded.
  public init(loading loaded: LoadedServer = LoadedServer(modelDigest: "synthetic", numericsFingerprint: 1)) {
    self.loaded = loaded
  }

  /// Does one piece of work; a product says what went wrong.
  public mutating func perform(_ work: ServerWork) -> ServerProduct {
    switch work {
    case .load: .loaded(loaded)
    case .decode(let job):
      .decoded(job, job.arrivals.map { .retrieved(item: $0.arrival.task, label: $0.arrival.task % 10) })
    }
  }
}

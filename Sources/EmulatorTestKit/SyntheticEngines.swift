public import EdgeServer
import Modem
import Protocol
import Quantities
import Randomness
public import Roles
import Scenario
import Tasks
public import UserEquipment

/// Does a UE's work without a model: the symbols of a task are one token of QPSK draws, its label is its number modulo 10.
/// A UE that sends bytes sends its task's number in 64 of them.
///
/// With these engines roles are tested for what they are: state machines. No accuracy that they give means anything.
public struct SyntheticUEEngine: Engine {
  private var name = ""
  private var transceiver: DigitalTransmission?
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
    case .load(_, let profile, let name):
      self.name = name.rawValue
      transceiver = profile.transceiver
      return .loaded(
        LoadedTask(modelDigest: digest, numericsFingerprint: 1, knowledge: KnowledgeBase.synthetic(.retrieval)))
    case .encode(let slot, let task, let symbolsPerToken):
      do {
        let encoded =
          try transceiver.map { try SyntheticBytes.encoded(task, $0) }
          ?? analogue(task, symbolsPerToken: symbolsPerToken)
        return .encoded(slot: slot, task: task, encoded)
      } catch {
        return .failed("\(error)")
      }
    case .executeLocally(let slot, let task):
      return .executed(slot: slot, task: task, answer: .retrieved(item: task, label: task % 10), label: task % 10)
    }
  }

  private static let tokens = 1

  private func analogue(_ task: Int, symbolsPerToken: Int) throws -> EncodedTask {
    var stream = RandomStream(seed: 1, purpose: "synthetic symbols", ue: name, slot: task)
    let amplitude = Float(0.5).squareRoot()
    let values = (0..<(2 * Self.tokens * symbolsPerToken)).map { _ in stream.uniform() < 0.5 ? -amplitude : amplitude }
    return EncodedTask(
      symbols: try TensorFrame(floats: values, shape: [Self.tokens, symbolsPerToken, 2]), label: task % 10)
  }
}

/// What a UE sends that sends bytes: its task's number, little-endian, again and again.
private enum SyntheticBytes {
  static let count = 64

  static func encoded(_ task: Int, _ transmission: DigitalTransmission) throws -> EncodedTask {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: task >> (8 * ($0 % 8))) }
    let symbols = try DigitalTransceiver(transmission.configuration).transmit(bytes)
    return EncodedTask(
      symbols: try TensorFrame(floats: symbols, shape: [symbols.count / 2, 2]), payloadBytes: count, label: task % 10)
  }

  static func task(_ received: ReceivedTask) -> Int? {
    guard let transmission = received.transceiver, let count = received.arrival.payloadBytes,
      let samples = try? received.arrival.samples.floats(),
      let transceiver = try? DigitalTransceiver(transmission.configuration)
    else { return nil }
    let arrival = received.arrival
    let gains = (try? arrival.gains?.floats()).map { ChannelGain.perSymbol($0) }
    let reception = try? transceiver.receive(
      samples, byteCount: count,
      gain: gains ?? .constant(real: arrival.fadingReal, imaginary: arrival.fadingImaginary),
      noiseVariance: arrival.noiseVariance)
    return reception.map { $0.bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) } }
  }
}

/// Does the server's work without a model: the answer to a task is right, unless its bytes did not come through.
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
      .decoded(
        job,
        job.arrivals.map { received in
          let task = received.transceiver == nil ? received.arrival.task : SyntheticBytes.task(received)
          return task.map { .retrieved(item: $0, label: $0 % 10) } ?? .undecodable
        })
    }
  }
}

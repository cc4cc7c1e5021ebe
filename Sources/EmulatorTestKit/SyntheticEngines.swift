public import EdgeServer
import Modem
import Offloading
import Protocol
import Quantities
import Randomness
public import Roles
import Scenario
import Tasks
import Trace
public import UserEquipment

/// Does a UE's work without a model: the symbols of a task are QPSK draws, one token in each block of its kind of tasks.
/// What a task shows, and its answer, follow from its number. It learns nothing: a UE that learns executes locally. A UE that sends bytes sends that number in 64 of them.
///
/// With these engines roles are tested for what they are: state machines. No accuracy that they give means anything.
public struct SyntheticUEEngine: Engine {
  private var name = ""
  private var tasks = SyntheticTasks(kind: .retrieval, sentences: 0)
  private var transceiver: DigitalTransmission?
  private var frequency = OffloadingParameters().localFrequency.upperBound
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
    case .load(let scenario, let profile, let name):
      self.name = name.rawValue
      transceiver = profile.transceiver
      frequency = scenario.offloading.localFrequency.upperBound
      tasks = SyntheticTasks(kind: profile.task, in: scenario)
      return .loaded(
        LoadedTask(
          modelDigests: tasks.uses(in: scenario, digest: digest).map(\.digest), numericsFingerprint: 1,
          knowledge: KnowledgeBase.synthetic(profile.task),
          costs: scenario.offloading.timedModel == .run ? RunCosts(codec: tasks.workload) : nil))
    case .encode(let slot, let task, let symbols):
      do {
        let encoded =
          try transceiver.map { try SyntheticBytes.encoded(task, $0, reference: tasks.reference(to: task)) }
          ?? analogue(task, symbols: symbols)
        return .encoded(slot: slot, task: task, encoded)
      } catch {
        return .failed("\(error)")
      }
    case .executeLocally(let slot, let task):
      return .executed(slot: slot, task: task, answer: tasks.answer(to: task), reference: tasks.reference(to: task))
    case .decide(let slot, let observation, _):
      return .decided(slot: slot, on: observation, .local(frequency: frequency))
    }
  }

  private func analogue(_ task: Int, symbols: SymbolCounts) throws -> EncodedTask {
    let blocks = tasks.tokens.map { token in
      SymbolBlock(tokens: 1, symbolsPerToken: token == .word ? symbols.words : symbols.patches)
    }
    let count = blocks.reduce(0) { $0 + $1.symbols }
    var stream = RandomStream(seed: 1, purpose: "synthetic symbols", ue: name, slot: task)
    let amplitude = Float(0.5).squareRoot()
    let values = (0..<(2 * count)).map { _ in stream.uniform() < 0.5 ? -amplitude : amplitude }
    return EncodedTask(
      symbols: try TensorFrame(floats: values, shape: [count, 2]), content: .tokens(blocks),
      reference: tasks.reference(to: task))
  }
}

/// What made-up tasks of a kind show and what they are answered.
struct SyntheticTasks {
  let kind: TaskKind
  /// The sentences of a translation task.
  let sentences: Int

  init(kind: TaskKind, sentences: Int) {
    self.kind = kind
    self.sentences = sentences
  }

  init(kind: TaskKind, in scenario: Scenario) {
    self.init(kind: kind, sentences: scenario.translation?.sentencesPerTask ?? 0)
  }

  /// What the tokens of each block are.
  var tokens: [BlockForm.Token] {
    switch kind {
    case .translation: Array(repeating: .word, count: sentences)
    case .retrieval: [.patch]
    case .visualQuestionAnswering: [.word, .patch]
    }
  }

  /// Every third sentence lacks its last word.
  func answer(to task: Int) -> TaskAnswer {
    switch kind {
    case .translation:
      .translated(
        sentences: references(of: task).enumerated().map { index, sentence in
          index % 3 == 2 ? String(sentence.split(separator: " ").dropLast().joined(separator: " ")) : sentence
        })
    case .retrieval: .retrieved(item: task, label: task % 10)
    case .visualQuestionAnswering: .answered(index: task % 4, text: "answer \(task % 4)")
    }
  }

  func reference(to task: Int) -> TaskReference {
    switch kind {
    case .translation: .sentences(references(of: task))
    case .retrieval: .label(task % 10)
    case .visualQuestionAnswering: .answer(task % 4)
    }
  }

  private func references(of task: Int) -> [String] {
    (0..<sentences).map { "Satz \($0) der Aufgabe \(task) steht hier geschrieben ." }
  }

  /// What a made-up model takes for a task.
  var workload: Workload {
    Workload(encoderFLOPs: 1e6 * Double(tokens.count), decoderFLOPs: 2e6 * Double(tokens.count), symbols: 0)
  }

  /// The models in use, all with one digest, but the one that executes on the UE alone.
  func uses(in scenario: Scenario, digest: String) -> [ModelUse] {
    let codec = ModelUse(name: scenario.model(of: kind) ?? "", digest: digest)
    guard kind == .visualQuestionAnswering, let local = scenario.questions?.localModel else { return [codec] }
    return [codec, ModelUse(name: local, digest: "\(digest) local")]
  }
}

/// What a UE sends that sends bytes: its task's number, little-endian, again and again.
private enum SyntheticBytes {
  static let count = 64

  static func encoded(
    _ task: Int, _ transmission: DigitalTransmission, reference: TaskReference
  ) throws -> EncodedTask {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: task >> (8 * ($0 % 8))) }
    let symbols = try DigitalTransceiver(transmission.configuration).transmit(bytes)
    return EncodedTask(
      symbols: try TensorFrame(floats: symbols, shape: [symbols.count / 2, 2]), content: .bytes(count),
      reference: reference)
  }

  static func task(_ received: ReceivedTask) -> Int? {
    guard let transmission = received.transceiver, let count = received.arrival.content.payloadBytes,
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
  private let given: LoadedServer?
  private var sentences = 0

  /// An engine.
  ///
  /// - Parameter loaded: what it says it has loaded; nil: a model for each codec of the scenario, which takes blocks of one
  ///   token.
  public init(loading loaded: LoadedServer? = nil) {
    given = loaded
  }

  /// Does one piece of work; a product says what went wrong.
  public mutating func perform(_ work: ServerWork) -> ServerProduct {
    switch work {
    case .load(let scenario):
      sentences = scenario.translation?.sentencesPerTask ?? 0
      return .loaded(given ?? Self.loaded(for: scenario))
    case .decode(let job):
      return .decoded(
        job,
        job.arrivals.map { received in
          let task = received.transceiver == nil ? received.arrival.task : SyntheticBytes.task(received)
          return task.map { SyntheticTasks(kind: received.kind, sentences: sentences).answer(to: $0) } ?? .undecodable
        })
    }
  }

  private static func loaded(for scenario: Scenario) -> LoadedServer {
    LoadedServer(
      models: scenario.taskKinds.map { kind in
        let tasks = SyntheticTasks(kind: kind, in: scenario)
        return LoadedModel(
          kind: kind, uses: tasks.uses(in: scenario, digest: "synthetic"),
          blocks: tasks.tokens.map { BlockForm($0, 1...1) },
          workload: scenario.offloading.timedModel == .run ? tasks.workload : nil)
      }, numericsFingerprint: 1)
  }
}

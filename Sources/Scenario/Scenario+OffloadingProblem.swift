import Crypto
public import Offloading
import Quantities
import Radio
public import Tasks

/// Why a scenario cannot be played as an ``OffloadingProblem``.
public struct UnplayableScenario: Error, Hashable, Sendable, CustomStringConvertible {
  /// The key of the topology.
  public let key: String
  /// What was expected.
  public let expected: String
  /// What was found.
  public let found: String

  /// One sentence.
  public var description: String {
    "\(key): policies are trained and evaluated with \(expected), found \(found)"
  }
}

/// What is known of the accuracy of one kind of tasks.
public struct TaskKnowledge: Hashable, Sendable {
  /// ε(k, γ) of the codec's model.
  public var offloaded: KnowledgeBase
  /// The absolute accuracy of execution on the UE.
  public var localAccuracy: Double

  /// Puts both together.
  ///
  /// - Parameters:
  ///   - offloaded: of the codec's model.
  ///   - localAccuracy: of a model of the UE's own; nil: the codec's.
  public init(_ offloaded: KnowledgeBase, localAccuracy: Double? = nil) {
    self.offloaded = offloaded
    self.localAccuracy = localAccuracy ?? offloaded.localAccuracy
  }
}

extension Scenario {
  /// The problem that the named UEs of this scenario face, for learners and searches.
  ///
  /// - Parameter knowledge: what is known of each kind of tasks that a UE has; nil for a kind without a model.
  /// - Returns: the problem; T is the number of slots.
  /// - Throws: ``UnplayableScenario`` for a scenario whose accuracies or times follow from the bursts that are sent.
  public func offloadingProblem(
    knowledge: (TaskKind) throws -> TaskKnowledge?
  ) throws -> OffloadingProblem {
    guard let count = slots.count else {
      throw UnplayableScenario(key: "slots", expected: "a number of slots, T", found: "none")
    }
    guard !ues.isEmpty else { throw UnplayableScenario(key: "ues", expected: "named UEs", found: "none") }
    guard offloading.timedModel == .paper else {
      throw UnplayableScenario(
        key: "offloading.timed-model", expected: "paper, whose tasks of a kind all take the same", found: "run")
    }
    try requireOneCoefficient()
    let players = try ues.map { ue in
      if ue.profile.transceiver != nil {
        throw UnplayableScenario(
          key: "ues[\(ue.name)].transceiver", expected: "the symbols of the codec", found: "a digital transceiver")
      }
      guard let known = try knowledge(ue.profile.task) else {
        throw UnplayableScenario(
          key: "semantics", expected: "a model for each kind of task", found: "none for \(ue.profile.task.rawValue)")
      }
      return OffloadingProblem.Player(
        name: ue.name, modality: ue.profile.task.modality, mobility: ue.profile.mobility,
        arrivals: ArrivalProcess(
          initial: ue.profile.supply.initial, meanPerSlot: ue.profile.supply.arrivalsPerSlot),
        maximumAttempts: ue.profile.supply.maximumAttempts, battery: ue.profile.battery, knowledge: known.offloaded,
        localAccuracy: known.localAccuracy / known.offloaded.localAccuracy)
    }
    return OffloadingProblem(
      radio: radio, slotDuration: slots.duration, offloading: offloading, players: players, steps: count)
  }

  /// Refuses fading that a burst meets more than one coefficient of: its γ is then no function of h at the slot's start.
  private func requireOneCoefficient() throws(UnplayableScenario) {
    let expected = "one coefficient for a slot"
    switch radio.fading {
    case .none: return
    case .flat(let fading):
      guard case .clarke = fading.variation else { return }
      throw UnplayableScenario(key: "radio.fading", expected: expected, found: "one that varies within a burst")
    case .tappedDelayLine:
      throw UnplayableScenario(key: "radio.fading", expected: expected, found: "echoes")
    }
  }

  /// The SHA-256 of everything that a policy is trained for, in lower-case hexadecimal: the air, computation and
  /// constraints, T, the UEs apart from how they decide, the codecs and what their data are called. The seed, the clock and
  /// the topology's name are left out.
  ///
  /// - Throws: `EncodingError` for a number that is not finite.
  public func problemDigest() throws -> String {
    var problem = withoutLocations
    problem.name = ""
    problem.seed = 0
    problem.clock = .virtual
    problem.slots.scale = 1
    problem.attendance = Attendance()
    problem.numerics = .native
    problem.template = UEProfile()
    for index in problem.ues.indices { problem.ues[index].profile.policy = .local }
    problem.ues.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    let digest = SHA256.hash(data: try CanonicalJSON.encode(problem))
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

public import Offloading
public import Tensors

/// What learns a policy for all UEs of a problem, update by update.
///
/// Every random number must be a function of the configuration and of how many updates and steps there were, so that a
/// training that goes on from a checkpoint makes the same weights as one that was never interrupted.
public protocol PolicyLearner: AnyObject {
  /// What it trains for.
  var problem: OffloadingProblem { get }
  /// How it trains.
  var method: PolicyTraining.Method { get }
  /// The updates done.
  var update: Int { get }

  /// Plays and learns.
  ///
  /// - Returns: the update's figures, those of ``PolicyTraining/Method/figureNames`` in their order.
  /// - Throws: ``LossNotFinite`` for a loss, gradient or weight that is no number; `LinkError` for channels that cannot
  ///   be, `TensorError` when memory runs out.
  func advance() throws -> PolicyUpdate

  /// The actors as they are deployed, by player.
  func actors() throws -> [ActorNetwork]

  /// All that is needed to continue beside configuration and updates, by name.
  func state() throws -> [NamedTensor]

  /// Continues from what ``state()`` gave for the same problem and method.
  ///
  /// - Parameter state: read from a file.
  /// - Throws: `ParameterMismatch`, `TensorError` or ``PolicyError`` when it does not fit.
  func restore(_ state: PolicyState) throws
}

/// What an update came to.
public struct PolicyUpdate: Hashable, Sendable {
  /// A figure of a method's own.
  public struct Figure: Hashable, Sendable {
    /// Its name, as a column of the history has it.
    public let name: String
    /// Its value.
    public let value: Double

    init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// The update's number, from 1.
  public let update: Int
  /// The mean of r_t over the steps that were played.
  public let reward: Double
  /// The decisions of all UEs that were played.
  public let agentSteps: Int
  /// What else there is to say.
  public let figures: [Figure]
}

/// The state of a learner in a file.
public struct PolicyState: Sendable {
  /// The file.
  public let path: String
  /// The updates done.
  public let update: Int
  let tensors: [String: Tensor]

  init(path: String, update: Int, tensors: [NamedTensor]) {
    self.path = path
    self.update = update
    self.tensors = Dictionary(tensors.map { ($0.name, $0.tensor) }) { first, _ in first }
  }

  /// The tensors whose names begin so, without the beginning.
  func tensors(under prefix: String) -> [NamedTensor] {
    tensors.compactMap { name, tensor in
      name.hasPrefix(prefix) ? (String(name.dropFirst(prefix.count)), tensor) : nil
    }
  }

  /// A tensor.
  ///
  /// - Throws: ``PolicyError`` when it is missing.
  func tensor(_ name: String) throws(PolicyError) -> Tensor {
    guard let tensor = tensors[name] else { throw damaged("the tensor \(name)", "none") }
    return tensor
  }

  /// A single whole number, ≥ 0.
  func count(_ name: String) throws -> Int {
    let values = try tensor(name).integers()
    guard let value = values.first, values.count == 1, value >= 0 else {
      throw damaged("one whole number as \(name)", "\(values.prefix(3))")
    }
    return value
  }

  func damaged(_ expected: String, _ found: String) -> PolicyError {
    PolicyError(
      place: path, expected: expected, found: found,
      remedy: "The file is damaged: start again without --resume")
  }
}

extension PolicyLearner {
  /// Whether all updates are done.
  public var isFinished: Bool { update >= method.updates }

  /// What the policy is as it is now.
  func description(topology: String, problemDigest: String, modelDigests: [String: String]) -> PolicyDescription {
    PolicyDescription(
      algorithm: method.algorithm, topology: topology, problemDigest: problemDigest, modelDigests: modelDigests,
      observation: method.observation, actions: method.actions,
      actors: problem.players.map { PolicyDescription.Actor(name: $0.name, modality: $0.modality) },
      seed: method.seed, updates: update)
  }

  /// Writes the actors as a policy's file.
  ///
  /// - Parameters:
  ///   - path: a safetensors file, replaced at once.
  ///   - topology: the topology's name.
  ///   - problemDigest: what the policy was trained for.
  ///   - modelDigests: the models whose knowledge bases it was trained with, by kind of task.
  /// - Throws: `SafetensorsError` when it cannot be written.
  public func writePolicy(
    to path: String, topology: String, problemDigest: String, modelDigests: [String: String]
  ) throws {
    let description = description(topology: topology, problemDigest: problemDigest, modelDigests: modelDigests)
    try TrainedPolicy(description: description, actors: try actors()).write(to: path)
  }
}

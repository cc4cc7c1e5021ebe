import FoundationEssentials
public import Offloading
import Tensors

/// A policy's training between two updates: weights, moments, replay memories, configuration and what it is trained for, in
/// one safetensors file. Random numbers need no state, they follow from the configuration and the updates.
public struct PolicyCheckpoint: Sendable {
  /// What the policy is so far.
  public let description: PolicyDescription
  /// How it is trained.
  public let training: PolicyTraining

  private let state: PolicyState
  private static let trainingKey = "heliograph.policy-training"

  /// Reads a checkpoint.
  ///
  /// - Parameter path: a file that ``PolicyLearner/writeCheckpoint(to:topology:problemDigest:modelDigests:)`` wrote.
  /// - Throws: `SafetensorsError` for a file that is missing or damaged, ``PolicyError`` for one that is no checkpoint of
  ///   a policy's training.
  public init(reading path: String) throws {
    let file = try SafetensorsFile.read(path)
    let remedy = "Give a checkpoint that helio train policy wrote, or start again without --resume"
    description = try PolicyDescription(in: file, remedy: remedy)
    let json = try file.text(Self.trainingKey, of: "a checkpoint of a policy's training", remedy: remedy)
    do {
      training = try JSONDecoder().decode(PolicyTraining.self, from: Data(json.utf8))
    } catch {
      throw PolicyError(
        place: path, expected: "a training that this version knows", found: "\(json.prefix(80))", remedy: remedy)
    }
    state = PolicyState(path: path, update: description.updates, tensors: file.tensors)
    do {
      try training.check()
    } catch {
      throw state.damaged("a training that can run", "\(error)")
    }
    guard (0...training.method.updates).contains(description.updates) else {
      throw state.damaged("an update from 0 to \(training.method.updates)", "\(description.updates)")
    }
  }

  /// A learner that goes on from here.
  ///
  /// - Parameters:
  ///   - problem: what to train for.
  ///   - problemDigest: the problem's digest, which must be that of before.
  ///   - modelDigests: the digests of the models in use, which must be those of before.
  /// - Returns: the learner.
  /// - Throws: ``PolicyError`` for a checkpoint of another problem, `ParameterMismatch` when its tensors do not fit.
  public func learner(
    for problem: OffloadingProblem, problemDigest: String, modelDigests: [String: String]
  ) throws -> any PolicyLearner {
    try description.check(
      place: state.path, for: problem, problemDigest: problemDigest, modelDigests: modelDigests,
      remedy: "Resume it with the topology and the models that it was begun with, or start again without --resume")
    let learner = try training.learner(for: problem)
    try learner.restore(state)
    return learner
  }

  /// Writes a checkpoint.
  ///
  /// - Parameters:
  ///   - learner: between two updates.
  ///   - described: what its policy is so far.
  ///   - path: a safetensors file, replaced at once.
  /// - Throws: `SafetensorsError` when it cannot be written.
  static func write(_ learner: any PolicyLearner, described: PolicyDescription, to path: String) throws {
    let training = PolicyTraining(
      learner.method, completionBonus: learner.problem.completionBonus,
      remainderPenalty: learner.problem.remainderPenalty)
    try SafetensorsFile.write(
      path, tensors: try learner.state(),
      metadata: [
        PolicyDescription.metadataKey: try PolicyDescription.json(described),
        trainingKey: try PolicyDescription.json(training),
      ])
  }
}

extension PolicyLearner {
  /// Writes all that is needed to continue.
  ///
  /// - Parameters:
  ///   - path: a safetensors file, replaced at once.
  ///   - topology: the topology's name.
  ///   - problemDigest: what the policy is trained for.
  ///   - modelDigests: the models whose knowledge bases it is trained with, by kind of task.
  /// - Throws: `SafetensorsError` when it cannot be written.
  public func writeCheckpoint(
    to path: String, topology: String, problemDigest: String, modelDigests: [String: String]
  ) throws {
    try PolicyCheckpoint.write(
      self, described: description(topology: topology, problemDigest: problemDigest, modelDigests: modelDigests),
      to: path)
  }
}

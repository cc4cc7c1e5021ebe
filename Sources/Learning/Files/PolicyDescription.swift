public import Tasks

/// What a trained policy is, and what it was trained for. It is stored as JSON in the metadata of the weights.
public struct PolicyDescription: Codable, Hashable, Sendable {
  /// How a policy was learned.
  public enum Algorithm: String, Codable, Sendable, CaseIterable {
    /// Multi-agent proximal policy optimisation.
    case mappo
    /// Deep Q-networks, one for each UE.
    case dqn
    /// Deep Q-networks with double Q-learning.
    case ddqn
  }

  /// A UE that the policy has an actor for.
  public struct Actor: Codable, Hashable, Sendable {
    /// Its name.
    public var name: String
    /// What its tasks carry.
    public var modality: Modality

    /// Describes an actor.
    public init(name: String, modality: Modality) {
      self.name = name
      self.modality = modality
    }
  }

  /// How it was learned.
  public var algorithm: Algorithm
  /// The name of the topology that it was trained for.
  public var topology: String
  /// What it was trained for: `Scenario.problemDigest()`.
  public var problemDigest: String
  /// The digests of the models whose knowledge bases it was trained with, by kind of task.
  public var modelDigests: [String: String]
  /// The layout of its observations.
  public var observation: ObservationLayout.Version
  /// What its outputs mean.
  public var actions: ActionSpace.Kind
  /// The UEs in the order of the bytes of their names.
  public var actors: [Actor]
  /// The seed of its training.
  public var seed: UInt64
  /// The updates of its training.
  public var updates: Int

  /// The key of the safetensors metadata.
  public static let metadataKey = "heliograph.policy"

  /// Describes a policy.
  public init(
    algorithm: Algorithm, topology: String, problemDigest: String, modelDigests: [String: String],
    observation: ObservationLayout.Version, actions: ActionSpace.Kind, actors: [Actor], seed: UInt64,
    updates: Int
  ) {
    self.algorithm = algorithm
    self.topology = topology
    self.problemDigest = problemDigest
    self.modelDigests = modelDigests
    self.observation = observation
    self.actions = actions
    self.actors = actors
    self.seed = seed
    self.updates = updates
  }
}

/// A policy's file that cannot be used.
public struct PolicyError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file.
  public let place: String
  /// What was expected.
  public let expected: String
  /// What was found.
  public let found: String
  /// What to do.
  public let remedy: String

  /// One sentence, then the remedy.
  public var description: String { "\(place): expected \(expected), found \(found). \(remedy)." }

  init(place: String, expected: String, found: String, remedy: String) {
    self.place = place
    self.expected = expected
    self.found = found
    self.remedy = remedy
  }
}

public import Offloading
import Randomness

/// What the end of a slot tells a UE that learns.
public struct Lesson: Hashable, Sendable {
  /// The slot.
  public var slot: Int
  /// r_t, the sum of the rewards of all UEs.
  public var sumReward: Double

  /// Puts both together.
  public init(slot: Int, sumReward: Double) {
    self.slot = slot
    self.sumReward = sumReward
  }
}

/// A UE that learns by itself while a run goes on: a Q-network over discrete actions, a replay memory, ε-greedy decisions.
///
/// What it does follows from the seed, the UE's name and what it has lived through: the same run makes the same decisions. It
/// begins with weights that know nothing.
public final class OnlineLearner {
  private let learner: QLearner
  private let learning: OnlineLearning
  private let layout: ObservationLayout
  private let space: DiscreteActionSpace
  private let name: String
  private let seed: UInt64
  /// By what r_t is divided.
  private let ues: Double
  private var last: (slot: Int, observation: [Float], action: Int)?

  /// The slots that it has learned from.
  public private(set) var lessons = 0

  /// A learner that knows nothing.
  ///
  /// - Parameters:
  ///   - learning: how to learn.
  ///   - name: the UE's name, which names its random streams.
  ///   - seed: the seed of the run.
  ///   - ues: how many UEs share the reward.
  ///   - parameters: the ranges of actions.
  ///   - layout: the UE's layout of observations.
  /// - Throws: `TensorError` when memory runs out.
  public init(
    _ learning: OnlineLearning, name: String, seed: UInt64, ues: Int, parameters: OffloadingParameters,
    layout: ObservationLayout
  ) throws {
    self.learning = learning
    self.name = name
    self.seed = seed
    self.ues = Double(max(ues, 1))
    self.layout = layout
    var configuration = QLearningConfiguration()
    configuration.seed = seed
    // A slot is judged by itself: what comes next hangs on the channel, which no action changes.
    configuration.discount = 0
    configuration.memory = 4000
    configuration.warmUp = 256
    configuration.batchSize = 128
    configuration.learningRate = 1e-3
    space = DiscreteActionSpace(parameters, levels: configuration.levels)
    learner = try QLearner(
      observations: layout.count, actions: space.count, configuration, name: name)
  }

  /// Learns from the slot before and decides the coming one.
  ///
  /// - Parameters:
  ///   - slot: the slot to decide.
  ///   - observation: what the UE knows; its queue holds a task.
  ///   - lesson: what came of the last slot that was decided; nil when nothing counts of it, or when it was told before.
  /// - Returns: the decision, within its ranges.
  /// - Throws: ``LossNotFinite``, `TensorError`.
  public func decide(slot: Int, on observation: Observation, lesson: Lesson?) throws -> Decision {
    var numbers = [Float](repeating: 0, count: layout.count)
    layout.write(observation, of: 0, into: &numbers, at: 0)
    if let lesson, let last, last.slot == lesson.slot {
      learner.remember(
        last.observation, action: last.action, reward: Float(lesson.sumReward / ues), next: numbers, isTerminal: false)
      lessons += 1
      _ = try learner.learn()
    }
    var stream = RandomStream(seed: seed, purpose: "exploration", ue: name, slot: slot)
    let action = try learner.action(
      numbers, exploration: learning.exploration(after: lessons), stream: &stream)
    last = (slot, numbers, action)
    return space.decision(action)
  }
}

/// How deep Q-networks (Mnih et al. 2015) are trained; with ``isDouble`` as van Hasselt et al. (2016) have it.
public struct QLearningConfiguration: Hashable, Codable, Sendable {
  /// Names every random number.
  public var seed: UInt64 = 1
  /// L, the levels each of p, f and b̂.
  public var levels = 5
  /// The width of both hidden layers.
  public var hidden = 64
  /// η, the highest learning rate.
  public var learningRate = 5e-3
  /// Whether the learning rate falls to 0 along a line over all updates.
  public var learningRateFalls = true
  /// γ. At 0, MAPPO's default (``MAPPOConfiguration/discount``), DQN and double DQN are one; a half does a little better.
  public var discount = 0.5
  /// Whether the action of the next step is chosen by the network and valued by the target network (double DQN), or both
  /// by the target network (DQN).
  public var isDouble = false
  /// The transitions that a UE remembers.
  public var memory = 50_000
  /// The transitions of a UE before it begins to learn; at least a batch.
  public var warmUp = 2000
  /// Transitions of a UE in each step of learning.
  public var batchSize = 512
  /// Steps of play, of all environments at once, from one step of learning to the next.
  public var learningInterval = 1
  /// Steps of learning from one copy of the network into the target network to the next.
  public var targetInterval = 200
  /// ε at first: the probability that an action is drawn instead of chosen.
  public var initialExploration = 1.0
  /// ε in the end.
  public var finalExploration = 0.02
  /// The share of the updates over which ε falls along a line.
  public var explorationShare = 0.5
  /// Whether the loss is Huber's, ½e² up to |e| = 1 and |e| − ½ above; otherwise ½e².
  public var isHuber = true
  /// The largest norm of the gradient.
  public var gradientNorm = 10.0
  /// Episodes played in step in each update.
  public var environments = 256
  /// Updates of the whole training.
  public var updates = 150

  /// The default training.
  public init() {}

  /// ε in an update: from ``initialExploration`` to ``finalExploration`` along a line over the first
  /// ``explorationShare`` of all updates, then ``finalExploration``.
  ///
  /// - Parameter update: the updates before, from 0.
  /// - Returns: ε.
  public func exploration(at update: Int) -> Double {
    let length = explorationShare * Double(updates)
    let fraction = length > 0 ? min(Double(update) / length, 1) : 1
    return initialExploration * (1 - fraction) + finalExploration * fraction
  }
}

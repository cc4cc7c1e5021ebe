/// How MAPPO trains: Section IV-B and Table I of Ji et al. [Ji24].
public struct MAPPOConfiguration: Hashable, Codable, Sendable {
  /// What the critic sees.
  public enum Critic: String, Codable, Sendable, CaseIterable {
    /// All observations of a step, while training: one value for the system.
    case centralised
    /// Each UE its own observation, as the paper prints it.
    case local
  }

  /// Names every random number.
  public var seed: UInt64 = 1
  /// Episodes played in step before each update.
  public var environments = 256
  /// Updates of the whole training.
  public var updates = 150
  /// Passes over what was played, in each update.
  public var epochs = 4
  /// Parts that a pass is cut into.
  public var minibatches = 8
  /// The width of both hidden layers of actors and critic.
  public var hidden = 64
  /// η, the highest learning rate.
  public var learningRate = 2e-3
  /// γ of the discounted reward. 0 by default: the QoE of a run is a mean over its steps; with the paper's 0.95 a task that
  /// fails on purpose, to be tried again over a better channel, costs next to nothing. Where batteries run low, what is
  /// spent now decides β and (11h) later, and γ has to be above 0.
  public var discount = 0.0
  /// λ of (23).
  public var advantageDiscount = 0.98
  /// δ of (25).
  public var clip = 0.2
  /// c^CR of (27).
  public var criticWeight = 0.5
  /// c^E of (27) at first.
  public var entropyWeight = 0.01
  /// Whether η and c^E fall to 0 along a line over all updates.
  public var isAnnealed = true
  /// The largest norm of the gradient.
  public var gradientNorm = 1.0
  /// ln σ of b̂, p and f at first.
  public var initialLogDeviation = -0.5
  /// What the critic sees.
  public var critic = Critic.centralised
  /// Whether all UEs share one actor.
  public var sharesParameters = false

  /// The default training.
  public init() {}
}

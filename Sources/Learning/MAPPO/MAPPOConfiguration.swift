import FoundationEssentials
import Tensors

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
  /// What the actors see.
  public var observation = ObservationLayout.Version.local
  /// Whether all UEs share one actor.
  public var sharesParameters = false
  /// How many starts compete: one in which all UEs begin undecided, then those in which some begin with local execution, one
  /// UE each at first, then two, and so on. Which UEs offload and which stay out of their way is an equilibrium that gradients
  /// seldom leave once it is there. Those that share an actor have one start.
  public var starts = 5
  /// The share of all updates after which the best start goes on alone.
  public var competition = 0.3

  /// The default training.
  public init() {}

  /// How many starts play at the same time: one on each processor.
  func simultaneousStarts(agents: Int) -> Int {
    max(1, min(locals(agents: agents).count, ProcessInfo.processInfo.activeProcessorCount / threadsOfAnOperation))
  }

  /// The updates in which all starts learn.
  var competingUpdates: Int { Int((Double(updates) * competition).rounded(.up)) }

  /// The UEs that begin with local execution, of each start: all sets of UEs but that of all, the smaller ones first.
  func locals(agents: Int) -> [Set<Int>] {
    guard !sharesParameters else { return [[]] }
    var sets: [Set<Int>] = [[]]
    for size in 1..<max(agents, 1) where sets.count < starts {
      sets += Self.subsets(of: Array(0..<agents), size: size).prefix(starts - sets.count)
    }
    return Array(sets.prefix(starts))
  }

  private static func subsets(of agents: [Int], size: Int) -> [Set<Int>] {
    guard size > 0 else { return [[]] }
    return agents.indices.flatMap { index in
      subsets(of: Array(agents[(index + 1)...]), size: size - 1).map { $0.union([agents[index]]) }
    }
  }
}

public import Offloading

/// How a policy is trained: the method and what is rewarded at the end of an episode. It is kept in every checkpoint.
public struct PolicyTraining: Codable, Hashable, Sendable {
  /// A method with its configuration.
  public enum Method: Codable, Hashable, Sendable {
    /// Multi-agent proximal policy optimisation.
    case mappo(MAPPOConfiguration)
    /// Deep Q-networks.
    case qLearning(QLearningConfiguration)
  }

  /// The values that a training begins with.
  public enum Preset: String, Codable, Sendable, CaseIterable {
    /// What learns well and fast.
    case tuned
    /// What Ji et al. [Ji24] print.
    case paper
  }

  /// How it is learned.
  public var method: Method
  /// ξ_S of (14).
  public var completionBonus: Double
  /// ξ_F of (14).
  public var remainderPenalty: Double

  /// Puts a training together.
  ///
  /// - Parameters:
  ///   - method: how to learn.
  ///   - completionBonus: ξ_S, not in the paper.
  ///   - remainderPenalty: ξ_F, not in the paper.
  public init(_ method: Method, completionBonus: Double = 1, remainderPenalty: Double = 1) {
    self.method = method
    self.completionBonus = completionBonus
    self.remainderPenalty = remainderPenalty
  }

  /// A learner at its start.
  ///
  /// - Parameter problem: what to train for; its rewards (14) become those of the training.
  /// - Returns: the learner.
  /// - Throws: `TensorError` for sizes that libtorch refuses, `LinkError` for channels that cannot be.
  public func learner(for problem: OffloadingProblem) throws -> any PolicyLearner {
    var problem = problem
    problem.completionBonus = completionBonus
    problem.remainderPenalty = remainderPenalty
    return switch method {
    case .mappo(let configuration): try MAPPOLearner(problem, configuration)
    case .qLearning(let configuration): try MultiAgentQLearner(problem, configuration)
    }
  }
}

extension PolicyTraining.Method {
  /// A method with a preset's values.
  public init(_ algorithm: PolicyDescription.Algorithm, _ preset: PolicyTraining.Preset) {
    switch algorithm {
    case .mappo:
      self = .mappo(preset == .paper ? .paper : MAPPOConfiguration())
    case .dqn, .ddqn:
      var configuration = preset == .paper ? .paper : QLearningConfiguration()
      configuration.isDouble = algorithm == .ddqn
      self = .qLearning(configuration)
    }
  }

  /// Which algorithm it is.
  public var algorithm: PolicyDescription.Algorithm {
    switch self {
    case .mappo: .mappo
    case .qLearning(let configuration): configuration.isDouble ? .ddqn : .dqn
    }
  }

  /// What the outputs of its networks mean.
  public var actions: ActionSpace.Kind {
    switch self {
    case .mappo: .hybrid
    case .qLearning(let configuration): .discrete(levels: configuration.levels)
    }
  }

  /// What its actors see.
  public var observation: ObservationLayout.Version {
    switch self {
    case .mappo(let configuration): configuration.observation
    case .qLearning: .local
    }
  }

  /// How many of its starts play at the same time in a problem with so many UEs.
  public func simultaneousStarts(players: Int) -> Int {
    switch self {
    case .mappo(let configuration): configuration.simultaneousStarts(agents: players)
    case .qLearning: 1
    }
  }

  /// What an update has to say beside its reward, in the order of the history's columns.
  public var figureNames: [String] {
    switch self {
    case .mappo: ["entropy", "actor_loss", "critic_loss", "starts"]
    case .qLearning: ["exploration", "loss"]
    }
  }
}

extension MAPPOConfiguration {
  /// What Ji et al. [Ji24] print in Table I: 1000 episodes, updates after about 256 steps (20 episodes), η = 2·10⁻⁷, γ = 0.95,
  /// λ = 0.98, δ = 0.3, c^CR = 0.5 and c^E = 0.005, none of which falls, and critics that see what their actors see. What they
  /// do not print: ten passes in one part, two layers of 64.
  public static var paper: MAPPOConfiguration {
    var configuration = MAPPOConfiguration()
    configuration.environments = 20
    configuration.updates = 50
    configuration.epochs = 10
    configuration.minibatches = 1
    configuration.hidden = 64
    configuration.learningRate = 2e-7
    configuration.discount = 0.95
    configuration.advantageDiscount = 0.98
    configuration.clip = 0.3
    configuration.criticWeight = 0.5
    configuration.entropyWeight = 0.005
    configuration.isAnnealed = false
    configuration.critic = .local
    configuration.sharesParameters = false
    configuration.starts = 1
    return configuration
  }
}

extension QLearningConfiguration {
  /// What Ji et al. [Ji24] print in Table I, as far as it concerns Q-networks: 1000 episodes, one after the other, batches of
  /// 256, η = 2·10⁻⁷ all along, γ = 0.95, and 5 levels (our choice). What they do not print: two layers of 64, a memory of
  /// 10 000, a step of learning after every eighth of play, ε from 1 to 0.05 over half of the episodes.
  public static var paper: QLearningConfiguration {
    var configuration = QLearningConfiguration()
    configuration.environments = 1
    configuration.updates = 1000
    configuration.levels = 5
    configuration.hidden = 64
    configuration.learningRate = 2e-7
    configuration.learningRateFalls = false
    configuration.discount = 0.95
    configuration.memory = 10_000
    configuration.warmUp = 256
    configuration.batchSize = 256
    configuration.learningInterval = 8
    configuration.targetInterval = 100
    configuration.initialExploration = 1
    configuration.finalExploration = 0.05
    configuration.explorationShare = 0.5
    return configuration
  }
}

/// What MAPPO and Q-learning are both configured with.
public protocol PolicyTrainingConfiguration: Sendable {
  /// Names every random number.
  var seed: UInt64 { get set }
  /// Updates of the whole training.
  var updates: Int { get set }
  /// Episodes played in step in each update.
  var environments: Int { get set }
  /// The width of both hidden layers.
  var hidden: Int { get set }
  /// η, the highest learning rate.
  var learningRate: Double { get set }
  /// γ of the discounted reward.
  var discount: Double { get set }
}

extension MAPPOConfiguration: PolicyTrainingConfiguration {}
extension QLearningConfiguration: PolicyTrainingConfiguration {}

extension PolicyTraining.Method {
  /// The configuration, whichever it is.
  private var configuration: any PolicyTrainingConfiguration {
    switch self {
    case .mappo(let configuration): configuration
    case .qLearning(let configuration): configuration
    }
  }

  /// What names its random numbers.
  public var seed: UInt64 { configuration.seed }

  /// The updates of the whole training.
  public var updates: Int { configuration.updates }

  /// Episodes played in step in each update.
  public var environments: Int { configuration.environments }
}

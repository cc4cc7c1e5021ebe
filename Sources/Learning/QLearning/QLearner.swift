public import Randomness
import Tensors

/// One UE's network, target network, replay memory and optimiser: what learns in a UE by itself.
///
/// A learner belongs to one thread. The same configuration, name and transitions make the same weights on the same machine.
public final class QLearner {
  /// How it learns. What concerns updates and environments is that of a training of all UEs together.
  public let configuration: QLearningConfiguration
  /// How many numbers an observation has.
  public let observations: Int
  /// How many actions there are.
  public let actions: Int

  private let name: String
  private var networks: QNetworks
  private var memory: ReplayMemory
  /// The network in plain Swift; nil after it has changed.
  private var plain: Perceptron?

  /// Draws the weights.
  ///
  /// - Parameters:
  ///   - observations: F ≥ 1, the numbers of an observation: `ObservationLayout.count`.
  ///   - actions: A ≥ 1: ``DiscreteActionSpace/count``.
  ///   - configuration: how to learn.
  ///   - name: the UE, which names its random streams.
  /// - Throws: `TensorError` for sizes that libtorch refuses.
  public init(observations: Int, actions: Int, _ configuration: QLearningConfiguration, name: String) throws {
    self.configuration = configuration
    self.observations = observations
    self.actions = actions
    self.name = name
    var seed = RandomStream(seed: configuration.seed, purpose: "Q-network", ue: name)
    networks = try QNetworks(
      configuration, agents: 1, observations: observations, actions: actions, seed: seed.next())
    memory = ReplayMemory(capacity: configuration.memory, features: observations)
  }

  /// The transitions in the memory.
  public var remembered: Int { memory.count }

  /// The steps of learning done.
  public var learningSteps: Int { networks.learningSteps }

  /// An action of the ε-greedy policy: with probability ε any, else the one of the greatest value.
  ///
  /// - Parameters:
  ///   - observation: the F numbers of what the UE knows.
  ///   - exploration: ε.
  ///   - stream: where the draws come from: one, and another one for the action that is explored.
  /// - Returns: 0 ..< A.
  /// - Throws: `TensorError` when memory runs out.
  public func action(_ observation: [Float], exploration: Double, stream: inout RandomStream) throws -> Int {
    if stream.uniform() < exploration { return stream.integer(below: actions) }
    return try network()(observation).indexOfGreatest
  }

  /// Keeps a transition.
  ///
  /// - Parameters:
  ///   - observation: o, F numbers.
  ///   - action: what was done.
  ///   - reward: r.
  ///   - next: o′, F numbers.
  ///   - isTerminal: whether nothing counts any more afterwards. That it was cut short is no such end.
  public func remember(_ observation: [Float], action: Int, reward: Float, next: [Float], isTerminal: Bool) {
    memory.remember(observation[...], action: action, reward: reward, next: next[...], isTerminal: isTerminal)
  }

  /// One step of learning on a batch drawn from the memory, at the highest learning rate.
  ///
  /// - Returns: the mean loss; nil while the memory holds too little.
  /// - Throws: ``LossNotFinite``, whereupon nothing was changed; `TensorError` when memory runs out.
  public func learn() throws -> Double? {
    guard memory.count >= max(configuration.warmUp, configuration.batchSize) else { return nil }
    var streams = [
      RandomStream(seed: configuration.seed, purpose: "replay", ue: name, slot: networks.learningSteps)
    ]
    let batch = try TransitionBatch([memory], size: configuration.batchSize, streams: &streams)
    let loss = try networks.learn(from: batch, learningRate: configuration.learningRate)
    plain = nil
    return loss
  }

  /// The greedy policy as it is now.
  ///
  /// - Parameters:
  ///   - layout: how observations become the numbers that were learned from.
  ///   - space: the actions that were learned.
  ///   - player: the UE's place among the problem's players.
  /// - Returns: an actor, as ``TrainedPolicy`` stores it.
  /// - Throws: `TensorError` when memory runs out.
  public func actor(layout: ObservationLayout, space: DiscreteActionSpace, player: Int) throws -> ActorNetwork {
    ActorNetwork(network: try network(), layout: layout, space: .discrete(space), player: player)
  }

  private func network() throws -> Perceptron {
    if let plain { return plain }
    let network = try networks.online.perceptron(of: 0)
    plain = network
    return network
  }
}

import Offloading
import Randomness
import Tensors
import Testing

@testable import Learning

@Suite("Deep Q-learning")
struct QLearningTests {
  /// Small enough for tests.
  static var small: QLearningConfiguration {
    var configuration = QLearningConfiguration()
    configuration.hidden = 16
    configuration.learningRate = 1e-2
    configuration.memory = 64
    configuration.warmUp = 32
    configuration.batchSize = 32
    configuration.targetInterval = 10
    configuration.environments = 8
    configuration.updates = 4
    return configuration
  }

  @Test(
    "Targets by hand: DQN takes the greatest of Q⁻, double DQN what Q⁻ says of the greatest of Q, the last step r alone"
  )
  func targets() throws {
    let values = try Tensor([1, 3, 1, 3], shape: [1, 2, 2])
    let online = try Tensor([5, 2, 5, 2], shape: [1, 2, 2])
    func targets(choosing: Tensor) throws -> [Float] {
      try qLearningTargets(
        rewards: Tensor([0.5, 0.5], shape: [1, 2]), continues: Tensor([1, 0], shape: [1, 2]), choosing: choosing,
        values: values, discount: 0.9
      ).floats()
    }
    for (found, expected) in zip(try targets(choosing: values), [Float(0.5 + 0.9 * 3), 0.5]) {
      #expect(abs(found - expected) < 1e-6)
    }
    for (found, expected) in zip(try targets(choosing: online), [Float(0.5 + 0.9 * 1), 0.5]) {
      #expect(abs(found - expected) < 1e-6)
    }
  }

  @Test("ε falls along a line over its share of the updates, then stays")
  func exploration() {
    var configuration = QLearningConfiguration()
    configuration.updates = 100
    configuration.initialExploration = 1
    configuration.finalExploration = 0.1
    configuration.explorationShare = 0.5
    for (update, expected) in [(0, 1), (25, 0.55), (50, 0.1), (99, 0.1)] {
      #expect(abs(configuration.exploration(at: update) - expected) < 1e-12)
    }
    configuration.explorationShare = 0
    #expect(configuration.exploration(at: 0) == 0.1)
  }

  @Test("A full memory forgets the oldest first, and comes back from a checkpoint in its order")
  func memory() throws {
    var memory = ReplayMemory(capacity: 3, features: 2)
    for index in 0..<5 {
      let number = Float(index)
      memory.remember(
        [number, -number], action: index, reward: number / 2, next: [number + 1, 0], isTerminal: index == 4)
    }
    #expect(memory.actions == [3, 4, 2])
    #expect(memory.observations == [3, -3, 4, -4, 2, -2])
    #expect(memory.following == [4, 0, 5, 0, 3, 0])
    #expect(memory.rewards == [1.5, 2, 1])
    #expect(memory.isTerminal == [false, true, false])
    #expect(memory.place == 2)
    let state = PolicyState(path: "a", update: 1, tensors: try memory.state())
    var copy = try ReplayMemory(state, under: "", capacity: 3, features: 2, actions: 5)
    memory.remember([9, 9], action: 1, reward: 0, next: [0, 0], isTerminal: false)
    copy.remember([9, 9], action: 1, reward: 0, next: [0, 0], isTerminal: false)
    #expect(copy.actions == memory.actions && memory.actions == [3, 4, 1])
    #expect(copy.observations == memory.observations)
    let error = #expect(throws: PolicyError.self) {
      try ReplayMemory(state, under: "", capacity: 3, features: 2, actions: 4)
    }
    #expect(error?.description.contains("4 actions") == true)
  }

  @Test("A single learner finds which action an observation asks for, and repeats itself by name")
  func single() throws {
    func trained(_ name: String) throws -> QLearner {
      let learner = try QLearner(observations: 1, actions: 2, Self.small, name: name)
      for step in 0..<200 {
        let (sign, action): (Float, Int) = (step % 2 == 0 ? 1 : -1, step / 2 % 2)
        learner.remember(
          [sign], action: action, reward: (sign > 0) == (action == 1) ? 1 : 0, next: [0], isTerminal: true)
        let loss = try learner.learn()
        #expect((loss == nil) == (step < 31))
      }
      return learner
    }
    let learner = try trained("ue-1")
    #expect(learner.remembered == 64 && learner.learningSteps == 169)
    var stream = RandomStream(seed: 1, purpose: "test")
    #expect(try learner.action([1], exploration: 0, stream: &stream) == 1)
    #expect(try learner.action([-1], exploration: 0, stream: &stream) == 0)
    let explored = try (0..<200).map { _ in try learner.action([1], exploration: 1, stream: &stream) }
    #expect((60...140).contains(explored.count { $0 == 0 }))
    let (layout, space) = (ObservationLayout(.paper()), DiscreteActionSpace(OffloadingParameters(), levels: 1))
    func network(_ name: String) throws -> Perceptron {
      try trained(name).actor(layout: layout, space: space, player: 0).network
    }
    #expect(try network("ue-1") == learner.actor(layout: layout, space: space, player: 0).network)
    #expect(try network("ue-2") != learner.actor(layout: layout, space: space, player: 0).network)
  }

  @Test("What is cut short goes on being worth something, what ends does not", arguments: [false, true])
  func truncation(isDouble: Bool) throws {
    var configuration = Self.small
    configuration.discount = 0.5
    configuration.isDouble = isDouble
    let learner = try QLearner(observations: 1, actions: 2, configuration, name: "a")
    // Action 0: 1, then the end. Action 1: 0.8 and more to come, 0.8/(1 − γ) = 1.6 in all.
    for step in 0..<400 {
      let action = step % 2
      learner.remember([1], action: action, reward: action == 0 ? 1 : 0.8, next: [1], isTerminal: action == 0)
      _ = try learner.learn()
    }
    var stream = RandomStream(seed: 1, purpose: "test")
    #expect(try learner.action([1], exploration: 0, stream: &stream) == 1)
    let values = try learner.actor(
      layout: ObservationLayout(.paper()), space: DiscreteActionSpace(OffloadingParameters(), levels: 1), player: 0
    ).network([1])
    #expect(abs(values[0] - 1) < 0.1 && abs(values[1] - 1.6) < 0.1)
  }

  @Test("A short training of all UEs ends above random, and its file gives the same discrete decisions back")
  func all() throws {
    let problem = OffloadingProblem.paper()
    var configuration = Self.small
    configuration.hidden = 32
    configuration.memory = 4000
    configuration.warmUp = 200
    configuration.batchSize = 128
    configuration.environments = 32
    configuration.updates = 12
    let learner = try MultiAgentQLearner(problem, configuration)
    while !learner.isFinished { _ = try learner.advance() }
    let seeds = (0..<50).map { UInt64(500 + $0) }
    var learned = ActorsPolicy(try learner.actors())
    var random = FixedJointPolicy(.random)
    let difference = try PolicyEvaluation(of: problem, by: &learned, seeds: seeds).difference(
      from: PolicyEvaluation(of: problem, by: &random, seeds: seeds))
    #expect(difference.mean > difference.halfInterval, "\(difference)")
    try withFolder { folder in
      let path = folder + "/a.policy.safetensors"
      try learner.writePolicy(to: path, topology: "paper", problemDigest: "a", modelDigests: [:])
      let policy = try TrainedPolicy.load(path, for: problem, problemDigest: "a", modelDigests: [:])
      #expect(policy.description.algorithm == .dqn)
      #expect(policy.description.actions == .discrete(levels: 5))
      let space = DiscreteActionSpace(problem.offloading)
      let decisions = (0..<space.count).map { space.decision($0) }
      let environment = try OffloadingEnvironment(problem, seeds: [1, 2, 3])
      let actors = try learner.actors()
      for index in 0..<12 {
        let observation = environment.observation(index / 4, index % 4)
        let decision = policy.actors[index % 4].decision(for: observation)
        #expect(decision == actors[index % 4].decision(for: observation))
        #expect(decisions.contains(decision))
      }
    }
  }
}

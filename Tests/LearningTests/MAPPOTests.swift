import FoundationEssentials
import Offloading
import Quantities
import Tasks
import Tensors
import Testing

@testable import Learning

@Suite("MAPPO")
struct MAPPOTests {
  private static var short: MAPPOConfiguration {
    var configuration = MAPPOConfiguration()
    configuration.updates = 12
    configuration.environments = 64
    configuration.learningRate = 5e-3
    configuration.starts = 1
    return configuration
  }

  private func trained(_ configuration: MAPPOConfiguration, for problem: OffloadingProblem) throws -> MAPPOLearner {
    let learner = try MAPPOLearner(problem, configuration)
    while !learner.isFinished { _ = try learner.advance() }
    return learner
  }

  private func quality(_ actors: [ActorNetwork], in problem: OffloadingProblem) throws -> PolicyEvaluation {
    var policy = ActorsPolicy(actors)
    return try PolicyEvaluation(of: problem, by: &policy, seeds: (0..<100).map { 500 + $0 })
  }

  @Test(
    "A short training ends above each of the policies that need none, whoever the critic is",
    arguments: MAPPOConfiguration.Critic.allCases)
  func learns(critic: MAPPOConfiguration.Critic) throws {
    let problem = OffloadingProblem.paper()
    var configuration = Self.short
    configuration.critic = critic
    let learned = try quality(trained(configuration, for: problem).actors(), in: problem)
    for policy in Policy.allCases {
      var fixed = FixedJointPolicy(policy)
      let other = try PolicyEvaluation(of: problem, by: &fixed, seeds: (0..<100).map { 500 + $0 })
      let difference = learned.difference(from: other)
      #expect(difference.mean > difference.halfInterval, "\(policy): \(difference)")
    }
    #expect(learned.share(emptiedWithin: problem.steps) == 1)
  }

  @Test("Starts begin with sets of UEs that execute locally, the smaller sets first, all of them never")
  func sets() {
    var configuration = MAPPOConfiguration()
    configuration.starts = 7
    #expect(configuration.locals(agents: 4) == [[], [0], [1], [2], [3], [0, 1], [0, 2]])
    configuration.starts = 1000
    #expect(configuration.locals(agents: 3) == [[], [0], [1], [2], [0, 1], [0, 2], [1, 2]])
    #expect(configuration.locals(agents: 1) == [[]])
    configuration.sharesParameters = true
    #expect(configuration.locals(agents: 4) == [[]])
  }

  @Test(
    "A UE that begins with local execution hardly ever offloads in the first episodes, another does half of the time")
  func beginning() throws {
    let configuration = Self.short
    let problem = OffloadingProblem.paper()
    let layout = ObservationLayout(problem)
    let candidate = try MAPPOCandidate(configuration, agents: 4, observations: layout.count, locals: [1])
    var player = try MAPPOPlayer(problem, configuration)
    try player.play(update: 0, candidate.networks)
    let rollout = player.rollout
    let shares = (0..<4).map { agent in
      let steps = (agent * rollout.capacity..<(agent + 1) * rollout.capacity).filter { rollout.isActive[$0] > 0 }
      return Double(steps.reduce(0) { $0 + rollout.offloads[$1] }) / Double(steps.count)
    }
    #expect(shares[1] < 0.01)
    for agent in [0, 2, 3] { #expect(abs(shares[agent] - 0.5) < 0.1) }
  }

  @Test("After the competition one start is left: the best of them in the compared episodes")
  func competition() throws {
    let problem = OffloadingProblem.paper(noise: -155, initial: 3, steps: 6)
    var configuration = Self.short
    (configuration.updates, configuration.competition) = (2, 1)
    (configuration.environments, configuration.starts) = (16, 5)
    let competing = try MAPPOLearner(problem, configuration)
    var starts: [Double] = []
    while !competing.isFinished { starts.append(try competing.advance().figures.last?.value ?? 0) }
    #expect(starts == [5, 5])
    #expect(try Set(competing.state().map { $0.name.prefix(8) }).count == 1)
    // Each of the starts by itself.
    let layout = ObservationLayout(problem)
    let space = ActionSpace(.hybrid, problem.offloading)
    let qualities = try configuration.locals(agents: 4).map { locals in
      var candidate = try MAPPOCandidate(configuration, agents: 4, observations: layout.count, locals: locals)
      for update in 0..<2 {
        var player = try MAPPOPlayer(problem, configuration)
        try player.play(update: update, candidate.networks)
        _ = try candidate.learn(from: player.rollout, update: update)
      }
      return try competing.validation(
        of: (0..<4).map { player in
          ActorNetwork(
            network: try candidate.networks.actor.perceptron(of: player), layout: layout, space: space, player: player)
        })
    }
    #expect(Set(qualities).count == 5)
    #expect(try competing.validation(of: competing.actors()) == qualities.max())
  }

  @Test("The same seed makes the same actors, another seed others")
  func seeds() throws {
    let problem = OffloadingProblem.paper(initial: 3, steps: 6)
    var configuration = Self.short
    configuration.updates = 2
    func decisions() throws -> [Decision] {
      let actors = try trained(configuration, for: problem).actors()
      let environment = try OffloadingEnvironment(problem, seeds: [1, 2, 3])
      return (0..<3).flatMap { index in
        actors.indices.map { actors[$0].decision(for: environment.observation(index, $0)) }
      }
    }
    let first = try decisions()
    #expect(try decisions() == first)
    configuration.seed = 2
    #expect(try decisions() != first)
  }

  @Test("A policy's file gives the actors back, and is refused for another problem with both digests")
  func files() throws {
    let problem = OffloadingProblem.paper(initial: 3, steps: 6)
    var configuration = Self.short
    configuration.updates = 1
    let learner = try trained(configuration, for: problem)
    let folder = FileManager.default.temporaryDirectory.appending(path: "policy-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "a.policy.safetensors").path
    try learner.writePolicy(to: path, topology: "paper", problemDigest: "0123456789abcdef", modelDigests: ["vqa": "a"])
    let policy = try TrainedPolicy.load(
      path, for: problem, problemDigest: "0123456789abcdef", modelDigests: ["vqa": "a"])
    #expect(policy.description.updates == 1)
    let environment = try OffloadingEnvironment(problem, seeds: [1, 2, 3])
    let actors = try learner.actors()
    for index in 0..<3 {
      for player in actors.indices {
        let observation = environment.observation(index, player)
        #expect(policy.actors[player].decision(for: observation) == actors[player].decision(for: observation))
      }
    }
    let error = #expect(throws: PolicyError.self) {
      try TrainedPolicy.load(path, for: problem, problemDigest: "fedcba9876543210", modelDigests: ["vqa": "a"])
    }
    #expect(error?.description.contains("0123456789ab") == true)
    #expect(error?.description.contains("fedcba987654") == true)
    let stale = #expect(throws: PolicyError.self) {
      try TrainedPolicy.load(path, for: problem, problemDigest: "0123456789abcdef", modelDigests: ["vqa": "b"])
    }
    #expect(stale?.description.contains("the model of vqa in use, b…, found one trained with a…") == true)
    let shared = try SafetensorsFile.read(path).tensors.map(\.name)
    #expect(shared.contains("ue-4.layers.2.bias"))
  }
}

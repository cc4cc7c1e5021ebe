import FoundationEssentials
import Learning
import Offloading
import Quantities
import Tasks
import Tensors
import Testing

@Suite("MAPPO")
struct MAPPOTests {
  private static var short: MAPPOConfiguration {
    var configuration = MAPPOConfiguration()
    configuration.updates = 12
    configuration.environments = 64
    configuration.learningRate = 5e-3
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

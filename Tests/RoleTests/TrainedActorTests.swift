import EdgeServer
import EmulatorTestKit
import Foundation
import InProcess
import Learning
import Offloading
import Protocol
import Roles
import Scenario
import Tasks
import Testing
import Trace
import UserEquipment

/// Does a UE's work without a model, but for its decisions: they are those of its actor or of what it learns.
struct ActingEngine: Engine {
  private var synthetic = SyntheticUEEngine()
  private let folder: String
  private var learner: OnlineLearner?

  /// - Parameter folder: where policies lie.
  init(folder: String) { self.folder = folder }

  mutating func perform(_ work: UEWork) -> UEProduct {
    if case .decide(let slot, let observation, let lesson) = work, let learner {
      do {
        return .decided(
          slot: slot, on: observation, try learner.decide(slot: slot, on: observation, lesson: lesson))
      } catch {
        return .failed("\(error)")
      }
    }
    guard case .load(let scenario, let profile, let name) = work, case .loaded(var loaded) = synthetic.perform(work)
    else { return synthetic.perform(work) }
    do {
      learner = try EquipmentEngine.learner(of: profile, name, in: scenario)
      loaded.actor = try EquipmentEngine.actor(
        of: profile, name, in: scenario, modelDigests: loaded.modelDigests, folders: [folder])
      return .loaded(loaded)
    } catch {
      return .unusable("\(error)")
    }
  }
}

@Suite("Trained actors in UEs")
struct TrainedActorTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "actors-\(UUID().uuidString)").path

  /// Trains a little and writes `mine.policy.safetensors`; every UE of the scenario then decides by it.
  private func train(
    for scenario: inout Scenario, models: String = "synthetic", seed: UInt64 = 1,
    observation: ObservationLayout.Version = .local
  ) throws {
    let problem = try scenario.offloadingProblem { TaskKnowledge(.synthetic($0)) }
    var configuration = MAPPOConfiguration()
    (configuration.updates, configuration.environments, configuration.learningRate) = (6, 24, 0.02)
    (configuration.seed, configuration.observation, configuration.starts) = (seed, observation, 2)
    let learner = try MAPPOLearner(problem, configuration)
    while !learner.isFinished { _ = try learner.advance() }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let digests = Dictionary(
      scenario.ues.map { ($0.profile.task.rawValue, models) }, uniquingKeysWith: { first, _ in first })
    try learner.writePolicy(
      to: "\(folder)/mine\(PolicyChoice.fileSuffix)", topology: scenario.name,
      problemDigest: try scenario.problemDigest(), modelDigests: digests)
    for index in scenario.ues.indices { scenario.ues[index].profile.policy = .trained("mine") }
  }

  private func emulation(_ scenario: Scenario) throws -> HandDrivenEmulation {
    var emulation = try HandDrivenEmulation(server: scenario)
    emulation.startChannel()
    for ue in scenario.ues {
      emulation.startUE(
        AttachOptions(name: .exactly(try UEName(ue.name)), patience: 60), engine: ActingEngine(folder: folder))
    }
    return emulation
  }

  @Test(
    "Trained actors come to the same in UEs and in the environment: queues, batteries, accuracies, QoE and rewards",
    arguments: zip([7, 8] as [UInt64], ObservationLayout.Version.allCases))
  func conformance(seed: UInt64, observation: ObservationLayout.Version) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for untrained in [
      Scenario.mixedFixture(seed: seed), EnvironmentConformanceTests.eventful(seed: seed),
      EnvironmentConformanceTests.moving(seed: seed),
    ] {
      var scenario = untrained
      try train(for: &scenario, observation: observation)
      var emulation = try emulation(scenario)
      #expect(emulation.finish() == .completed)
      let problem = try scenario.offloadingProblem { TaskKnowledge(.synthetic($0)) }
      let policy = try TrainedPolicy.load(
        "\(folder)/mine\(PolicyChoice.fileSuffix)", for: problem, problemDigest: try scenario.problemDigest(),
        modelDigests: ["translation": "synthetic", "retrieval": "synthetic", "vqa": "synthetic"])
      let (_, decisions) = try expectEnvironment(of: problem, seed: seed, toComeTo: emulation.committed) {
        player, _, observation, _ in policy.actors[player].decision(for: observation)
      }
      #expect(Set(decisions).count > 10)
      #expect(emulation.summary?.ues.allSatisfy { $0.policy == "trained:mine" } == true)
    }
  }

  @Test("A UE that the policy does not know decides by the first actor for such tasks, and says so")
  func guest() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var scenario = Scenario.mixedFixture()
    try train(for: &scenario)
    var emulation = try emulation(scenario)
    _ = emulation.run { $0.committed.count == 2 }
    let wish = ProfileWish(task: .visualQuestionAnswering, policy: .trained("mine"))
    let guest = emulation.startUE(
      AttachOptions(name: .exactly(try UEName("guest")), profile: wish, patience: 60),
      engine: ActingEngine(folder: folder))
    #expect(emulation.finish() == .completed)
    let lines = emulation.ues[guest].notes.compactMap { if case .log(_, let text) = $0 { text } else { nil } }
    #expect(lines.contains("guest is not in the policy mine: it decides by the actor of ue-3"))
    #expect(emulation.summary?.ues.first { $0.name == "guest" }?.tasks.completed ?? 0 > 0)
  }

  @Test("What is no policy, another problem's, other models', not there or without such an actor is refused")
  func refusals() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var scenario = Scenario.mixedFixture()
    scenario.ues.removeLast(2)
    try train(for: &scenario)
    func refusal(
      _ name: String = "ue-2", policy: String = "mine", models: [String] = ["synthetic"],
      _ change: (inout UEProfile, inout Scenario) -> Void = { _, _ in }
    ) throws -> String {
      var changed = scenario
      var profile = changed.ues[1].profile
      profile.policy = .trained(policy)
      change(&profile, &changed)
      do {
        _ = try EquipmentEngine.actor(
          of: profile, try UEName(name), in: changed, modelDigests: models, folders: [folder])
        return ""
      } catch {
        return "\(error)".replacing(folder, with: "MODELS")
      }
    }
    #expect(try refusal().isEmpty)
    #expect(try refusal("guest").isEmpty)
    let ue = scenario.ues[1]
    let actor = try EquipmentEngine.actor(
      of: ue.profile, try UEName(ue.name), in: scenario, modelDigests: ["synthetic"], folders: ["/nowhere", folder])
    #expect(actor?.owner == ue.name)
    #expect(
      try refusal(policy: "other")
        == "MODELS/other.policy.safetensors: expected a trained policy, found no such file. Train it with helio train policy "
        + "TOPOLOGY --output MODELS/other.policy.safetensors, or point at another folder with --models.")
    let digest = try scenario.problemDigest().prefix(12)
    let problem = try refusal { $1.slots.count = 99 }
    #expect(problem.contains("found one trained for \(digest)… of the topology mixed fixture"))
    #expect(problem.contains("helio train policy --algorithm mappo TOPOLOGY"))
    #expect(
      try refusal(models: ["another model"]).contains(
        "the model of retrieval in use, another mode…, found one trained with synthetic…"))
    #expect(
      try refusal("guest") { profile, _ in profile.task = .visualQuestionAnswering }.contains(
        "the model of vqa in use"))
    let stranger = try refusal("guest", models: []) { profile, _ in profile.task = .visualQuestionAnswering }
    #expect(stranger.contains("an actor of guest, or one for tasks with the modality bimodal"))
    #expect(stranger.contains("found those of ue-1 (text), ue-2 (image)"))
    try FileManager.default.copyItem(
      atPath: BuiltPrograms.file("models/vqa-scene-questions.safetensors"),
      toPath: "\(folder)/codec\(PolicyChoice.fileSuffix)")
    #expect(try refusal(policy: "codec").contains("expected a policy with its description in the metadata"))
    try Data("nothing".utf8).write(to: URL(filePath: "\(folder)/damaged\(PolicyChoice.fileSuffix)"))
    #expect(try refusal(policy: "damaged").contains("damaged.policy.safetensors"))
  }

  private func digestOfPolicy() throws -> String {
    let bytes = try Data(contentsOf: URL(filePath: "\(folder)/mine\(PolicyChoice.fileSuffix)"))
    return SHA256Digest.hexadecimal(SHA256Digest.of([UInt8](bytes)))
  }

  @Test("The digest of the policy's file is in the record; a replay with another file is refused with both digests")
  func replay() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var scenario = Scenario.mixedFixture()
    try train(for: &scenario)
    let recorded = try digestOfPolicy()
    var emulation = try emulation(scenario)
    #expect(emulation.finish() == .completed)
    let script = ReplayScript(emulation.committed)
    let digests = emulation.committed.flatMap(\.events).map { event -> String? in
      guard case .attached(_, _, let digest) = event else { return nil }
      return digest
    }
    #expect(digests == Array(repeating: recorded, count: scenario.ues.count))
    func replay() throws -> (conclusion: Conclusion, slots: [SlotRecord]) {
      var slots: [SlotRecord] = []
      var runner = try InProcessRunner(
        scenario: scenario, serverEngine: SyntheticServerEngine(), ueEngine: { _ in ActingEngine(folder: folder) },
        onServerNote: { if case .committed(let slot) = $0 { slots.append(slot) } }, script: script)
      return (runner.run(), slots)
    }
    let same = try replay()
    #expect(same.conclusion == .completed)
    #expect(same.slots == emulation.committed)
    try train(for: &scenario, seed: 2)
    let other = try digestOfPolicy()
    #expect(other != recorded)
    #expect(
      try replay().conclusion
        == .unusable(
          "ue-1 decides by a file mine.policy.safetensors with the digest \(other.prefix(12))…, in the recorded run it had "
            + "\(recorded.prefix(12))…; name the folder of the latter with --models"))
  }

  @Test("A UE that is started again with another file of its policy is refused, after a restart of the server too")
  func startedAgain() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for serverRestarts in [false, true] {
      var scenario = Scenario.mixedFixture()
      try train(for: &scenario)
      var emulation = try emulation(scenario)
      _ = emulation.run { $0.committed.count == 3 }
      let begun = try digestOfPolicy()
      try train(for: &scenario, seed: 2)
      emulation.kill(.ue(0))
      if serverRestarts { try emulation.restartServer() }
      let successor = emulation.restartUE(0, engine: ActingEngine(folder: folder))
      _ = emulation.run { $0.ues[successor].conclusion != nil }
      #expect(
        emulation.ues[successor].conclusion
          == .unusable(
            "ue-1 decides by a file mine.policy.safetensors with the digest \(try digestOfPolicy().prefix(12))…, it began "
              + "with \(begun.prefix(12))…; name the folder of the latter with --models"))
      #expect(emulation.finish() == .completed)
    }
  }

  @Test(
    "A UE that observes broadcasts and is started again decides as if nothing had happened, with a new server too",
    arguments: [false, true])
  func broadcastIsRestored(serverRestarts: Bool) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var scenario = Scenario.mixedFixture()
    try train(for: &scenario, observation: .broadcast)
    var undisturbed = try emulation(scenario)
    #expect(undisturbed.finish() == .completed)
    var emulation = try emulation(scenario)
    _ = emulation.run { $0.committed.count == 3 }
    emulation.kill(.ue(0))
    if serverRestarts { try emulation.restartServer() }
    _ = emulation.restartUE(0, engine: ActingEngine(folder: folder))
    #expect(emulation.finish() == .completed)
    #expect(emulation.committed.last == undisturbed.committed.last)
    #expect(emulation.committed.map(\.ues) == undisturbed.committed.map(\.ues))
  }

  @Test("A UE whose policy cannot be used leaves, and says why")
  func leaving() throws {
    var scenario = Scenario.mixedFixture()
    scenario.ues[0].profile.policy = .trained("absent")
    var emulation = try emulation(scenario)
    _ = emulation.run { $0.ues[0].conclusion != nil }
    guard case .unusable(let reason)? = emulation.ues[0].conclusion else {
      Issue.record("ue-1 has not left: \(String(describing: emulation.ues[0].conclusion))")
      return
    }
    #expect(reason.contains("absent.policy.safetensors: expected a trained policy, found no such file"))
  }
}

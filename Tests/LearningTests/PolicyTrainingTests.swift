import FoundationEssentials
import Offloading
import Tensors
import Testing

@testable import Learning

@Suite("Trainings of policies")
struct PolicyTrainingTests {
  private static let problem = OffloadingProblem.paper(initial: 2, steps: 4)

  private static var mappo: PolicyTraining.Method {
    var configuration = MAPPOConfiguration()
    configuration.hidden = 8
    configuration.environments = 4
    configuration.updates = 4
    return .mappo(configuration)
  }

  /// Stopped while its starts compete.
  private static var competing: PolicyTraining.Method {
    guard case .mappo(var configuration) = mappo else { return mappo }
    configuration.competition = 1
    return .mappo(configuration)
  }

  /// With a memory that fills up and a target that is copied between two checkpoints.
  private static var doubleQ: PolicyTraining.Method {
    var configuration = QLearningTests.small
    configuration.isDouble = true
    configuration.discount = 0.9
    configuration.memory = 40
    configuration.batchSize = 8
    configuration.learningInterval = 3
    configuration.targetInterval = 2
    return .qLearning(configuration)
  }

  private func run(_ folder: String, history: String? = nil, resumed: String? = nil) -> PolicyTrainingRun {
    PolicyTrainingRun(
      folder: folder, resumed: resumed, history: history, checkpointInterval: 2, topology: "paper",
      problemDigest: "0123456789abcdef", modelDigests: ["vqa": "a"])
  }

  private func learner(_ path: String, problemDigest: String = "0123456789abcdef") throws -> any PolicyLearner {
    try PolicyCheckpoint(reading: path).learner(
      for: Self.problem, problemDigest: problemDigest, modelDigests: ["vqa": "a"])
  }

  private func bytes(of learner: any PolicyLearner, in folder: String) throws -> [Data] {
    let (policy, checkpoint) = (folder + "/p", folder + "/c")
    try learner.writePolicy(to: policy, topology: "paper", problemDigest: "a", modelDigests: [:])
    try learner.writeCheckpoint(to: checkpoint, topology: "paper", problemDigest: "a", modelDigests: [:])
    return [try SafetensorsFile.bytes(of: policy), try SafetensorsFile.bytes(of: checkpoint)]
  }

  @Test(
    "A training that was interrupted ends with the bytes of one that was not", arguments: [mappo, competing, doubleQ])
  func resumption(method: PolicyTraining.Method) throws {
    try withFolder { folder in
      let training = PolicyTraining(method, completionBonus: 0.5, remainderPenalty: 2)
      let whole = try training.learner(for: Self.problem)
      #expect(try run(folder + "/whole").train(whole, shouldStop: { false }, report: { _ in }) == .finished)

      let first = try training.learner(for: Self.problem)
      var (begun, updates) = (run(folder + "/parts"), [Int]())
      var end = try begun.train(first, shouldStop: { updates.count == 3 }, report: { updates.append($0.update) })
      #expect(end == .interrupted)
      let second = try learner(begun.checkpoint)
      #expect(second.update == 3 && second.problem.completionBonus == 0.5 && second.problem.remainderPenalty == 2)
      begun = run(folder + "/parts", resumed: begun.checkpoint)
      end = try begun.train(second, shouldStop: { false }, report: { updates.append($0.update) })
      #expect(end == .finished && updates == [1, 2, 3, 4])
      #expect(try bytes(of: second, in: folder) == bytes(of: whole, in: folder))

      let rows = try String(contentsOf: URL(filePath: begun.history), encoding: .utf8).split(separator: "\n")
      let names = (["update", "episodes", "reward"] + method.figureNames + ["seconds", "steps"]).joined(separator: ",")
      #expect(rows.map { $0.prefix { $0 != "," } } == ["update", "1", "2", "3", "4"] && rows.first ?? "" == names)
      let steps = rows.dropFirst().compactMap { $0.split(separator: ",").last.flatMap { Int($0) } }
      #expect(steps.count == 4 && steps == steps.sorted() && steps.last ?? 0 > steps.first ?? 0)
    }
  }

  @Test("A checkpoint of another problem is refused with both digests, and so is what is no checkpoint")
  func refusals() throws {
    try withFolder { folder in
      let begun = run(folder)
      let whole = try PolicyTraining(Self.doubleQ).learner(for: Self.problem)
      _ = try begun.train(whole, shouldStop: { true }, report: { _ in })
      let other = #expect(throws: PolicyError.self) {
        try learner(begun.checkpoint, problemDigest: "fedcba9876543210")
      }
      #expect(other?.description.contains("0123456789ab") == true)
      #expect(other?.description.contains("fedcba987654") == true)
      #expect(other?.description.contains("without --resume") == true)
      let policy = folder + "/a.policy.safetensors"
      try whole.writePolicy(to: policy, topology: "paper", problemDigest: "a", modelDigests: [:])
      let none = #expect(throws: PolicyError.self) { try PolicyCheckpoint(reading: policy) }
      #expect(none?.description.contains("expected a checkpoint of a policy's training") == true)

      let file = try SafetensorsFile.read(begun.checkpoint)
      let damaged = folder + "/damaged"
      try SafetensorsFile.write(
        damaged, tensors: file.tensors.filter { $0.name != "memory.ue-3.actions" }, metadata: file.metadata)
      let missing = #expect(throws: PolicyError.self) { try learner(damaged) }
      #expect(missing?.description.contains("expected the tensor memory.ue-3.actions, found none") == true)
    }
  }

  @Test("A policy for other levels or another layout of observations is refused with both")
  func policies() throws {
    try withFolder { folder in
      let path = folder + "/a.policy.safetensors"
      let learner = try PolicyTraining(Self.doubleQ).learner(for: Self.problem)
      try learner.writePolicy(to: path, topology: "paper", problemDigest: "a", modelDigests: [:])
      let file = try SafetensorsFile.read(path)
      func refusal(_ before: String, _ after: String) throws -> PolicyError? {
        let metadata = file.metadata.mapValues { $0.replacing(before, with: after) }
        #expect(metadata != file.metadata)
        try SafetensorsFile.write(path, tensors: file.tensors, metadata: metadata)
        return #expect(throws: PolicyError.self) {
          try TrainedPolicy.load(path, for: Self.problem, problemDigest: "a", modelDigests: [:])
        }
      }
      let levels = try refusal(#""levels":5"#, #""levels":4"#)
      #expect(levels?.description.contains("20 outputs for actions of 4 levels, found 30 outputs") == true)
      let none = try refusal(#""levels":5"#, #""levels":0"#)
      #expect(none?.description.contains("expected actions of 1 to 64 levels, found 0") == true)
      let layout = try refusal(#""observation":1"#, #""observation":9"#)
      #expect(layout?.description.contains("found one for layout 9") == true)
    }
  }

  @Test(
    "What is not a number stops the training with the update, the batch and no checkpoint yet",
    arguments: [mappo, doubleQ])
  func divergence(method: PolicyTraining.Method) throws {
    try withFolder { folder in
      var method = method
      switch method {
      case .mappo(var configuration):
        configuration.learningRate = .infinity
        method = .mappo(configuration)
      case .qLearning(var configuration):
        configuration.learningRate = .infinity
        method = .qLearning(configuration)
      }
      let run = run(folder)
      let learner = try PolicyTraining(method).learner(for: Self.problem)
      let error = #expect(throws: PolicyTrainingDiverged.self) {
        try run.train(learner, shouldStop: { false }, report: { _ in })
      }
      #expect(error?.checkpoint == nil && error?.update == learner.update + 1)
      let batch = try SafetensorsFile.read(error?.batch ?? "")
      #expect(batch["observations"]?.shape.last == 11)
      #expect(!FileManager.default.fileExists(atPath: run.checkpoint))
    }
  }

  @Test("The error of a training that goes wrong later names the last good checkpoint, which still resumes")
  func lateDivergence() throws {
    try withFolder { folder in
      let run = run(folder)
      let failing = FailingLearner(try PolicyTraining(Self.mappo).learner(for: Self.problem), atUpdate: 4)
      let error = #expect(throws: PolicyTrainingDiverged.self) {
        try run.train(failing, shouldStop: { false }, report: { _ in })
      }
      let words = error?.description ?? ""
      #expect(words.contains("update 4: the loss is not a number"))
      #expect(words.contains(run.checkpoint) && words.contains(folder + "/failed-batch.safetensors"))
      #expect(try learner(run.checkpoint).update == 2)
      #expect(try SafetensorsFile.read(folder + "/failed-batch.safetensors").tensors.map(\.name) == ["observations"])
    }
  }

  @Test("A history that cannot be written is an error before anything is played")
  func history() throws {
    try withFolder { folder in
      let learner = try PolicyTraining(Self.mappo).learner(for: Self.problem)
      #expect(throws: CocoaError.self) {
        try run(folder, history: folder + "/none/history.csv").train(learner, shouldStop: { false }, report: { _ in })
      }
      #expect(learner.update == 0)
    }
  }

  @Test("Presets: both play 1000 episodes for the paper; values with which nothing can run are named")
  func presets() throws {
    for algorithm in PolicyDescription.Algorithm.allCases {
      let paper = PolicyTraining.Method(algorithm, .paper)
      #expect(paper.algorithm == algorithm)
      #expect(paper.updates * paper.environments == 1000)
      for preset in PolicyTraining.Preset.allCases {
        try PolicyTraining(PolicyTraining.Method(algorithm, preset)).check()
      }
    }
    var configuration = QLearningConfiguration()
    configuration.batchSize = configuration.memory + 1
    let fault = #expect(throws: PolicyTrainingFault.self) {
      try PolicyTraining(.qLearning(configuration)).check()
    }
    #expect(fault?.quantity == "batch" && fault?.expected == "1 to \(configuration.memory)")
  }
}

/// Learns as another learner does until an update, whose loss is no number.
private final class FailingLearner: PolicyLearner {
  private let learner: any PolicyLearner
  private let failure: Int

  init(_ learner: any PolicyLearner, atUpdate failure: Int) {
    self.learner = learner
    self.failure = failure
  }

  var problem: OffloadingProblem { learner.problem }
  var method: PolicyTraining.Method { learner.method }
  var update: Int { learner.update }
  func advance() throws -> PolicyUpdate {
    guard learner.update + 1 < failure else {
      throw LossNotFinite(quantity: "the loss", batch: [(name: "observations", tensor: try .zeros([1]))])
    }
    return try learner.advance()
  }
  func actors() throws -> [ActorNetwork] { try learner.actors() }
  func state() throws -> [NamedTensor] { try learner.state() }
  func restore(_ state: PolicyState) throws { try learner.restore(state) }
}

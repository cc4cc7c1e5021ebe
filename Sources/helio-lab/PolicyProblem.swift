import ArgumentParser
public import CommandLineSupport
import Offloading
public import Scenario
import Semantics
import Tasks
import Topology

/// The problem of a topology, with what was measured of its models.
struct PolicyProblem {
  let scenario: Scenario
  let problem: OffloadingProblem
  /// The digest of what a policy is trained for.
  let digest: String
  /// The digests of the models, by kind of task.
  let modelDigests: [String: String]

  /// Reads a topology and the knowledge bases of its models.
  ///
  /// - Parameters:
  ///   - topology: the file.
  ///   - overrides: what the command line says instead of the file.
  ///   - models: where models lie.
  /// - Throws: `ExitCode` after faults of the file were shown, `ModelError`, `KnowledgeBaseError`, `UnplayableScenario`.
  init(topology: String, overrides: ScenarioOptions, models: ModelOptions) throws {
    do {
      scenario = try TopologyFile.load(
        topology, overrides: overrides.overrides(data: models.data, modelsDirectory: models.directory))
    } catch {
      error.show()
      throw ExitCode(ExitStatus.data)
    }
    let library = ModelLibrary(folder: models.directory)
    var known: [TaskKind: (knowledge: TaskKnowledge, digest: String)] = [:]
    for kind in Set(scenario.ues.map(\.profile.task)) {
      guard let name = scenario.model(of: kind) else { continue }
      let model = try TrainedModel.load(library.path(of: name, kind: kind))
      var local: Double?
      if kind == .visualQuestionAnswering, let name = scenario.questions?.localModel {
        let model = try TrainedModel.load(library.path(of: name, kind: kind))
        local = try library.measured(named: name, of: kind, digest: model.digest).localAccuracy
      }
      let knowledge = try library.knowledge(named: name, of: kind, digest: model.digest)
      known[kind] = (TaskKnowledge(knowledge, localAccuracy: local), model.digest)
    }
    problem = try scenario.offloadingProblem { known[$0]?.knowledge }
    digest = try scenario.problemDigest()
    modelDigests = Dictionary(uniqueKeysWithValues: known.map { ($0.key.rawValue, $0.value.digest) })
  }
}

extension UnplayableScenario: ErrorWithStatus {
  /// A topology is an input.
  public var exitStatus: Int32 { ExitStatus.data }
}

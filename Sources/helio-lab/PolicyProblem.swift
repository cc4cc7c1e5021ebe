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
  /// The digests of the models, by kind of task; of one that answers on the UE alone under `vqa.local`.
  let modelDigests: [String: String]

  /// Reads a topology and the knowledge bases of its models.
  ///
  /// - Parameters:
  ///   - topology: the file.
  ///   - overrides: what the command line says instead of the file.
  ///   - models: where models lie.
  /// - Throws: `ExitCode` after faults of the file were shown, `ModelError`, `KnowledgeFileError`, `UnplayableScenario`.
  init(topology: String, overrides: ScenarioOptions, models: ModelOptions) throws {
    do {
      scenario = try TopologyFile.load(
        topology,
        // How UEs decide is no part of the problem: the policy that is to be trained need not be there yet.
        overrides: overrides.overrides(data: models.data, modelFolders: models.folders, policy: .local))
    } catch {
      error.show()
      throw ExitCode(ExitStatus.data)
    }
    let library = ModelLibrary(folders: models.folders)
    var digests: [String: String] = [:]
    var known: [TaskKind: TaskKnowledge] = [:]
    let symbols = scenario.offloading.symbolCounts
    for kind in Set(scenario.ues.map(\.profile.task)) {
      guard let name = scenario.model(of: kind), let data = scenario.dataName(of: kind) else { continue }
      // What the emulation checks at its start: the model's k_max, the measured grid, the data.
      func measured(_ model: some CodecModel, _ name: String, _ symbols: SymbolCounts?) throws -> KnowledgeBase {
        digests[symbols == nil ? "\(kind.rawValue).local" : kind.rawValue] = model.digest
        return try library.knowledge(of: model, named: name, dataSet: data, symbols: symbols)
      }
      switch kind {
      case .translation:
        known[kind] = TaskKnowledge(try measured(library.translation(named: name), name, symbols))
      case .retrieval:
        known[kind] = TaskKnowledge(try measured(library.retrieval(named: name), name, symbols))
      case .visualQuestionAnswering:
        let local = try scenario.questions?.localModel.map {
          try measured(library.questionAnswering(named: $0), $0, nil).localAccuracy
        }
        known[kind] = TaskKnowledge(
          try measured(library.questionAnswering(named: name), name, symbols), localAccuracy: local)
      }
    }
    problem = try scenario.offloadingProblem { known[$0] }
    digest = try scenario.problemDigest()
    modelDigests = digests
  }
}

extension UnplayableScenario: ErrorWithStatus {
  /// A topology is an input.
  public var exitStatus: Int32 { ExitStatus.data }
}

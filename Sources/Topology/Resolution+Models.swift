import FoundationEssentials
import Scenario
import Tasks
import Trace

extension SemanticsDraft {
  /// Looks for the models' files.
  ///
  /// - Parameters:
  ///   - folders: where models lie.
  ///   - comparesKnowledge: whether what was measured has to be of them.
  ///   - log: takes the faults.
  func checkModels(in folders: ModelFolders, comparesKnowledge: Bool, log: FaultLog) {
    // Policies lie in the same folders.
    let models = folders.names(endingWith: Self.weights)
      .filter { !"\($0)\(Self.weights)".hasSuffix(PolicyChoice.fileSuffix) }
    let wanted: [(key: String, kind: TaskKind, model: String?)] = [
      ("translation.model", .translation, translation?.model), ("retrieval.model", .retrieval, retrieval?.model),
      ("vqa.model", .visualQuestionAnswering, questions?.model),
      (Self.localModel, .visualQuestionAnswering, questions?.localModel),
    ]
    for (key, kind, model) in wanted {
      guard let model else { continue }
      let path = "semantics.\(key)"
      guard models.contains(model), let folder = folders.folder(of: model + Self.weights) else {
        log.add(
          at: log.place(of: path), key: path, found: "\"\(model)\"",
          expected: folders.expectation("model", "models", among: models),
          suggestion: models.isEmpty
            ? "train one with `helio train codec \(kind.rawValue)`, or name the folder with `--models`"
            : Spelling.didYouMean(model, among: models))
        continue
      }
      guard let json = FileManager.default.contents(atPath: "\(folder)/\(model)\(Self.knowledge)") else {
        log.add(
          at: log.place(of: path), key: path, found: "no \(model)\(Self.knowledge) beside \(model)\(Self.weights)",
          expected: "the model's knowledge base in \(folder)",
          suggestion: "measure it with `helio evaluate knowledge \(folder)/\(model)\(Self.weights)`")
        continue
      }
      guard comparesKnowledge else { continue }
      check(json, of: model, kind, in: folder, path: path, isCodec: key != Self.localModel, log: log)
    }
  }

  private static let weights = ".safetensors"
  private static let knowledge = ".knowledge.json"
  private static let localModel = "vqa.local-model"

  /// Looks whether the knowledge base beside a model was measured of it and tells of the channel that a codec has.
  private func check(
    _ json: Data, of model: String, _ kind: TaskKind, in folder: String, path: String, isCodec: Bool, log: FaultLog
  ) {
    let weights = "\(folder)/\(model)\(Self.weights)"
    guard let bytes = FileManager.default.contents(atPath: weights) else { return }
    do throws(KnowledgeBaseError) {
      let knowledge = try KnowledgeBase(json: json)
      try knowledge.requireTask(kind)
      try knowledge.requireModel(SHA256Digest.hexadecimal(SHA256Digest.of([UInt8](bytes))))
      if isCodec { try knowledge.requireInstantaneousSNR() }
    } catch {
      let remedy = error.remedy(model: weights)
      log.add(
        at: log.place(of: path), key: path, found: "\(folder)/\(model)\(Self.knowledge): \(error.fault)",
        expected: "a knowledge base measured of the model \(model) for tasks of the kind \(kind.rawValue)",
        suggestion: remedy.prefix(1).lowercased() + remedy.dropFirst())
    }
  }
}

import FoundationEssentials
public import Tasks

/// Folders of trained models: `NAME.safetensors` and, beside each, what was measured of it, `NAME.knowledge.json`. What is not
/// in the first folder is looked for in the next.
///
/// A model is loaded once however many UEs of a process use it. Confined to one thread, like the models themselves.
public final class ModelLibrary {
  /// The folders, the first first.
  public let folders: [String]
  private var translationModels: [String: TranslationModel] = [:]
  private var retrievalModels: [String: RetrievalModel] = [:]
  private var questionAnsweringModels: [String: QuestionAnsweringModel] = [:]

  /// A library over folders.
  ///
  /// - Parameter folders: where the models lie, the first first; looked into only when one is asked for.
  public init(folders: [String]) {
    self.folders = folders
  }

  /// The translation model of a name.
  ///
  /// - Parameter name: the file's name without `.safetensors`.
  /// - Returns: the model, the same one at every call.
  /// - Throws: `ModelError` that names the file, or lists the models that there are.
  public func translation(named name: String) throws -> TranslationModel {
    if let model = translationModels[name] { return model }
    let model = try TranslationModel.load(path(of: name, kind: .translation))
    translationModels[name] = model
    return model
  }

  /// The retrieval model of a name.
  ///
  /// - Parameter name: the file's name without `.safetensors`.
  /// - Returns: the model, the same one at every call.
  /// - Throws: `ModelError` that names the file, or lists the models that there are.
  public func retrieval(named name: String) throws -> RetrievalModel {
    if let model = retrievalModels[name] { return model }
    let model = try RetrievalModel.load(path(of: name, kind: .retrieval))
    retrievalModels[name] = model
    return model
  }

  /// The model of a name that answers questions about pictures.
  ///
  /// - Parameter name: the file's name without `.safetensors`.
  /// - Returns: the model, the same one at every call.
  /// - Throws: `ModelError` that names the file, or lists the models that there are.
  public func questionAnswering(named name: String) throws -> QuestionAnsweringModel {
    if let model = questionAnsweringModels[name] { return model }
    let model = try QuestionAnsweringModel.load(path(of: name, kind: .visualQuestionAnswering))
    questionAnsweringModels[name] = model
    return model
  }

  /// What was measured of a codec's model over the channel.
  ///
  /// - Parameters:
  ///   - name: the model's name.
  ///   - task: what the model does.
  ///   - digest: the digest of the model in use, which must be the one that was measured.
  /// - Returns: what was measured of the model, over instantaneous signal-to-noise ratios.
  /// - Throws: `ModelError` when the file is missing, ``KnowledgeFileError`` when it is malformed, of another kind of task,
  ///   of another model, averaged over fading, or of a model without a channel.
  public func knowledge(named name: String, of task: TaskKind, digest: String) throws -> KnowledgeBase {
    let knowledge = try measured(named: name, of: task, digest: digest)
    try explained(name) { () throws(KnowledgeBaseError) in try knowledge.requireInstantaneousSNR() }
    return knowledge
  }

  /// Names the file of what is wrong with a knowledge base.
  private func explained<Value>(
    _ name: String, _ work: () throws(KnowledgeBaseError) -> Value
  ) throws(KnowledgeFileError) -> Value {
    do {
      return try work()
    } catch {
      throw KnowledgeFileError(path(ofKnowledge: name), error, model: path(ofWeights: name))
    }
  }

  /// What was measured of a model, over whatever channel or none.
  func measured(named name: String, of task: TaskKind, digest: String) throws -> KnowledgeBase {
    let path = path(ofKnowledge: name)
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw ModelError(
        place: path, expected: "the knowledge base measured of the model \(name)", found: "no such file",
        remedy: "Measure it with helio evaluate knowledge \(name)")
    }
    let knowledge = try explained(name) { () throws(KnowledgeBaseError) in try KnowledgeBase(json: bytes) }
    guard !knowledge.isSynthetic else {
      throw ModelError(
        place: path, expected: "accuracies measured of the model \(name)", found: "a synthetic table",
        remedy: "Measure it with helio evaluate knowledge \(name)")
    }
    try explained(name) { () throws(KnowledgeBaseError) in
      try knowledge.requireTask(task)
      try knowledge.requireModel(digest)
    }
    return knowledge
  }

  /// Where the knowledge base of a model lies: beside the weights.
  func path(ofKnowledge name: String) -> String { folder(of: name) + "/" + name + ".knowledge.json" }

  private func path(ofWeights name: String) -> String { folder(of: name) + "/" + name + ".safetensors" }

  /// The first folder that holds a model; the first of all when none does.
  private func folder(of name: String) -> String {
    let holding = folders.first { FileManager.default.fileExists(atPath: "\($0)/\(name).safetensors") }
    return holding ?? folders.first ?? "."
  }

  /// Where the weights of a name lie.
  ///
  /// - Parameters:
  ///   - name: the file's name without `.safetensors`.
  ///   - kind: what the model is to do, for the remedy; nil: whatever it does.
  /// - Returns: the file's path.
  /// - Throws: `ModelError` that lists the models that there are.
  public func path(of name: String, kind: TaskKind? = nil) throws(ModelError) -> String {
    let path = path(ofWeights: name)
    guard FileManager.default.fileExists(atPath: path) else {
      throw ModelError(
        place: path, expected: "the model \(name)", found: "no such file; \(available())",
        remedy:
          "Train it with helio train codec \(kind?.rawValue ?? "KIND") --output \(path), or point at another folder with "
          + "--models")
    }
    return path
  }

  /// What the folders have.
  private func available() -> String {
    let contents = folders.map { folder in
      let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      // Policies lie in the same folder.
      let models = files.filter { $0.hasSuffix(".safetensors") && !$0.hasSuffix(".policy.safetensors") }
      let names = models.map { String($0.dropLast(".safetensors".count)) }.sorted()
      return (folder, words: names.isEmpty ? "no model" : names.joined(separator: ", "))
    }
    if contents.count == 1 { return "the folder has \(contents[0].words)" }
    return contents.map { "\($0) has \($1)" }.joined(separator: "; ")
  }
}

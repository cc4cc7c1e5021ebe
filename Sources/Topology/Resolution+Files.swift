import FoundationEssentials
import Scenario
import Tasks

/// The codecs' data; nil for what is not there or could not be recognised.
struct CodecSources {
  var translation: ParallelTextSource?
  var retrieval: DataSetSource?
  var questions: PictureQuestionSource?
}

extension SemanticsDraft {
  /// Recognises the codecs' data: the command line's, or the file's.
  ///
  /// - Parameters:
  ///   - replacement: what the command line says.
  ///   - folder: where relative paths of the file start.
  ///   - log: takes the faults.
  /// - Returns: the sources; one with a fault has a stand-in.
  func sources(_ replacement: DataReplacement?, folder: String, log: FaultLog) -> CodecSources {
    let kind = replacement?.kind(among: kinds)
    if let replacement, let kind, !kinds.contains(kind) {
      log.add(
        option: "--data",
        found: "\"\(replacement.source)\" for tasks of the kind `\(kind.rawValue)`, which have no codec",
        expected: "one for \(Spelling.list(kinds.map(\.rawValue)))")
    }
    func source<Source>(
      _ written: String, of ofKind: TaskKind, named names: [String], standIn: Source,
      recognise: (String) throws(DataSetError) -> Source
    ) -> Source {
      let given = kind == ofKind ? replacement?.source : nil
      let path = "semantics.\(ofKind.rawValue).data"
      do throws(DataSetError) {
        // What is not the procedural data set is a path there, whatever it is called.
        if let given { return try recognise(Self.absolute(given, in: currentFolder, names: [names[0]], isPath: true)) }
        return try recognise(Self.absolute(written, in: folder, names: names, isPath: written.contains("/")))
      } catch {
        if let given {
          let nearest =
            FileManager.default.fileExists(atPath: given) ? nil : Spelling.didYouMean(given, among: [names[0]])
          log.add(
            option: "--data", found: "\"\(given)\" (\(error.found))", expected: error.expected,
            suggestion: nearest ?? error.advice)
        } else {
          log.add(
            at: log.place(of: path), key: path, found: "\"\(written)\" (\(error.found))", expected: error.expected,
            suggestion: Spelling.didYouMean(written, among: names) ?? error.advice)
        }
        return standIn
      }
    }
    return CodecSources(
      translation: translation.map { codec in
        source(codec.data, of: .translation, named: [TopologyDraft.streetScenes], standIn: .streetScenes) {
          (name) throws(DataSetError) in try ParallelTextSource(recognising: name)
        }
      },
      retrieval: retrieval.map { codec in
        source(
          codec.data, of: .retrieval, named: [TopologyDraft.shapes, TopologyDraft.fashionMNIST], standIn: .shapes
        ) { (name) throws(DataSetError) in
          // Its files lie elsewhere on every host.
          name == TopologyDraft.fashionMNIST ? .fashionMNIST("") : try DataSetSource(recognising: name)
        }
      },
      questions: questions.map { codec in
        source(
          codec.data, of: .visualQuestionAnswering, named: [TopologyDraft.sceneQuestions], standIn: .sceneQuestions
        ) { (name) throws(DataSetError) in try PictureQuestionSource(recognising: name) }
      })
  }

  /// A source as it is to be recognised: names as they are, paths from the root, of two files each.
  private static func absolute(_ source: String, in folder: String, names: [String], isPath: Bool) -> String {
    guard isPath, !names.contains(source) else { return source }
    return source.split(separator: ",", omittingEmptySubsequences: false)
      .map { TopologyDraft.absolute(String($0), in: folder) }.joined(separator: ",")
  }

  /// Looks for the models' files.
  func checkModels(in folder: String, log: FaultLog) {
    let suffix = ".safetensors"
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let models = files.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }.sorted()
    let wanted: [(key: String, kind: TaskKind, model: String?)] = [
      ("translation.model", .translation, translation?.model), ("retrieval.model", .retrieval, retrieval?.model),
      ("vqa.model", .visualQuestionAnswering, questions?.model),
      ("vqa.local-model", .visualQuestionAnswering, questions?.localModel),
    ]
    for (key, kind, model) in wanted {
      guard let model else { continue }
      let path = "semantics.\(key)"
      guard models.contains(model) else {
        log.add(
          at: log.place(of: path), key: path, found: "\"\(model)\"",
          expected: models.isEmpty
            ? "a model, but \(folder) holds none" : "one of the models in \(folder): \(Spelling.list(models))",
          suggestion: models.isEmpty
            ? "train one with `helio train codec \(kind.rawValue)`, or name the folder with `--models`"
            : Spelling.didYouMean(model, among: models))
        continue
      }
      if !files.contains("\(model).knowledge.json") {
        log.add(
          at: log.place(of: path), key: path, found: "no \(model).knowledge.json beside \(model)\(suffix)",
          expected: "the model's knowledge base in \(folder)", suggestion: "measure it with `helio evaluate`")
      }
    }
  }
}

/// Where relative paths of the command line start.
private var currentFolder: String { FileManager.default.currentDirectoryPath }

extension DataSetError {
  /// The remedy as the end of a sentence.
  fileprivate var advice: String {
    remedy.prefix(1).lowercased() + remedy.dropFirst()
  }
}

extension TopologyDraft {
  /// The procedural pictures' name.
  static let shapes = "shapes"
  /// The name that stands for Fashion-MNIST wherever its files lie.
  static let fashionMNIST = "fashion-mnist"
  /// The procedural sentences' name.
  static let streetScenes = "street-scenes"
  /// The procedural questions' name.
  static let sceneQuestions = "scene-questions"

  /// A path that starts at a folder unless it starts at the root.
  static func absolute(_ path: String, in folder: String) -> String {
    URL(filePath: path.hasPrefix("/") ? path : "\(folder)/\(path)").standardized.path
  }

  /// What a file calls a data set.
  static func name(of data: DataSetSource) -> String {
    data == .fashionMNIST("") ? fashionMNIST : data.description
  }
}

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
  func sources(_ replacement: DataReplacement, folder: String, log: FaultLog) -> CodecSources {
    var given: [TaskKind: String] = [:]
    do throws(DataSetError) {
      given = try replacement.sources(among: kinds)
    } catch {
      log.add(option: "--data", found: error.found, expected: error.expected, suggestion: error.advice)
    }
    func source<Source>(
      _ written: String, of kind: TaskKind, named names: [String], standIn: Source,
      recognise: (String) throws(DataSetError) -> Source
    ) -> Source {
      let path = "semantics.\(kind.rawValue).data"
      do throws(DataSetError) {
        // What is not the procedural data set is a path there, whatever it is called.
        if let given = given[kind] {
          return try recognise(Self.absolute(given, in: currentFolder, names: [names[0]], isPath: true))
        }
        return try recognise(Self.absolute(written, in: folder, names: names, isPath: written.contains("/")))
      } catch {
        if let given = given[kind] {
          log.add(
            option: "--data", found: "\"\(given)\" (\(error.found))", expected: error.expected,
            suggestion: Self.nearest(to: given, procedural: names[0]) ?? error.advice)
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
        source(codec.data, of: .translation, named: ParallelTextSource.names, standIn: .streetScenes) {
          (name) throws(DataSetError) in
          if let named = ParallelTextSource(named: name) { return named }
          return try ParallelTextSource(recognising: name)
        }
      },
      retrieval: retrieval.map { codec in
        source(codec.data, of: .retrieval, named: DataSetSource.names, standIn: .shapes) {
          (name) throws(DataSetError) in
          if let named = DataSetSource(named: name) { return named }
          return try DataSetSource(recognising: name)
        }
      },
      questions: questions.map { codec in
        source(
          codec.data, of: .visualQuestionAnswering, named: PictureQuestionSource.names, standIn: .sceneQuestions
        ) { (name) throws(DataSetError) in
          if let named = PictureQuestionSource(named: name) { return named }
          return try PictureQuestionSource(recognising: name)
        }
      })
  }

  /// What may be meant by a source of the command line that is none: the procedural data set, or a kind before `=`.
  private static func nearest(to given: String, procedural: String) -> String? {
    guard !FileManager.default.fileExists(atPath: given) else { return nil }
    if let sign = given.firstIndex(of: "=") {
      let kinds = TaskKind.allCases.map(\.rawValue)
      let kind = Spelling.nearest(to: String(given[..<sign]), among: kinds)
      return kind.map { "did you mean `\($0)\(given[sign...])`?" }
    }
    return Spelling.didYouMean(given, among: [procedural])
  }

  /// A source as it is to be recognised: names as they are, paths from the root, of two files each.
  private static func absolute(_ source: String, in folder: String, names: [String], isPath: Bool) -> String {
    guard isPath, !names.contains(source) else { return source }
    return source.split(separator: ",", omittingEmptySubsequences: false)
      .map { TopologyDraft.absolute(String($0), in: folder) }.joined(separator: ",")
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
  /// A path that starts at a folder unless it starts at the root.
  static func absolute(_ path: String, in folder: String) -> String {
    URL(filePath: path.hasPrefix("/") ? path : "\(folder)/\(path)").standardized.path
  }
}

import FoundationEssentials
public import Scenario
import Tasks

/// Reads topologies.
public enum TopologyFile {
  /// The longest file that is read, in bytes.
  public static let maximumLength = 1 << 20

  /// Reads a file, checks all of it, and makes the scenario.
  ///
  /// - Parameters:
  ///   - path: the YAML file.
  ///   - overrides: what the command line says instead of the file.
  /// - Returns: the scenario.
  /// - Throws: `TopologyError` with every fault.
  public static func load(
    _ path: String, overrides: TopologyOverrides = TopologyOverrides()
  ) throws(TopologyError) -> Scenario {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    return try read(try contents(of: path), file: path, folder: folder, overrides: overrides)
  }

  /// Reads a text as if it were a file's.
  ///
  /// - Parameters:
  ///   - text: the YAML text.
  ///   - file: what messages call it.
  ///   - folder: where relative paths start.
  ///   - overrides: what the command line says instead of the text.
  /// - Returns: the scenario.
  /// - Throws: `TopologyError` with every fault.
  public static func read(
    _ text: String, file: String = "topology", folder: String = ".",
    overrides: TopologyOverrides = TopologyOverrides()
  ) throws(TopologyError) -> Scenario {
    let log = FaultLog(folder: folder)
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
      String(Substring(line.last == UInt8(ascii: "\r") ? line.dropLast() : line))
    }
    var scenario: Scenario?
    if var root = SourceNode.parse(text, into: log) {
      for setting in overrides.settings { root.apply(setting, log: log) }
      let field = Field(node: root, path: "")
      log.remember(field)
      if var draft = Schema.topology.read(field, over: TopologyDraft(), log: log) {
        draft.apply(overrides, log: log)
        scenario = draft.resolved(overrides, log: log)
      }
    }
    guard log.faults.isEmpty, let scenario else {
      throw TopologyError(file: file, faults: log.sorted, lines: lines)
    }
    return scenario
  }

  /// The complete topology of a scenario, every key written out; reads back as the same scenario.
  public static func text(of scenario: Scenario) -> String {
    let draft = TopologyDraft(scenario)
    return Schema.topology.entries.compactMap { entry in
      entry.write(draft).map { "\(entry.name): \($0)\n" }
    }.joined().replacing(": \n", with: ":\n")
  }

  private static func contents(of path: String) throws(TopologyError) -> String {
    var isDirectory = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw refusal(path, found: "no such file", expected: "a topology file", suggestion: "check the path")
    }
    guard !isDirectory else {
      throw refusal(path, found: "a folder", expected: "a topology file", suggestion: inside(path))
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      guard isRegularFile(path) else {
        throw refusal(
          path, found: "a device, a pipe or a socket", expected: "a topology file", suggestion: "name a regular file")
      }
      throw refusal(
        path, found: "a file that cannot be read", expected: "a readable topology file",
        suggestion: "check its permissions")
    }
    guard data.count <= maximumLength else {
      throw refusal(path, found: "\(data.count) bytes", expected: "at most \(maximumLength) bytes")
    }
    if let text = String(validating: data, as: UTF8.self) { return text }
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
    throw refusal(
      path, line: line + 1, found: "bytes that are not UTF-8", expected: "a text in UTF-8",
      suggestion: "save the file as UTF-8")
  }

  private static func isRegularFile(_ path: String) -> Bool {
    let whole = URL(filePath: path).resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: whole)
    return attributes?[.type] as? FileAttributeType == .typeRegular
  }

  private static func refusal(
    _ path: String, line: Int? = nil, found: String, expected: String, suggestion: String? = nil
  ) -> TopologyError {
    let fault = TopologyFault(
      line: line, column: nil, key: "", found: found, expected: expected, suggestion: suggestion)
    return TopologyError(file: path, faults: [fault], lines: [])
  }

  private static func inside(_ folder: String) -> String? {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let topologies = files.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
    return topologies.isEmpty ? nil : "name one of its files: \(Spelling.list(Array(topologies.prefix(8))))"
  }
}

extension TopologyDraft {
  /// What a file would have to say to become this scenario.
  fileprivate init(_ scenario: Scenario) {
    self.init()
    name = scenario.name
    seed = scenario.seed
    clock = scenario.clock
    slots = scenario.slots
    numerics = scenario.numerics
    radio = scenario.radio
    offloading = scenario.offloading
    semantics = SemanticsDraft(
      translation: scenario.translation.map {
        TranslationDraft(model: $0.model, data: $0.data.description, sentences: $0.sentencesPerTask)
      },
      retrieval: scenario.retrieval.map {
        RetrievalDraft(model: $0.model, data: $0.data.description, gallery: $0.gallery)
      },
      questions: scenario.questions.map {
        QuestionsDraft(model: $0.model, data: $0.data.description, localModel: $0.localModel)
      })
    attendance = scenario.attendance
    template = scenario.template
    ues = scenario.ues.map { UEDraft(name: $0.name, profile: $0.profile) }
  }
}

public import Tasks

/// The data sets that take the place of the topology's on one host, as `--data` says it: once for each kind of tasks.
public struct DataReplacement: Hashable, Sendable {
  /// One of them.
  private struct Entry: Hashable, Sendable {
    /// The kind of tasks that it is for; nil: not said.
    let kind: TaskKind?
    /// Its name, or the path where it lies.
    let source: String

    init(_ text: String) {
      if let sign = text.firstIndex(of: "="), let kind = TaskKind(rawValue: String(text[..<sign])) {
        self.kind = kind
        source = String(text[text.index(after: sign)...])
      } else {
        kind = nil
        source = text
      }
    }
  }

  private let entries: [Entry]

  /// Reads what was written.
  ///
  /// - Parameter texts: `SOURCE` or `KIND=SOURCE` each, as in `vqa=../data/easy-vqa`.
  public init(_ texts: [String]) {
    entries = texts.map(Entry.init)
  }

  /// What replaces the data of which kind of tasks.
  ///
  /// - Parameter kinds: the kinds of tasks that there are codecs for.
  /// - Returns: names or paths.
  /// - Throws: ``DataSetError`` for a source without a kind where there are several, one of a kind without a codec, and
  ///   two of one kind.
  public func sources(among kinds: [TaskKind]) throws(DataSetError) -> [TaskKind: String] {
    var sources: [TaskKind: String] = [:]
    for entry in entries {
      let kind = try kind(of: entry, among: kinds)
      if let other = sources.updateValue(entry.source, forKey: kind) {
        throw Self.fault(
          found: "\"\(other)\" and \"\(entry.source)\" for tasks of the kind `\(kind.rawValue)`",
          expected: "one of them",
          remedy: "Leave one out")
      }
    }
    return sources
  }

  /// A scenario with these data sets in place of its own.
  ///
  /// - Parameter scenario: the scenario.
  /// - Returns: the scenario with the data of this host.
  /// - Throws: ``DataSetError`` for a source that is none, and as ``sources(among:)`` does.
  public func applied(to scenario: Scenario) throws(DataSetError) -> Scenario {
    var scenario = scenario
    for (kind, source) in try sources(among: scenario.taskKinds) {
      switch kind {
      case .translation: scenario.translation?.data = try ParallelTextSource(recognising: source)
      case .retrieval: scenario.retrieval?.data = try DataSetSource(recognising: source)
      case .visualQuestionAnswering: scenario.questions?.data = try PictureQuestionSource(recognising: source)
      }
    }
    return scenario
  }

  private func kind(of entry: Entry, among kinds: [TaskKind]) throws(DataSetError) -> TaskKind {
    let codecs = kinds.map { "`\($0.rawValue)`" }.joined(separator: " or ")
    guard let kind = entry.kind ?? (kinds.count == 1 ? kinds[0] : nil) else {
      let advice = kinds.map { "--data \($0.rawValue)=\(entry.source)" }.joined(separator: " or ")
      throw Self.fault(
        found: "\"\(entry.source)\" without the kind of tasks that it is for",
        expected: "KIND=DATA, KIND being \(codecs)",
        remedy: "Write \(advice)")
    }
    guard kinds.contains(kind) else {
      throw Self.fault(
        found: "\"\(entry.source)\" for tasks of the kind `\(kind.rawValue)`, which have no codec",
        expected: "one for \(codecs)", remedy: "Leave it out, or name a codec for such tasks in the topology")
    }
    return kind
  }

  private static func fault(found: String, expected: String, remedy: String) -> DataSetError {
    DataSetError(place: "--data", expected: expected, found: found, remedy: remedy)
  }
}

public import Tasks

/// A data set that takes the place of the topology's on one host.
public struct DataReplacement: Hashable, Sendable {
  /// The kind of tasks that it is for; nil: the kind of the only codec, or retrieval where there are several.
  public let kind: TaskKind?
  /// Its name, or the path where it lies.
  public let source: String

  /// Reads `SOURCE` or `KIND=SOURCE`, as in `vqa=../data/easy-vqa`.
  public init(_ text: String) {
    if let sign = text.firstIndex(of: "="), let kind = TaskKind(rawValue: String(text[..<sign])) {
      self.kind = kind
      source = String(text[text.index(after: sign)...])
    } else {
      kind = nil
      source = text
    }
  }

  /// The same replacement with its source written otherwise.
  ///
  /// - Parameter change: what becomes of the source.
  /// - Returns: the replacement.
  public func mapped(_ change: (String) -> String) -> DataReplacement {
    DataReplacement(kind: kind, source: change(source))
  }

  private init(kind: TaskKind?, source: String) {
    self.kind = kind
    self.source = source
  }

  /// The kind of tasks that it is for where there are these codecs.
  ///
  /// - Parameter kinds: the kinds of tasks that there are codecs for.
  /// - Returns: the kind.
  public func kind(among kinds: [TaskKind]) -> TaskKind {
    kind ?? (kinds.count == 1 ? kinds[0] : .retrieval)
  }

  /// A scenario with this data set in place of its own; unchanged where it has no codec of that kind.
  ///
  /// - Parameter scenario: the scenario.
  /// - Returns: the scenario with the data of this host.
  /// - Throws: ``DataSetError`` for a source that is none.
  public func applied(to scenario: Scenario) throws(DataSetError) -> Scenario {
    var scenario = scenario
    switch kind(among: scenario.taskKinds) {
    case .translation:
      if scenario.translation != nil { scenario.translation?.data = try ParallelTextSource(recognising: source) }
    case .retrieval:
      if scenario.retrieval != nil { scenario.retrieval?.data = try DataSetSource(recognising: source) }
    case .visualQuestionAnswering:
      if scenario.questions != nil { scenario.questions?.data = try PictureQuestionSource(recognising: source) }
    }
    return scenario
  }
}

import Scenario
import Tasks

extension TopologyDraft {
  /// The codecs of the run: those that are written, and that of retrieval with its defaults when a UE has such tasks or no
  /// other codec is named. A UE of a kind without a codec is a fault.
  func codecs(log: FaultLog) -> SemanticsDraft {
    var codecs = semantics
    let kinds = Set(ues.map(\.profile.task))
    let namesNone = semantics.translation == nil && semantics.questions == nil
    if codecs.retrieval == nil, kinds.contains(.retrieval) || namesNone { codecs.retrieval = RetrievalDraft() }
    guard log.isFree(of: "semantics") else { return codecs }
    var told: Set<String> = []
    for (index, ue) in ues.enumerated() where !codecs.has(ue.profile.task) {
      let own = "ues[\(index)].task"
      let path = log.isWritten(own) ? own : "template.task"
      guard told.insert(path).inserted else { continue }
      let kind = ue.profile.task.rawValue
      log.add(
        at: log.place(of: path), key: path, found: "`\(kind)` without a codec",
        expected: "the key `semantics.\(kind)` beside it",
        suggestion: "add `semantics: { \(kind): {} }` for the codec of this release")
    }
    return codecs
  }

  /// Whether a UE that sends bytes has tasks that can be sent so.
  func checkTransceiver(of profile: UEProfile, path: String, log: FaultLog) {
    guard profile.transceiver != nil, profile.task != DigitalTransmission.task else { return }
    let key = log.isWritten("\(path).transceiver") ? "\(path).transceiver" : "\(path).task"
    guard log.isFree(of: key) else { return }
    log.add(
      at: log.place(of: key), key: key,
      found: "a digital transceiver for tasks of the kind `\(profile.task.rawValue)`",
      expected: "an analogue one: bytes are sent of pictures to be retrieved alone",
      suggestion: "write `transceiver: analogue`, or `task: retrieval`")
  }
}

extension SemanticsDraft {
  /// Whether there is a codec for a kind of tasks.
  fileprivate func has(_ kind: TaskKind) -> Bool {
    switch kind {
    case .translation: translation != nil
    case .retrieval: retrieval != nil
    case .visualQuestionAnswering: questions != nil
    }
  }

  /// The kinds of tasks that there are codecs for.
  var kinds: [TaskKind] { TaskKind.allCases.filter { has($0) } }
}

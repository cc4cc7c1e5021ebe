import Protocol
import Radio
import Scenario

extension TopologyDraft {
  /// Checks what spans several keys and makes a scenario. The log decides whether it may be used.
  ///
  /// - Parameters:
  ///   - overrides: what the command line says; already applied, the data set and the models apart.
  ///   - log: takes the faults.
  /// - Returns: the scenario; to be dropped when the log has faults.
  func resolved(_ overrides: TopologyOverrides, log: FaultLog) -> Scenario {
    checkRadio(log: log)
    let codecs = codecs(log: log)
    if let folders = overrides.modelFolders {
      let models = ModelFolders(folders)
      codecs.checkModels(in: models, comparesKnowledge: overrides.comparesKnowledge, log: log)
      if overrides.requiresPolicies { checkPolicies(in: models, overrides, log: log) }
    }
    let sources = codecs.sources(DataReplacement(overrides.data), folder: log.folder, log: log)
    return Scenario(
      name: name, seed: seed, clock: clock, slots: slots, radio: radio, offloading: offloading,
      translation: codecs.translation.flatMap { codec in
        sources.translation.map {
          TranslationCodecChoice(model: codec.model, data: $0, sentencesPerTask: codec.sentences)
        }
      },
      retrieval: codecs.retrieval.flatMap { codec in
        sources.retrieval.map { RetrievalCodecChoice(model: codec.model, data: $0, gallery: codec.gallery) }
      },
      questions: codecs.questions.flatMap { codec in
        sources.questions.map { QuestionCodecChoice(model: codec.model, data: $0, localModel: codec.localModel) }
      },
      ues: namedUEs(areFromFile: overrides.ues == nil, log: log), template: template, attendance: attendance,
      numerics: numerics)
  }

  /// The UEs one by one, `count` multiplied out.
  private func namedUEs(areFromFile: Bool, log: FaultLog) -> [NamedUE] {
    var result: [NamedUE] = []
    var owners: [String: String] = [:]
    var points = 0
    for (index, ue) in ues.enumerated() where !ue.name.isEmpty {
      let path = "ues[\(index)]"
      if areFromFile {
        checkMobility(ue.profile.mobility, path: path, log: log)
        checkTransceiver(of: ue.profile, path: path, log: log)
      }
      let names = ue.count.map { count in (1...count).map { "\(ue.name)-\($0)" } } ?? [ue.name]
      guard result.count + names.count <= ScenarioLimits.mostUEs else {
        log.add(
          at: log.place(of: "\(path).count"), key: "ues", found: "more than \(ScenarioLimits.mostUEs) UEs",
          expected: "at most that many in all")
        return result
      }
      for name in names {
        if let owner = owners[name] {
          let line = log.place(of: "\(owner).name").map { " (the first is in line \($0.line))" } ?? ""
          log.add(
            at: log.place(of: "\(path).name"), key: "\(path).name", found: "the name \"\(name)\" a second time\(line)",
            expected: "a name of its own for every UE",
            suggestion: Self.freeName(like: name, taken: owners).map { "`\($0)` is free" })
          break
        }
        guard (try? UEName(name)) != nil else {
          log.add(
            at: log.place(of: "\(path).name"), key: "\(path).name", found: "the name \"\(name)\"",
            expected: "at most \(UEName.maximumLength) characters, the number included")
          break
        }
        owners[name] = path
        result.append(NamedUE(name: name, profile: ue.profile))
        points += ue.profile.mobility.pointCount
      }
    }
    if points > Schema.maximumTracePointsInAll {
      log.add(
        at: log.place(of: "ues"), key: "ues", found: "ways of \(points) points, each UE's own counted",
        expected: "at most \(Schema.maximumTracePointsInAll) in all",
        suggestion: "leave points out: a UE moves straight and evenly between them")
    }
    return result
  }

  /// The first free name that differs from a taken one in its number.
  private static func freeName(like name: String, taken: [String: String]) -> String? {
    let stem = name.last?.isNumber == true ? String(name.reversed().drop { $0.isNumber }.reversed()) : "\(name)-"
    return (1...taken.count + 1).lazy.map { "\(stem)\($0)" }.first { taken[$0] == nil && (try? UEName($0)) != nil }
  }
}

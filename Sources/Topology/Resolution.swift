import Protocol
import Quantities
import Radio
import Scenario

extension TopologyDraft {
  /// Checks what spans several keys and makes a scenario. The log decides whether it may be used.
  ///
  /// - Parameters:
  ///   - overrides: what the command line says; already applied, the data set and the models apart.
  ///   - folder: the topology's folder, where relative paths start.
  ///   - log: takes the faults.
  /// - Returns: the scenario; to be dropped when the log has faults.
  func resolved(_ overrides: TopologyOverrides, folder: String, log: FaultLog) -> Scenario {
    if let models = overrides.modelsDirectory { checkModel(in: models, log: log) }
    checkRadio(log: log)
    return Scenario(
      name: name, seed: seed, clock: clock, slots: slots, radio: radio, offloading: offloading,
      retrieval: RetrievalCodec(
        model: semantics.retrieval.model, data: dataSet(overrides, folder: folder, log: log),
        gallery: semantics.retrieval.gallery),
      ues: namedUEs(areFromFile: overrides.ues == nil, log: log), template: template, attendance: attendance,
      numerics: numerics)
  }

  /// The UEs one by one, `count` multiplied out.
  private func namedUEs(areFromFile: Bool, log: FaultLog) -> [NamedUE] {
    var result: [NamedUE] = []
    var owners: [String: String] = [:]
    for (index, ue) in ues.enumerated() where !ue.name.isEmpty {
      let path = "ues[\(index)]"
      if areFromFile { checkMobility(ue.profile.mobility, path: "\(path).position", log: log) }
      let names = ue.count.map { count in (1...count).map { "\(ue.name)-\($0)" } } ?? [ue.name]
      guard result.count + names.count <= Schema.maximumUEs else {
        log.add(
          at: log.place(of: "\(path).count"), key: "ues", found: "more than \(Schema.maximumUEs) UEs",
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
      }
    }
    return result
  }

  /// The first free name that differs from a taken one in its number.
  private static func freeName(like name: String, taken: [String: String]) -> String? {
    let stem = name.last?.isNumber == true ? String(name.reversed().drop { $0.isNumber }.reversed()) : "\(name)-"
    return (1...taken.count + 1).lazy.map { "\(stem)\($0)" }.first { taken[$0] == nil && (try? UEName($0)) != nil }
  }

  /// Whether the path loss model holds for the carrier and the heights.
  private func checkRadio(log: FaultLog) {
    let key: String
    switch fault(at: Metres(100)) {
    case nil: return checkMobility(template.mobility, path: "template.position", log: log)
    case let fault? where fault.parameter.contains("carrier"): key = "radio.carrier"
    case let fault? where fault.parameter.contains("base station"): key = "radio.base-station-height"
    case let fault? where fault.parameter.contains("UE height"): key = "radio.user-height"
    case .some: key = "radio.path-loss"
    }
    if let fault = fault(at: Metres(100)) { add(fault, path: key, log: log) }
  }

  /// Whether the path loss model holds for a UE's distances.
  private func checkMobility(_ mobility: Mobility, path: String, log: FaultLog) {
    guard log.isFree(of: "radio"), case .still(let placement) = mobility else { return }
    switch placement {
    case .fixed(let position):
      if let fault = fault(at: position.distance) { add(fault, path: path, log: log) }
    case .disc(let minimum, let maximum):
      if let fault = fault(at: minimum) { return add(fault, path: "\(path).from", log: log) }
      if let fault = fault(at: maximum) { add(fault, path: "\(path).to", log: log) }
    }
  }

  private func fault(at distance: Metres) -> PathLossError? {
    do {
      _ = try radio.pathLoss.loss(
        distance: distance, carrier: radio.carrier, baseStationHeight: radio.baseStationHeight,
        userHeight: radio.userHeight)
      return nil
    } catch {
      return error
    }
  }

  private func add(_ fault: PathLossError, path: String, log: FaultLog) {
    let model = Spelling.kebabCase(fault.model.name)
    let advice = fault.model == .freeSpace ? nil : "or use `path-loss: free-space`"
    guard log.isFree(of: path) else { return }
    log.add(
      at: log.place(of: path), key: path, found: "a \(fault.parameter) of \(fault.found)",
      expected: "one \(fault.limits), the range of `\(model)`", suggestion: advice)
  }
}

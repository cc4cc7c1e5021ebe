import Quantities
import Radio
import Scenario

extension TopologyDraft {
  /// Whether the path loss model holds for the carrier, the heights and the template's distances, and comes with the
  /// shadowing that is asked of it.
  func checkRadio(log: FaultLog) {
    checkShadowing(log: log)
    guard let fault = self.fault(at: probe) else {
      return checkDistances(of: template.mobility, path: "template", log: log)
    }
    let key =
      switch fault.parameter {
      case "carrier frequency": "radio.carrier"
      case "base station height": "radio.base-station-height"
      case "UE height": "radio.user-height"
      default: "radio.path-loss"
      }
    add(fault, path: key, log: log)
  }

  /// A distance at which every model holds, if it does at any.
  private var probe: Metres {
    guard case .logDistance(let law) = radio.pathLoss else { return Metres(100) }
    return max(Metres(100), law.referenceDistance)
  }

  private func checkShadowing(log: FaultLog) {
    guard case .ofModel = radio.shadowing, log.isFree(of: "radio.path-loss") else { return }
    switch radio.pathLoss {
    case .deployment, .macroCell: return
    case .freeSpace, .logDistance:
      log.add(
        at: log.place(of: "radio.shadowing"), key: "radio.shadowing",
        found: "`model` beside the path loss model `\(Spelling.kebabCase(radio.pathLoss.name))`, which comes with none",
        expected: "`none`, or a mapping with `deviation` and `decorrelation`",
        suggestion: "write `shadowing: { deviation: 6 dB, decorrelation: 20 m }`")
    }
  }

  /// Whether the path loss model holds for the distances that a UE, or the template, can come to.
  func checkDistances(of mobility: Mobility, path: String, log: FaultLog) {
    let isOwn = log.isWritten("\(path).position") || log.isWritten("\(path).mobility")
    // What a UE has from the template is told at the template.
    guard log.isFree(of: "radio"), isOwn || path == "template" else { return }
    switch mobility {
    case .still(.fixed(let position)):
      if let fault = fault(at: position.distance) { add(fault, path: "\(path).position", log: log) }
    case .still(.disc(let minimum, let maximum)):
      if let fault = fault(at: minimum) { return add(fault, path: "\(path).position.from", log: log) }
      if let fault = fault(at: maximum) { add(fault, path: "\(path).position.to", log: log) }
    case .waypoints, .randomWaypoint, .trace:
      // A movement that cannot be has been told when it was read.
      guard let distances = try? mobility.distances() else { return }
      if let fault = fault(at: distances.lowerBound) ?? fault(at: distances.upperBound) {
        add(fault, path: "\(path).mobility", log: log)
      }
    }
  }

  /// Why the model does not hold at a distance, whether a UE is seen or not.
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
    guard log.isFree(of: path) else { return }
    let model = Spelling.kebabCase(fault.model.name)
    var advice: [String] = []
    if !log.isWritten(path) { advice.append("write `\(Self.nested(path))`") }
    if fault.model != .freeSpace { advice.append("use `path-loss: free-space`") }
    let isElsewhere = !log.isWritten(path) && log.isWritten("radio.path-loss")
    log.add(
      at: log.place(of: isElsewhere ? "radio.path-loss" : path), key: path,
      found: "a \(fault.parameter) of \(fault.found)", expected: "one \(fault.limits), the range of `\(model)`",
      suggestion: advice.isEmpty ? nil : (log.isWritten(path) ? "or " : "") + advice.joined(separator: ", or "))
  }

  /// `template.position.from` as `template: { position: { from: … } }`.
  private static func nested(_ path: String) -> String {
    let keys = path.split(separator: ".")
    return keys.dropLast().reversed().reduce("\(keys.last ?? ""): …") { inner, key in "\(key): { \(inner) }" }
  }
}

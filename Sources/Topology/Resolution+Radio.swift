import Quantities
import Radio
import Scenario

extension TopologyDraft {
  /// Whether the path loss model holds for the carrier, the heights and the template's distances, and comes with the
  /// shadowing that is asked of it.
  func checkRadio(log: FaultLog) {
    checkShadowing(log: log)
    // Of distances those count that the UEs can have, not the probe.
    guard let fault = self.fault(at: probe), !fault.parameter.hasPrefix("distance") else {
      return checkMobility(template.mobility, path: "template", log: log)
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

  /// A distance at which the carrier and the heights can be looked at: indoor models hold up to 150 m between the
  /// antennas, those outdoors from 10 m or 35 m on.
  private var probe: Metres {
    switch radio.pathLoss {
    case .deployment(.indoorMixedOffice, _), .deployment(.indoorOpenOffice, _): Metres(1)
    case .deployment, .freeSpace, .macroCell, .logDistance: Metres(100)
    }
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

  /// Whether a UE's movement, or the template's, can be walked in the run's slots and stays where the path loss model holds.
  func checkMobility(_ mobility: Mobility, path: String, log: FaultLog) {
    checkDistances(of: mobility, path: path, log: log)
    guard log.isFree(of: "\(path).mobility"), log.isFree(of: "slots") else { return }
    guard log.isWritten("\(path).mobility") else { return }
    do {
      try mobility.checkLegs(slotDuration: slots.duration, slots: slots.count)
    } catch {
      log.add(
        at: log.place(of: "\(path).mobility"), key: "\(path).mobility", found: error.found,
        expected: "\(error.thing) to be \(error.expected)",
        suggestion: "widen the area, lower the speed, lengthen the pause or shorten `slots.duration`")
    }
  }

  /// Whether the path loss model holds for the distances that a UE, or the template, can come to.
  private func checkDistances(of mobility: Mobility, path: String, log: FaultLog) {
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

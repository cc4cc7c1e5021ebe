import Offloading
import Quantities
import Radio
import Tasks

extension UEProfile {
  /// The most tasks that a profile may bring at once, and the highest mean of its arrivals per slot.
  static let mostTasks = 1_000_000

  /// What makes the profile impossible in a scenario.
  ///
  /// - Parameter scenario: where it is to run; its radio bounds the distances, its slots how often a walk may turn.
  /// - Returns: the thing, what was found and what was expected; nil when the profile can be run.
  public func fault(in scenario: Scenario) -> String? {
    guard (0...Self.mostTasks).contains(supply.initial) else {
      return "it brings \(supply.initial) tasks, expected 0 to \(Self.mostTasks)"
    }
    guard supply.arrivalsPerSlot >= 0, supply.arrivalsPerSlot <= Double(Self.mostTasks) else {
      return "\(supply.arrivalsPerSlot) tasks arrive per slot, expected 0 to \(Self.mostTasks)"
    }
    if let attempts = supply.maximumAttempts, attempts < 1 {
      return "a task gets \(attempts) attempts, expected at least 1"
    }
    guard battery.capacity.value > 0, battery.capacity.value.isFinite else {
      return "its battery holds \(battery.capacity), expected more than 0 J"
    }
    if let fault = transceiver?.fault { return fault }
    guard scenario.model(of: task) != nil else {
      return "its tasks are of the kind \(task.rawValue), for which the topology has no codec"
    }
    guard transceiver == nil || task == .retrieval else {
      return "its transceiver is digital, expected an analogue one: tasks of the kind \(task.rawValue) are sent by the "
        + "joint source-channel codec alone"
    }
    return mobilityFault(in: scenario)
  }

  private func mobilityFault(in scenario: Scenario) -> String? {
    do {
      // The path loss is defined for a range of distances: both ends of the way have to lie in it, seen or not seen.
      let distances = try mobility.distances()
      try mobility.checkLegs(slotDuration: scenario.slots.duration, slots: scenario.slots.count)
      let radio = scenario.radio
      for end in [distances.lowerBound, distances.upperBound] {
        _ = try radio.pathLoss.loss(
          distance: end, carrier: radio.carrier, baseStationHeight: radio.baseStationHeight,
          userHeight: radio.userHeight)
      }
      return nil
    } catch {
      return "\(error)"
    }
  }
}

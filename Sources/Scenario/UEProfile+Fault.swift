import Offloading
import Quantities
import Radio
import Tasks

extension UEProfile {
  /// What makes the profile impossible in a scenario.
  ///
  /// - Parameter scenario: where it is to run; its radio bounds the distances, its slots how often a walk may turn.
  /// - Returns: the thing, what was found and what was expected; nil when the profile can be run.
  public func fault(in scenario: Scenario) -> String? {
    numbersFault ?? taskFault(in: scenario) ?? mobilityFault(in: scenario)
  }

  /// What makes the profile impossible, whatever its tasks are; nil when nothing does.
  func faultApartFromTask(in scenario: Scenario) -> String? { numbersFault ?? mobilityFault(in: scenario) }

  private var numbersFault: String? {
    guard ScenarioLimits.initialTasks.contains(supply.initial) else {
      return "it brings \(supply.initial) tasks, expected a number\(ScenarioLimits.initialTasks.words { "\($0)" })"
    }
    guard ScenarioLimits.arrivalMeans.contains(supply.arrivalsPerSlot) else {
      return "\(supply.arrivalsPerSlot) tasks arrive per slot, expected a mean"
        + ScenarioLimits.arrivalMeans.words { "\($0)" }
    }
    if let attempts = supply.maximumAttempts, !ScenarioLimits.attempts.contains(attempts) {
      return "a task gets \(attempts) attempts, expected a number\(ScenarioLimits.attempts.words { "\($0)" })"
    }
    guard ScenarioLimits.batteryCapacities.contains(battery.capacity), battery.capacity.value.isFinite else {
      return "its battery holds \(battery.capacity), expected more than 0 J"
    }
    if case .uniform(let minimum, let maximum) = battery.charge, !(0 <= minimum && minimum <= maximum && maximum <= 1) {
      return "its battery is from \(minimum) to \(maximum) full at the start, expected a range within 0 to 1"
    }
    if case .trained(let name) = policy, !ScenarioLimits.isModelName(name) {
      return "its policy is the trained one \"\(name.prefix(80))\", expected the name of a policy's file"
    }
    if case .learning(let learning) = policy,
      let fault = ScenarioLimits.slotCounts.fault("policy.learning.exploration", learning.explorationSlots)
    {
      return fault
    }
    return transceiver?.fault
  }

  private func taskFault(in scenario: Scenario) -> String? {
    guard scenario.model(of: task) != nil else {
      return "its tasks are of the kind \(task.rawValue), for which the topology has no codec"
    }
    guard transceiver == nil || task == DigitalTransmission.task else {
      return "its transceiver is digital, expected an analogue one: tasks of the kind \(task.rawValue) are sent by the "
        + "joint source-channel codec alone"
    }
    return nil
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

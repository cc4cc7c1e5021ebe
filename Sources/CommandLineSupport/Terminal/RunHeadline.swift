import Quantities
public import Scenario

/// The line that a run begins with, the same for processes and for one process.
public enum RunHeadline {
  /// "quickstart: 4 UEs, 20 slots, seed 7, virtual clock".
  public static func text(_ scenario: Scenario) -> String {
    let slots = scenario.slots.count.map { counted($0, "slot") } ?? "slots without end"
    let ues = counted(scenario.ues.count, "UE")
    return "\(scenario.name): \(ues), \(slots), seed \(scenario.seed), \(scenario.clock.rawValue) clock"
  }

  /// What is said instead of a summary when no slot was run.
  public static let noSlot = "no slot was run"
}

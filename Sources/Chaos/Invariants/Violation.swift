/// What must hold whatever happens to a run.
public enum Invariant: String, Hashable, Sendable, CaseIterable, Codable {
  /// Of each UE, generated = completed + failed + queued in every slot, and nothing changes but by the slot's outcome.
  case accounting
  /// No task is completed or given up twice, and each answer is the answer to the task that was asked.
  case singleDelivery = "single delivery"
  /// Slots follow each other without a gap.
  case slots
  /// The record's chain verifies and its database is sound.
  case record
  /// The run comes about again from its record, to the last bit.
  case replay
  /// After a fault the run goes on, and no process dies for good.
  case recovery
  /// No process is left behind.
  case processes
  /// No socket and no folder is left behind.
  case files
}

/// An invariant that did not hold.
public struct Violation: Hashable, Sendable, Codable, CustomStringConvertible {
  /// Which one.
  public var invariant: Invariant
  /// The fault after which it was noticed; nil at the end.
  public var fault: Int?
  /// In which slot; nil where that says nothing.
  public var slot: Int?
  /// What was found.
  public var evidence: String

  init(_ invariant: Invariant, fault: Int? = nil, slot: Int? = nil, _ evidence: String) {
    self.invariant = invariant
    self.fault = fault
    self.slot = slot
    self.evidence = evidence
  }

  /// "accounting violated after fault 7 in slot 12: …".
  public var description: String {
    "\(invariant.rawValue) violated" + (fault.map { " after fault \($0)" } ?? "")
      + (slot.map { " in slot \($0)" } ?? "")
      + ": \(evidence)"
  }
}

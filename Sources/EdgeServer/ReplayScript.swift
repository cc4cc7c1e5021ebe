public import Protocol
import Roles
import Scenario
public import Trace

/// What a replay repeats: how many slots there were, and who came and went at which boundary.
///
/// Everything else follows from the scenario and the seed.
public struct ReplayScript: Sendable {
  /// How many slots were committed.
  public var slots: Int
  /// The external events before each slot that had any.
  public var events: [Int: [ExternalEvent]]

  /// Reads the script off committed slots.
  ///
  /// - Parameter records: the slots of a record, in order.
  public init(_ records: some Sequence<SlotRecord>) {
    slots = 0
    events = [:]
    for record in records { add(record) }
  }

  /// Adds the slot after the last one.
  public mutating func add(_ record: SlotRecord) {
    slots += 1
    if !record.events.isEmpty { events[record.slot] = record.events }
  }

  /// The stays of all UEs, in the order in which they began: a name appears once for each time it was attached.
  public var stays: [UEName] {
    events.sorted { $0.key < $1.key }.flatMap { $0.value }.compactMap { event in
      if case .attached(let name, _, _) = event { name } else { nil }
    }
  }

  /// The UEs that a slot waits for.
  func attached(at slot: Int) -> [UEName] {
    (events[slot] ?? []).compactMap { event in
      if case .attached(let name, _, _) = event { name } else { nil }
    }
  }

  /// Why a UE takes no part from a slot on; nil when it goes on.
  func departure(of name: UEName, at slot: Int) -> DetachReason? {
    for case .detached(name, let reason) in events[slot] ?? [] { return reason }
    return nil
  }

  /// The profile with which a name is attached at a slot or next after it.
  func profile(of name: UEName, from slot: Int) -> UEProfile? {
    attachment(of: name, from: slot).flatMap { try? CanonicalJSON.decode(UEProfile.self, from: $0.profile) }
  }

  /// How a name is attached at a slot or next after it; nil when it is not any more.
  func attachment(of name: UEName, from slot: Int) -> (profile: [UInt8], policyDigest: String?)? {
    for (_, happened) in events.sorted(by: { $0.key < $1.key }).filter({ $0.key >= slot }) {
      for case .attached(name, let profile, let policyDigest) in happened { return (profile, policyDigest) }
    }
    return nil
  }
}

import Offloading
import Protocol
import Roles
import Scenario

/// A slot that a UE which learns has not decided yet.
struct UndecidedSlot: Sendable {
  let number: Int
  /// How often the slot was asked for.
  var attempt: Int
  let channel: ChannelState
  let observation: Observation
  /// The UE's state with this slot's arrivals.
  let entered: Equipment
}

// A UE that learns: its compute thread decides, and learns before that.
extension UserEquipmentRole {
  /// Whether the compute thread is deciding a slot already. What it decides will be reported; only then there is something to
  /// say about this slot, or about the next one, which has begun meanwhile.
  mutating func isDeciding(_ start: SlotStart, _ header: Header) -> Bool {
    guard let open = deciding, open.number != header.slot || open.channel == start.channel else { return false }
    if open.number < header.slot { waiting = (start, header) }
    if open.number == header.slot { deciding?.attempt = header.attempt }
    return true
  }

  /// Asks the compute thread for a decision. What the slot before taught is told once.
  mutating func decide(
    _ header: Header, _ channel: ChannelState, _ entered: Equipment, _ observation: Observation
  ) -> [Step] {
    slot = nil
    deciding = UndecidedSlot(
      number: header.slot, attempt: header.attempt, channel: channel, observation: observation, entered: entered)
    defer { lesson = nil }
    return [.perform(.decide(slot: header.slot, observation, lesson: lesson))]
  }

  /// Reports what the compute thread has decided.
  mutating func report(_ decision: Decision, on observation: Observation, in number: Int) -> [Step] {
    guard let deciding, deciding.number == number, deciding.observation == observation else { return [] }
    self.deciding = nil
    // With the next slot already begun, the report makes the server repeat the end of this one.
    return report(decision, in: number, attempt: deciding.attempt, deciding.channel, deciding.entered)
  }

  /// A slot that went on without this UE, which was still deciding: nothing came of it.
  mutating func close(_ open: UndecidedSlot, _ end: SlotEnd, at now: Instant) -> [Step] {
    deciding = nil
    if end.accepted {
      // The outcome that counted is that of the process before this one.
      waiting = nil
      return askForBearings()
    }
    equipment = open.entered
    equipment?.committedSlot = open.number
    return goOn(after: open.number, at: now)
  }

  /// Does what the server has granted to the process before this one: of a slot that has begun, its report counts. Other
  /// UEs decide a slot as the process before did.
  mutating func follow(_ decision: GrantDecision, task: Int, in number: Int) -> [Step] {
    guard let session, case .learning = session.profile.policy else { return [] }
    switch decision {
    case .idle: return []
    case .local:
      slot?.report.wish = .local(task: task, frequency: session.scenario.offloading.localFrequency.upperBound)
      return [.perform(.executeLocally(slot: number, task: task))]
    case .offload(let allotment):
      slot?.report.wish = .offload(task: task, bid: 0, power: allotment.power)
      return [.perform(.encode(slot: number, task: task, symbols: allotment.symbols))]
    }
  }
}

import Offloading
import Protocol
import Quantities
public import Roles
import Tasks
public import Trace

extension UserEquipmentRole {
  /// The UE at this moment; nil before it was let in.
  ///
  /// - Parameter now: the present, on the clock of `handle`.
  /// - Returns: what `/metrics` of the UE shows.
  public func status(at now: Instant) -> AgentStatus? {
    guard let session else { return nil }
    let counters = mailbox.counters
    return AgentStatus(
      name: session.name.rawValue, state: attendance, committedSlot: equipment?.committedSlot,
      tasks: equipment?.queue.counts ?? TaskCounts(), batteryJoules: equipment?.battery.level.value,
      server: PeerStatus(silentSeconds: now.seconds(since: heard), patience: session.lease),
      leaseSeconds: session.lease,
      messages: MessageSummary(
        sent: counters.sent, received: counters.received, duplicates: counters.duplicates, gaps: counters.gaps,
        refused: counters.refused))
  }

  private var attendance: UEState {
    switch standing {
    case .greeting: .absent
    case .loading: .loading
    case .present: equipment?.attachSlot == nil && slot == nil ? .ready : .attached
    case .leaving: .leaving
    case .gone: .detached
    }
  }

  /// Tells those who watch how the UE is doing.
  func tellStatus(at now: Instant) -> [Step] {
    status(at: now).map { [.note(.status($0))] } ?? []
  }
}

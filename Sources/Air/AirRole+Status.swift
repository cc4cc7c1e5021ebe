public import Roles
public import Trace

extension AirRole {
  /// The channel emulator at this moment.
  ///
  /// - Parameter now: the present, on the clock of `handle`.
  /// - Returns: what `/metrics` of the channel emulator shows.
  public func status(at now: Instant) -> AirStatus {
    // A server that has not welcomed the channel is none yet, whatever else it has said.
    let silence = scenario == nil ? nil : serverHeard.map { now.seconds(since: $0) }
    let counters = mailbox.counters
    return AirStatus(
      server: PeerStatus(silentSeconds: silence, patience: lease), leaseSeconds: lease, boundUEs: bindings.count,
      pendingUEs: pending.count, airborneBursts: airborne.count,
      messages: MessageSummary(
        sent: counters.sent, received: counters.received, duplicates: counters.duplicates, gaps: counters.gaps,
        refused: counters.refused))
  }
}

import Protocol
import Quantities
import Roles
import Scenario
import Trace

extension EdgeServerRole {
  /// How long the channel emulator may be silent and still count as alive: two of its heartbeats.
  var channelPatience: Double { scenario.attendance.lease.value / 2 }

  /// Lets the channel emulator in, for the first time or again after a restart.
  mutating func welcomeChannel(_ envelope: Envelope, on link: LinkID, at now: Instant) -> [Step] {
    let incarnation = envelope.header.incarnation
    if let channel, channel.incarnation != incarnation, now.seconds(since: channel.heard) < channelPatience {
      let refusal = Refusal(
        reason: .channelTaken,
        detail: "another channel emulator is attached and alive; stop it first, or wait \(Seconds(channelPatience))")
      return [
        .send(mailbox.envelope(.refusal(refusal), to: .channel, incarnation: incarnation), .down(link)),
        log(.warning, "refused a second channel emulator while the first one is alive"),
      ]
    }
    let isNew = channel?.incarnation != incarnation
    if isNew { mailbox.forget(.channel) }
    _ = mailbox.accept(envelope.header)
    channel = (link, incarnation, now)
    let welcome = ChannelWelcome(scenario: scenarioBytes, lease: scenario.attendance.lease)
    let steps: [Step] = [
      .send(mailbox.envelope(.channelWelcome(welcome), to: .channel, incarnation: incarnation), .down(link))
    ]
    guard isNew else { return steps }
    return steps + [log(.info, "the channel emulator is connected")] + introduceUEs(at: now)
  }

  /// Tells a channel emulator that was started anew who is attached and which slot is open. It learns each UE's link
  /// from the UE's next sign of life; until then nobody is asked again in vain for long.
  private mutating func introduceUEs(at now: Instant) -> [Step] {
    renewLeases(at: now)
    var steps: [Step] = []
    for member in members.values.sorted(by: { $0.name < $1.name }) { steps += to(member, welcome(of: member)) }
    guard current != nil else { return steps + beginSlotIfPossible(at: now) }
    current?.attempt += 1
    return steps + sendOpening()
  }

  /// While the channel was silent nobody behind it could be heard: their leases begin afresh.
  mutating func renewLeases(at now: Instant) {
    for name in members.keys { members[name]?.heard = now }
  }
}

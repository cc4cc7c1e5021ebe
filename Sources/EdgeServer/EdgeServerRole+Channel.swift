import Protocol
import Quantities
import Roles
import Scenario
import Trace

extension EdgeServerRole {
  /// How long the channel emulator may be silent and still count as alive: two of its heartbeats.
  var channelPatience: Double { scenario.attendance.lease.value / 2 }

  /// Lets the channel emulator in, for the first time or again after a restart. While another one counts as alive that
  /// one is asked first: a connection that is gone, or silence, lets the new one in, a word from it refuses it.
  mutating func welcomeChannel(
    _ hello: ChannelHello, _ envelope: Envelope, on link: LinkID, at now: Instant
  ) -> [Step] {
    let incarnation = envelope.header.incarnation
    if let channel, channel.incarnation != incarnation, now.seconds(since: channel.heard) < channelPatience {
      contender = (hello, envelope, link)
      let question = mailbox.envelope(
        .heartbeat(Heartbeat(question: true)), to: .channel, incarnation: channel.incarnation)
      return [.send(question, .down(channel.link))]
    }
    return letIn(hello, envelope, on: link, at: now)
  }

  private mutating func letIn(
    _ hello: ChannelHello, _ envelope: Envelope, on link: LinkID, at now: Instant
  ) -> [Step] {
    let incarnation = envelope.header.incarnation
    let isNew = channel?.incarnation != incarnation
    if isNew { mailbox.forget(.channel) }
    _ = mailbox.accept(envelope.header)
    contender = nil
    channel = (link, incarnation, now)
    adopt(hello.bound, at: now)
    // While the channel was away nobody behind it could be heard.
    renewLeases(at: now)
    let present = members.values.compactMap { member in
      member.incarnation.map { BoundUE(name: member.name, incarnation: $0) }
    }
    let welcome = ChannelWelcome(
      scenario: scenarioBytes, lease: scenario.attendance.lease, members: present.sorted { $0.name < $1.name })
    var steps: [Step] = [
      .send(mailbox.envelope(.channelWelcome(welcome), to: .channel, incarnation: incarnation), .down(link))
    ]
    if isNew { steps.append(log(.info, "the channel emulator is connected")) }
    guard current != nil else { return steps + beginSlotIfPossible(at: now) }
    // What was under way when the connection broke may be lost.
    current?.attempt += 1
    steps += sendOpening()
    for name in current?.participants ?? [] { steps += repeatQuestion(to: name) }
    return steps
  }

  /// After a restart the channel emulator knows which processes of the attached UEs are there: they go on as if nothing
  /// had happened.
  private mutating func adopt(_ bound: [BoundUE], at now: Instant) {
    for ue in bound where members[ue.name].map({ $0.incarnation == nil }) ?? false {
      members[ue.name]?.incarnation = ue.incarnation
      members[ue.name]?.heard = now
    }
  }

  /// A word from the channel emulator that was asked whether it lives: the other one is refused.
  mutating func refuseContender() -> [Step] {
    guard let contender else { return [] }
    self.contender = nil
    let refusal = Refusal(
      reason: .channelTaken,
      detail: "another channel emulator is attached and alive; stop it first, or wait \(Seconds(channelPatience))")
    let incarnation = contender.envelope.header.incarnation
    return [
      .send(
        mailbox.envelope(.refusal(refusal), to: .channel, incarnation: incarnation), .down(contender.link)),
      log(.warning, "refused a second channel emulator while the first one is alive"),
    ]
  }

  /// The connection to the channel emulator is gone: one that waits to take its place may.
  mutating func lost(_ link: LinkID, at now: Instant) -> [Step] {
    guard let contender, link == channel?.link else { return [] }
    return letIn(contender.hello, contender.envelope, on: contender.link, at: now)
  }

  /// While the channel was silent nobody behind it could be heard: their leases begin afresh.
  mutating func renewLeases(at now: Instant) {
    for name in members.keys { members[name]?.heard = now }
  }
}

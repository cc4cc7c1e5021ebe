import Protocol
import Quantities
import Roles
import Scenario

extension AirRole {
  // MARK: - Coming to a server

  /// Announces the channel with whom it has on its links: a server that was started again learns who is there.
  mutating func announce(at now: Instant) -> [Step] {
    let bound = bindings.map { BoundUE(name: $0.key, incarnation: $0.value.incarnation) }.sorted { $0.name < $1.name }
    let hello = mailbox.envelope(
      .channelHello(ChannelHello(softwareVersion: SoftwareVersion.current, bound: bound)), to: .server)
    return [.send(hello, .up), .schedule(.heartbeat, at: now.advanced(bySeconds: Self.announceInterval))]
  }

  /// The connection to the server was lost in between: there may be another server at its end.
  mutating func reconnected(at now: Instant) -> [Step] {
    guard scenario != nil else { return [] }
    serverHeard = nil
    return announce(at: now)
  }

  /// A server that is silent for longer than its lease may be another one when it is back: it is greeted anew.
  mutating func heartbeat(at now: Instant) -> [Step] {
    guard serverIsAlive(at: now) else { return announce(at: now) }
    let question = mailbox.envelope(.heartbeat(Heartbeat(question: true)), to: .server)
    return [.send(question, .up), .schedule(.heartbeat, at: now.advanced(bySeconds: lease / 4))]
  }

  mutating func begin(_ welcome: ChannelWelcome, header: Header, at now: Instant) -> [Step] {
    let scenario: Scenario
    do {
      scenario = try CanonicalJSON.decode(Scenario.self, from: welcome.scenario)
    } catch {
      return [
        .finish(.failed("the edge server's scenario does not decode (\(error)): run the same release everywhere"))
      ]
    }
    if let fault = scenario.fault ?? ScenarioLimits.leases.fault("the lease", welcome.lease) {
      return [
        .finish(.failed("the edge server's scenario is impossible: \(fault); run the same release everywhere"))
      ]
    }
    self.scenario = scenario
    lease = welcome.lease.value
    var steps: [Step] = [.schedule(.heartbeat, at: now.advanced(bySeconds: lease / 4))]
    if serverIncarnation != header.incarnation {
      serverIncarnation = header.incarnation
      airborne = [:]
      reminders = Reminders()
      physics = Physics()
      steps.append(.note(.log(.info, "connected to the edge server; topology \(scenario.name)")))
    }
    return steps + agree(with: welcome.members)
  }

  /// What the server says about who is attached is true: whoever it does not know has to say hello again, whoever is not
  /// on a link yet is awaited.
  private mutating func agree(with members: [BoundUE]) -> [Step] {
    let known = Dictionary(members.map { ($0.name, $0.incarnation) }, uniquingKeysWith: { first, _ in first })
    var steps: [Step] = []
    for (name, binding) in bindings.sorted(by: { $0.key < $1.key }) where known[name] != binding.incarnation {
      bindings[name] = nil
      airborne[name] = nil
      reminders.forget(name)
      steps.append(
        .send(
          mailbox.envelope(.detached(Detached(reason: .forgotten)), to: .ue(name), incarnation: binding.incarnation),
          .down(binding.link)))
    }
    expected = known.filter { bindings[$0.key] == nil }
    return steps
  }

  /// Tells a UE's process that shows a sign of life and is neither bound nor awaited to say hello again: it is of a time
  /// before this start of the channel emulator and of the server.
  mutating func disown(_ envelope: Envelope, on link: LinkID, at now: Instant) -> [Step] {
    guard case .heartbeat = envelope.message, case .ue(let name) = envelope.header.sender, serverIsAlive(at: now),
      bindings[name]?.link != link
    else { return [] }
    let word = mailbox.envelope(
      .detached(Detached(reason: .forgotten)), to: .ue(name), incarnation: envelope.header.incarnation)
    return [.send(word, .down(link))]
  }

  /// The run is over: whoever still is on a link, or waits to be let in, is told so.
  mutating func sendAway() -> [Step] {
    let refusal = Refusal(reason: .runEnded, detail: "the run is over; start another one")
    var steps: [Step] = pending.sorted { $0.key < $1.key }.map { incarnation, link in
      .send(mailbox.envelope(.refusal(refusal), to: .unnamed, incarnation: incarnation), .down(link))
    }
    for (name, binding) in bindings.sorted(by: { $0.key < $1.key }) {
      let word = mailbox.envelope(
        .detached(Detached(reason: .runEnded)), to: .ue(name), incarnation: binding.incarnation)
      steps.append(.send(word, .down(binding.link)))
    }
    bindings = [:]
    return steps
  }
}

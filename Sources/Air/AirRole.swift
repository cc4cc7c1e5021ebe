public import Protocol
import Quantities
public import Roles
import Scenario
public import Trace

/// What the channel emulator's timers are for.
public enum AirTimer: Hashable, Sendable {
  /// Announce the channel to the server again, or ask whether it is alive.
  case heartbeat
  /// A burst has been on the air for its airtime (realtime clock).
  case airtime(UEName)
  /// A control message was held for its time.
  case held(UInt64)
}

/// What the channel emulator tells the outside.
public enum AirNote: Hashable, Sendable {
  /// A line for the log.
  case log(LogLevel, String)
  /// How the channel emulator is doing, for those who watch it.
  case status(AirStatus)
}

/// The channel emulator asks for no work off its thread.
public enum AirWork: Hashable, Sendable {}

/// The channel emulator: the air between the UEs and the server, and the fronthaul behind it.
///
/// Control messages pass unharmed; bursts pass through the physics of `Radio`. A UE is known here by the link on which
/// its Hello came, bound to its name by the server's Welcome; whoever speaks under a name that is not bound to its link
/// is refused.
public struct AirRole: Role {
  /// What this role asks its compute thread for.
  public typealias Work = AirWork
  /// What the compute thread brings back.
  public typealias Product = AirWork
  /// What the timers are for.
  public typealias Timer = AirTimer
  /// What this role tells the outside.
  public typealias Note = AirNote
  /// What this role wants done.
  public typealias Step = Action<AirWork, AirTimer, AirNote>

  struct Binding: Sendable {
    var link: LinkID
    var incarnation: UInt64
  }

  var mailbox: Mailbox
  /// Hellos under way: the link of each incarnation.
  var pending: [UInt64: LinkID] = [:]
  var bindings: [UEName: Binding] = [:]
  /// UEs that the server knows from before this start of the channel emulator: the first message of such an
  /// incarnation shows its link.
  var expected: [UEName: UInt64] = [:]
  var scenario: Scenario?
  var lease = 10.0
  /// When the server was last heard.
  var serverHeard: Instant?
  var physics = Physics()
  var impairments = Impairments()
  var reminders = Reminders()
  /// Bursts on the air, by UE (realtime clock).
  var airborne: [UEName: Envelope] = [:]
  var serverIncarnation: UInt64?
  var refusals = RefusalLimiter()

  /// A channel emulator that has met nobody yet.
  ///
  /// - Parameter incarnation: a number drawn at random per start.
  public init(incarnation: UInt64) {
    mailbox = Mailbox(address: .channel, incarnation: incarnation)
  }

  /// What was sent, received and refused so far.
  public var counters: MessageCounters { mailbox.counters }

  /// How often the channel announces itself while no server has answered, s.
  static let announceInterval = 0.25

  /// Takes one event and returns what to do, in order.
  public mutating func handle(_ event: Event<AirWork, AirTimer>, at now: Instant) -> [Step] {
    switch event {
    case .started: return announce(at: now)
    case .received(let envelope, .up): return receiveFromServer(envelope, at: now)
    case .received(let envelope, .down(let link)): return receiveFromUE(envelope, on: link, at: now)
    case .timer(.heartbeat): return heartbeat(at: now) + [.note(.status(status(at: now)))]
    case .timer(.airtime(let name)): return land(name)
    case .timer(.held(let number)): return release(number)
    case .performed: return []
    case .connected: return reconnected(at: now)
    case .unreachable(.up): return []
    case .unreachable(.down(let link)): return lose(link)
    case .garbage(let error, let port):
      mailbox.counters.refused += 1
      // A server of another version answers in its own: nothing else will ever come from it.
      if case .version = error, port == .up, scenario == nil {
        return [.finish(.failed("the edge server speaks \(error)"))]
      }
      return []
    case .stopRequested: return [.finish(.completed)]
    }
  }

  /// Whether the server has been heard within its lease.
  func serverIsAlive(at now: Instant) -> Bool {
    guard let serverHeard, scenario != nil else { return false }
    return now.seconds(since: serverHeard) < lease
  }

  // MARK: - The server's side

  private mutating func receiveFromServer(_ envelope: Envelope, at now: Instant) -> [Step] {
    guard envelope.header.sender == .server else {
      return refuse("a \(envelope.message.kind) from \(envelope.header.sender)", on: .up, at: now)
    }
    serverHeard = now
    if case .ue(let name) = envelope.header.recipient { return passDown(envelope, to: name, at: now) }
    if envelope.header.recipient == .unnamed { return passToPending(envelope) }
    let incarnation = envelope.header.recipientIncarnation
    guard incarnation == 0 || incarnation == mailbox.incarnation, mailbox.accept(envelope.header) else { return [] }
    switch envelope.message {
    case .channelWelcome(let welcome): return begin(welcome, header: envelope.header, at: now)
    case .slotOpening(let opening): return open(opening, header: envelope.header, at: now)
    case .refusal(let refusal): return [.finish(.failed("the edge server refused the channel: \(refusal.detail)"))]
    case .detached: return sendAway() + [.finish(.completed)]
    case .heartbeat(let heartbeat):
      guard heartbeat.question else { return [] }
      return [.send(mailbox.envelope(.heartbeat(Heartbeat(question: false)), to: .server), .up)]
    default: return refuse("a \(envelope.message.kind) for the channel emulator", on: .up, at: now)
    }
  }

  private mutating func open(_ opening: SlotOpening, header: Header, at now: Instant) -> [Step] {
    guard let scenario else { return refuse("a slot opening before the welcome", on: .up, at: now) }
    airborne = [:]
    let states: [(Participant, ChannelState)]
    do {
      states = try physics.open(opening, slot: header.slot, scenario: scenario)
    } catch {
      return [.finish(.failed("slot \(header.slot): \(error)"))]
    }
    impairments.open(opening.participants)
    return states.flatMap { participant, state -> [Step] in
      let name = participant.name
      guard let incarnation = bindings[name]?.incarnation ?? expected[name] else { return [] }
      let start = mailbox.envelope(
        .slotStart(SlotStart(channel: state)), to: .ue(name), incarnation: incarnation, slot: header.slot,
        attempt: header.attempt)
      return tell(start, to: name, at: now)
    }
  }

  // MARK: - Passing on

  private mutating func passDown(_ envelope: Envelope, to name: UEName, at now: Instant) -> [Step] {
    let incarnation = envelope.header.recipientIncarnation
    switch envelope.message {
    case .ueWelcome:
      guard let link = pending.removeValue(forKey: incarnation) ?? linkOfBound(name, incarnation) else {
        expected[name] = incarnation
        return []
      }
      expected[name] = nil
      bindings[name] = Binding(link: link, incarnation: incarnation)
      reminders.forget(name)
      return [.send(envelope, .down(link))]
    case .detached, .refusal:
      if incarnation == 0 || incarnation == expected[name] {
        expected[name] = nil
        if bindings[name] == nil { reminders.forget(name) }
      }
      guard let binding = bindings[name], incarnation == 0 || incarnation == binding.incarnation else { return [] }
      bindings[name] = nil
      airborne[name] = nil
      reminders.forget(name)
      return [.send(envelope, .down(binding.link))]
    default: return tell(envelope, to: name, at: now)
    }
  }

  private func linkOfBound(_ name: UEName, _ incarnation: UInt64) -> LinkID? {
    guard let binding = bindings[name], binding.incarnation == incarnation else { return nil }
    return binding.link
  }

  private mutating func passToPending(_ envelope: Envelope) -> [Step] {
    guard let link = pending.removeValue(forKey: envelope.header.recipientIncarnation) else { return [] }
    return [.send(envelope, .down(link))]
  }

  // MARK: - The UEs' side

  private mutating func receiveFromUE(_ envelope: Envelope, on link: LinkID, at now: Instant) -> [Step] {
    guard envelope.header.recipient == .server else {
      return refuse("a \(envelope.message.kind) for \(envelope.header.recipient)", on: .down(link), at: now)
    }
    if case .ueHello = envelope.message { return hello(envelope, on: link, at: now) }
    guard case .ue(let name) = envelope.header.sender, isBound(name, envelope.header.incarnation, to: link) else {
      // A UE of before this start of the channel emulator: the server will say who it is.
      if case .heartbeat = envelope.message, !serverIsAlive(at: now) { return [] }
      let steps = refuse(
        "a \(envelope.message.kind) from \(envelope.header.sender), which is not bound to the link", on: .down(link),
        at: now)
      return steps + disown(envelope, on: link, at: now)
    }
    switch envelope.message {
    case .heartbeat: return pass(envelope, of: name, to: .up, at: now) + remind(name, at: now)
    case .burst(let burst):
      reminders.forget(name)
      return transmit(burst, of: name, header: envelope.header, on: link, at: now)
    case .ready, .bye, .slotReport, .outcome:
      reminders.forget(name)
      return pass(envelope, of: name, to: .up, at: now)
    default: return refuse("a \(envelope.message.kind) from \(name), which no UE may send", on: .down(link), at: now)
    }
  }

  private mutating func isBound(_ name: UEName, _ incarnation: UInt64, to link: LinkID) -> Bool {
    if expected[name] == incarnation {
      expected[name] = nil
      bindings[name] = Binding(link: link, incarnation: incarnation)
    }
    guard let binding = bindings[name] else { return false }
    return binding.link == link && binding.incarnation == incarnation
  }

  private mutating func hello(_ envelope: Envelope, on link: LinkID, at now: Instant) -> [Step] {
    let incarnation = envelope.header.incarnation
    guard serverIsAlive(at: now) else {
      let refusal = Refusal(
        reason: .noServer,
        detail: "the channel emulator has no edge server behind it yet; start the edge server or use --wait")
      return [
        .send(mailbox.envelope(.refusal(refusal), to: .unnamed, incarnation: incarnation), .down(link))
      ]
    }
    pending[incarnation] = link
    if pending.count > Self.maximumPending { pending = [incarnation: link] }
    return [.send(envelope, .up)]
  }

  /// Hellos under way that are remembered; a flood beyond it is dropped and has to ask again.
  static let maximumPending = 10_000

  private mutating func transmit(
    _ burst: Burst, of name: UEName, header: Header, on link: LinkID, at now: Instant
  ) -> [Step] {
    guard let scenario else { return refuse("a burst from \(name) before any slot", on: .down(link), at: now) }
    if let aloft = airborne[name], aloft.header.slot == header.slot, case .arrival(let arrival) = aloft.message,
      arrival.task == burst.task, arrival.allotment == burst.allotment
    {
      // Asked for again while it is still on the air.
      return []
    }
    let arrival: Arrival
    do {
      arrival = try physics.transmit(burst, of: name, slot: header.slot, scenario: scenario)
    } catch {
      return refuse("a burst from \(name): \(error)", on: .down(link), at: now)
    }
    // The arrival keeps the burst's header, so that the server sees an unbroken count from this UE.
    let envelope = Envelope(header: header, message: .arrival(arrival))
    guard scenario.clock == .realtime else { return [.send(envelope, .up)] }
    airborne[name] = envelope
    let landing = now.advanced(bySeconds: arrival.airtime.value * scenario.slots.scale)
    return [.schedule(.airtime(name), at: landing)]
  }

  private mutating func land(_ name: UEName) -> [Step] {
    guard let envelope = airborne.removeValue(forKey: name) else { return [] }
    return [.send(envelope, .up)]
  }

  private mutating func lose(_ link: LinkID) -> [Step] {
    let names = bindings.filter { $0.value.link == link }.keys.sorted()
    guard !names.isEmpty else { return [] }
    let list = names.map(\.rawValue).joined(separator: ", ")
    return [.note(.log(.warning, "\(list) cannot be reached at present; its lease decides"))]
  }

  private mutating func refuse(_ what: String, on port: Port, at now: Instant) -> [Step] {
    mailbox.counters.refused += 1
    return refusals.line(Self.describe(what, port), from: port, at: now).map { [.note(.log(.warning, $0))] } ?? []
  }

  private static func describe(_ what: String, _ port: Port) -> String {
    switch port {
    case .up: "\(what), on the way from the server"
    case .down(let link): "\(what), on \(link)"
    }
  }
}

import Learning
public import Protocol
import Quantities
public import Roles
public import Scenario
public import Trace

/// What a UE's timers are for.
public enum UETimer: Hashable, Sendable {
  /// Say hello again.
  case hello
  /// Nobody has let the UE in for as long as it was told to try.
  case patience
  /// Show a sign of life.
  case heartbeat
  /// The server has not confirmed a Bye in time.
  case farewell
  /// The connection is new: nothing was heard over it yet.
  case introduction
}

/// What a UE tells the outside.
public enum UENote: Hashable, Sendable {
  /// A line for the log.
  case log(LogLevel, String)
  /// The UE was let in under this name.
  case welcomed(UEName)
  /// The UE takes part from this slot on.
  case attached(UEName, slot: Int)
  /// What a journal is to remember.
  case journal(JournalEntry)
  /// How the UE is doing, for those who watch it.
  case status(AgentStatus)
}

/// What a UE's process leaves to the one that is started in its place.
public struct JournalEntry: Hashable, Sendable {
  /// The name that the UE was let in under.
  public var name: UEName
  /// Proves that a restarted process is this UE.
  public var token: [UInt8]
  /// The last slot whose end it saw; −1 before the first.
  public var slot: Int

  /// Makes an entry.
  public init(name: UEName, token: [UInt8], slot: Int) {
    self.name = name
    self.token = token
    self.slot = slot
  }
}

/// How a UE process was told to attach.
public struct AttachOptions: Hashable, Sendable {
  /// The name to ask for.
  public var name: NameRequest
  /// What the UE says about itself; nil: as the topology says.
  public var profile: ProfileWish?
  /// How long to try, s.
  public var patience: Double
  /// What a former Welcome gave out, to take the name over at once; empty: none.
  public var resumeToken: [UInt8]
  /// The last slot that the process before saw the end of; nil when there was none.
  public var rememberedSlot: Int?

  /// Makes the options.
  public init(
    name: NameRequest, profile: ProfileWish? = nil, patience: Double = 1.5, resumeToken: [UInt8] = []
  ) {
    self.name = name
    self.profile = profile
    self.patience = patience
    self.resumeToken = resumeToken
  }

  /// The options of a process that is started in the place of another one: its name, its token.
  public func resuming(_ entry: JournalEntry) -> AttachOptions {
    var options = self
    options.name = .exactly(entry.name)
    options.resumeToken = entry.token
    options.rememberedSlot = entry.slot
    return options
  }
}

/// A user equipment: an actor, a semantic encoder, a queue of tasks and a battery.
///
/// Its durable state (queue, battery, step) changes only when a slot ends: until then everything about the slot is kept
/// aside, so that a slot that is begun again finds the UE as it was.
public struct UserEquipmentRole: Role {
  /// What this role asks its compute thread for.
  public typealias Work = UEWork
  /// What the compute thread brings back.
  public typealias Product = UEProduct
  /// What the timers are for.
  public typealias Timer = UETimer
  /// What this role tells the outside.
  public typealias Note = UENote
  /// What this role wants done.
  public typealias Step = Action<UEWork, UETimer, UENote>

  /// Where the UE stands with the server.
  enum Standing: Sendable {
    case greeting
    case loading(Session)
    case present(Session)
    case leaving(Session)
    case gone
  }

  let options: AttachOptions
  var mailbox: Mailbox
  var standing = Standing.greeting
  /// Why nobody has let the UE in so far.
  var lastRefusal: Refusal?
  /// The session that is to go on after the server, the channel emulator or a pause ended it.
  var former: Session?
  /// What is loaded, so that a session that goes on does not load it again.
  var loaded: LoadedTask?
  /// Whether nothing was heard over the present connection yet.
  var isUnheard = false
  /// The loaded task and the UE's durable state, once loaded.
  var equipment: Equipment?
  /// What was said about the loaded task: repeated until the UE takes part.
  var readiness: Ready?
  var slot: UESlot?
  /// A slot that the compute thread is deciding; then there is no open one.
  var deciding: UndecidedSlot?
  /// The slot in whose midst this process took the place of one before it; nil for one that began by itself.
  var inheritedSlot: Int?
  /// What the last slot taught a UE that learns, until its compute thread is told.
  var lesson: Lesson?
  /// The start of the next slot, which came although the end of the open one has not.
  var waiting: (start: SlotStart, header: Header)?
  var heard = Instant(nanoseconds: 0)
  /// When the last heartbeat was due: a much later one tells that this process itself was paused.
  var beat = Instant(nanoseconds: 0)
  var warnedOfSilence = false
  var refusals = RefusalLimiter()

  /// A UE that has met nobody yet.
  ///
  /// - Parameters:
  ///   - options: how to attach.
  ///   - incarnation: a number drawn at random per start.
  public init(options: AttachOptions, incarnation: UInt64) {
    self.options = options
    let address: Address = if case .exactly(let name) = options.name { .ue(name) } else { .unnamed }
    mailbox = Mailbox(address: address, incarnation: incarnation)
  }

  /// What was sent, received and refused so far.
  public var counters: MessageCounters { mailbox.counters }

  /// The name that the UE was let in under.
  public var name: UEName? { session?.name }

  /// Proves later that a restarted process is this UE; nil before it was let in.
  public var resumeToken: [UInt8]? { session?.token }

  /// This start's random number, by which messages for it are told apart before it has a name.
  public var incarnation: UInt64 { mailbox.incarnation }

  var session: Session? {
    switch standing {
    case .greeting, .gone: nil
    case .loading(let session), .present(let session), .leaving(let session): session
    }
  }

  /// How often Hello is said, s.
  static let helloInterval = 0.2
  /// How long a UE that was let in waits for a server that is silent, s: three leases, or as long as it was told to try to
  /// attach. A server that is started again may need longer than a short lease to load its models.
  func patience(in session: Session) -> Double { max(3 * session.lease, options.patience) }
  /// How long to wait for the server to confirm a Bye, s.
  static let farewellPatience = 2.0

  /// Takes one event and returns what to do, in order.
  public mutating func handle(_ event: Event<UEProduct, UETimer>, at now: Instant) -> [Step] {
    if case .gone = standing { return [] }
    switch event {
    case .started:
      heard = now
      return [.schedule(.patience, at: now.advanced(bySeconds: options.patience))] + greet(at: now)
    case .received(let envelope, .up): return receive(envelope, at: now)
    case .received(_, .down): return []
    case .timer(.hello): return greet(at: now)
    case .timer(.patience): return giveUp()
    case .timer(.heartbeat): return heartbeat(at: now) + tellStatus(at: now)
    case .timer(.introduction): return introduceAgain(at: now)
    case .timer(.farewell):
      standing = .gone
      return [.note(.log(.warning, "the server did not confirm the Bye")), .finish(.completed)]
    case .performed(let product): return take(product, at: now)
    case .connected: return introduce(at: now)
    case .unreachable: return []
    case .garbage(let error, _):
      mailbox.counters.refused += 1
      // A channel emulator of another version answers in its own: nothing else will ever come from it.
      if case .version = error, case .greeting = standing { return fail("the channel emulator speaks \(error)") }
      return []
    case .stopRequested: return leave(at: now)
    }
  }

  /// Puts a message for the server under its header.
  mutating func toServer(_ message: Message, slot: Int = Header.outsideSlots, attempt: Int = 0) -> Step {
    .send(mailbox.envelope(message, to: .server, slot: slot, attempt: attempt), .up)
  }

  mutating func fail(_ reason: String) -> [Step] { conclude(.failed(reason)) }

  mutating func conclude(_ conclusion: Conclusion) -> [Step] {
    standing = .gone
    return [.finish(conclusion)]
  }

  private mutating func receive(_ envelope: Envelope, at now: Instant) -> [Step] {
    guard isMeant(by: envelope.header), mailbox.accept(envelope.header) else { return [] }
    heard = now
    warnedOfSilence = false
    isUnheard = false
    switch envelope.message {
    case .ueWelcome(let welcome): return settle(welcome, at: now)
    case .refusal(let refusal): return take(refusal)
    case .detached(let detached): return take(detached, at: now)
    case .heartbeat: return []
    case .slotStart(let start): return begin(start, header: envelope.header, at: now)
    case .grant(let grant): return take(grant, header: envelope.header, at: now)
    case .answer(let answer): return take(answer, header: envelope.header, at: now)
    case .slotEnd(let end): return take(end, header: envelope.header, at: now)
    default:
      mailbox.counters.refused += 1
      let line = refusals.line("a \(envelope.message.kind), which nobody may send to a UE", from: .up, at: now)
      return line.map { [.note(.log(.warning, $0))] } ?? []
    }
  }

  private func isMeant(by header: Header) -> Bool {
    guard header.recipientIncarnation == 0 || header.recipientIncarnation == mailbox.incarnation else { return false }
    return header.sender == .server || header.sender == .channel
  }

  private mutating func take(_ product: UEProduct, at now: Instant) -> [Step] {
    switch product {
    case .loaded(let loaded): return takeOff(with: loaded, at: now)
    case .encoded(let slot, let task, let encoded): return send(encoded, of: task, in: slot, at: now)
    case .executed(let slot, let task, let answer, let reference):
      return finish(answer, reference: reference, of: task, in: slot)
    case .decided(let slot, let observation, let decision): return report(decision, on: observation, in: slot)
    case .failed(let reason): return giveUp(.failed(reason), because: reason)
    case .unusable(let reason): return giveUp(.unusable(reason), because: reason)
    }
  }

  /// The others learn at once why the UE is gone; a slot that it leaves open waits for its lease.
  private mutating func giveUp(_ conclusion: Conclusion, because reason: String) -> [Step] {
    (session == nil ? [] : [toServer(.bye(Bye(reason: reason)))]) + conclude(conclusion)
  }
}

/// What the server's Welcome settled.
struct Session: Sendable {
  var name: UEName
  var token: [UInt8]
  var scenario: Scenario
  var profile: UEProfile
  var lease: Double
  /// What the run knows of the UE; nil for a UE that is new to it.
  var resumption: Resumption?
}

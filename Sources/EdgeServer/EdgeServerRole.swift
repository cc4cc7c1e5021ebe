import Offloading
public import Protocol
import Quantities
public import Roles
public import Scenario
public import Tasks
public import Trace

/// What the edge server's timers are for.
public enum ServerTimer: Hashable, Sendable {
  /// Look at leases, at the start timeout and at who has to be asked again.
  case watch
  /// Slot s begins (realtime clock).
  case slotBegins(Int)
  /// An answer's computing and downlink time is over (realtime clock).
  case answerDue(UEName)
}

/// What the edge server asks its compute thread for.
public enum ServerWork: Sendable {
  /// Load models, data and gallery.
  case load(Scenario)
  /// Decode arrivals: those of a kind as one batch, in the order given.
  case decode(DecodingJob)
}

/// A burst that arrived, with whose it is and how it was sent.
public struct ReceivedTask: Sendable {
  /// The UE.
  public var name: UEName
  /// The kind of the UE's tasks.
  public var kind: TaskKind
  /// The burst.
  public var arrival: Arrival
  /// How it carries bytes; nil for the symbols of the joint source-channel codec.
  public var transceiver: DigitalTransmission?

  /// Puts the four together.
  public init(name: UEName, kind: TaskKind, arrival: Arrival, transceiver: DigitalTransmission?) {
    self.name = name
    self.kind = kind
    self.arrival = arrival
    self.transceiver = transceiver
  }
}

/// Arrivals of one slot to be decoded, those of a kind as one batch.
public struct DecodingJob: Sendable {
  /// The slot.
  public var slot: Int
  /// Tells jobs of a slot that was begun again apart.
  public var attempt: Int
  /// The arrivals, in the order of their UEs' names.
  public var arrivals: [ReceivedTask]

  /// Makes a job.
  public init(slot: Int, attempt: Int, arrivals: [ReceivedTask]) {
    self.slot = slot
    self.attempt = attempt
    self.arrivals = arrivals
  }
}

/// What the compute thread brings back.
public enum ServerProduct: Sendable {
  /// Everything is loaded.
  case loaded(LoadedServer)
  /// The decoded answers of a job, in its order.
  case decoded(DecodingJob, [TaskAnswer])
  /// It could not be done; the sentence says why and what to do.
  case failed(String)
  /// The models or data that were to be loaded cannot be used; the sentence says why and what to do.
  case unusable(String)
}

/// What the edge server tells the outside.
public enum ServerNote: Sendable {
  /// Progress for whoever started the server.
  case progress(RunProgress)
  /// Models and data are loaded; no slot has begun.
  case ready(LoadedServer)
  /// A slot is committed: for the record.
  case committed(SlotRecord)
  /// How the run is doing, for those who watch it.
  case status(RunStatus)
}

/// The edge server: clock master, allocator, decoder and book-keeper.
///
/// The slot is that of docs/architecture.md, *One slot*. Everything that decides what happens is a function of the
/// scenario, the seed and the external events; wall time decides only when peers are asked again or given up.
public struct EdgeServerRole: Role {
  /// What this role asks its compute thread for.
  public typealias Work = ServerWork
  /// What the compute thread brings back.
  public typealias Product = ServerProduct
  /// What the timers are for.
  public typealias Timer = ServerTimer
  /// What this role tells the outside.
  public typealias Note = ServerNote
  /// What this role wants done.
  public typealias Step = Action<ServerWork, ServerTimer, ServerNote>

  let scenario: Scenario
  let scenarioBytes: [UInt8]
  let runner: String
  /// Secret numbers for resume tokens; drawn outside, so that the role stays a function of its inputs.
  let tokenSecret: [UInt8]
  let runsClock: Bool
  /// Who comes and goes when, in a replay; nil: as it happens.
  let script: ReplayScript?

  var mailbox: Mailbox
  var channel: (link: LinkID, incarnation: UInt64, heard: Instant)?
  /// A channel emulator that wants to take the place of the present one, which was asked whether it still lives.
  var contender: (hello: ChannelHello, envelope: Envelope, link: LinkID)?
  var loaded: LoadedServer?
  /// Hellos that came before the models were loaded.
  var early: [(Envelope, LinkID)] = []
  var members: [UEName: Member] = [:]
  var accounts: [UEName: Account] = [:]
  /// What is set by hand for channels.
  var control = ChannelControl()

  var started = Instant(nanoseconds: 0)
  var firstSlotAt: Instant?
  /// t₀ of the realtime clock; nil while nobody is attached, when modelled time stands still.
  var clockOrigin: Instant?
  var nextSlot = 0
  /// External events waiting for the next slot boundary.
  var events: [ExternalEvent] = []
  var current: OpenSlot?
  /// How often a slot was begun, over the whole run: tells work for a slot that was begun again apart.
  var generations = 0
  var digest: RunDigest?
  var committedSlots = 0
  /// How many slots were committed before this process was started.
  let resumedSlots: Int
  /// When leases were looked at last.
  var watched: Instant?
  var finished = false
  var lateness = Lateness()
  var reportedMissing: [String] = []
  var refusals = RefusalLimiter()
  var observation = RunObservation()

  /// An edge server that has met nobody yet.
  ///
  /// - Parameters:
  ///   - scenario: what to run.
  ///   - incarnation: a number drawn at random per start.
  ///   - tokenSecret: random bytes from which resume tokens are made.
  ///   - runner: `processes` or `in-process`, for the summary.
  ///   - script: who comes and goes when, in a replay; nil: as it happens.
  ///   - history: the slots that were committed before this process was started; nil for a new run.
  /// - Throws: `EncodingError` when a number in the scenario is not finite.
  public init(
    scenario: Scenario, incarnation: UInt64, tokenSecret: [UInt8], runner: String, script: ReplayScript? = nil,
    history: RunHistory? = nil
  ) throws {
    self.script = script
    resumedSlots = history?.slots ?? 0
    self.scenario = scenario
    scenarioBytes = try CanonicalJSON.encode(scenario)
    self.runner = runner
    self.tokenSecret = tokenSecret
    runsClock = scenario.clock == .realtime
    mailbox = Mailbox(address: .server, incarnation: incarnation)
    if let history { goOn(from: history) }
  }

  /// What was sent, received and refused so far.
  public var counters: MessageCounters { mailbox.counters }

  /// How often leases and unanswered questions are looked at, s.
  static let watchInterval = 0.25
  /// How long a question may stay unanswered before it is asked again, s.
  static let patience = 1.0

  /// Takes one event and returns what to do, in order.
  public mutating func handle(_ event: Event<ServerProduct, ServerTimer>, at now: Instant) -> [Step] {
    guard !finished else { return turnAway(event) }
    switch event {
    case .started:
      started = now
      return [.perform(.load(scenario)), .schedule(.watch, at: now.advanced(bySeconds: Self.watchInterval))]
    case .received(let envelope, .down(let link)): return receive(envelope, on: link, at: now)
    case .unreachable(.down(let link)): return lost(link, at: now)
    case .received(_, .up), .unreachable(.up), .connected: return []
    case .timer(.watch): return watch(at: now)
    case .timer(.slotBegins(let slot)): return slotDue(slot, at: now)
    case .timer(.answerDue(let name)): return sendAnswer(to: name)
    case .performed(.loaded(let loaded)): return take(loaded, at: now)
    case .performed(.decoded(let job, let answers)): return take(answers, of: job, at: now)
    case .performed(.failed(let reason)): return fail(.failed(reason))
    case .performed(.unusable(let reason)): return fail(.unusable(reason))
    case .garbage:
      mailbox.counters.refused += 1
      return []
    case .stopRequested: return conclude(at: now)
    }
  }

  private mutating func take(_ loaded: LoadedServer, at now: Instant) -> [Step] {
    self.loaded = loaded
    do {
      digest =
        try digest
        ?? RunDigest(scenario: scenario.digestBytes(), seed: scenario.seed, models: loaded.uses.map(\.digest))
    } catch {
      return fail(.failed("the scenario does not encode: \(error)"))
    }
    var steps: [Step] = [.note(.ready(loaded))]
    if resumedSlots > 0 { steps.append(log(.info, "goes on after slot \(resumedSlots - 1) of the record")) }
    renewLeases(at: now)
    for (envelope, link) in early { steps += receive(envelope, on: link, at: now) }
    early = []
    return steps + (resumedSlots > 0 ? beginSlotIfPossible(at: now) : [])
  }

  mutating func fail(_ conclusion: Conclusion) -> [Step] {
    finished = true
    return farewells(.runEnded) + [.finish(conclusion)]
  }

  /// The run is over: whoever still knocks is told so.
  private mutating func turnAway(_ event: Event<ServerProduct, ServerTimer>) -> [Step] {
    guard case .received(let envelope, .down(let link)) = event, link == channel?.link,
      case .ueHello = envelope.message
    else { return [] }
    return refuse(envelope.header.incarnation, .runEnded, "the run is over; start another one")
  }

  /// Counts what may not be said and logs it, once per second at most.
  mutating func refuse(_ what: String, on link: LinkID, at now: Instant) -> [Step] {
    mailbox.counters.refused += 1
    return refusals.line(what, from: .down(link), at: now).map { [log(.warning, $0)] } ?? []
  }

  func log(_ level: LogLevel, _ text: String) -> Step {
    .note(.progress(.log(level: level.rawValue, text: text)))
  }

  /// Puts a message for a UE's present incarnation under its header.
  mutating func toUE(_ message: Message, _ name: UEName, slot: Int = Header.outsideSlots) -> [Step] {
    guard let member = members[name] else { return [] }
    return to(member, message, slot: slot)
  }

  /// Puts a message for a UE under its header, whether or not it is still attached. Naming the incarnation keeps it
  /// from whoever has the name next.
  mutating func to(_ member: Member, _ message: Message, slot: Int = Header.outsideSlots) -> [Step] {
    guard let channel, let incarnation = member.incarnation else { return [] }
    let envelope = mailbox.envelope(
      message, to: .ue(member.name), incarnation: incarnation, slot: slot, attempt: current?.attempt ?? 0)
    return [.send(envelope, .down(channel.link))]
  }

  /// Detached to every UE and to the channel.
  mutating func farewells(_ reason: DetachReason) -> [Step] {
    var steps: [Step] = []
    for name in members.keys.sorted() { steps += toUE(.detached(Detached(reason: reason)), name) }
    if let channel {
      steps.append(
        .send(mailbox.envelope(.detached(Detached(reason: reason)), to: .channel), .down(channel.link)))
    }
    return steps
  }
}

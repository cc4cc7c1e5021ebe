import Air
public import EdgeServer
public import Protocol
import Quantities
public import Roles
public import Scenario
import Trace
public import UserEquipment

/// All roles of a run on one queue, in one thread: the same state machines as the processes, without sockets.
///
/// Under the virtual clock, time stands still while anything can happen and jumps to the next timer when nothing can;
/// under the realtime clock, the runner sleeps until the next timer is due.
public struct InProcessRunner {
  /// Where a message or an event goes.
  enum Node: Hashable {
    case server
    case air
    case ue(Int)
  }

  enum Delivery {
    case server(Event<ServerProduct, ServerTimer>)
    case air(Event<AirWork, AirTimer>)
    case ue(Int, Event<UEProduct, UETimer>)
  }

  var server: EdgeServerRole
  var air: AirRole
  var ues: [UserEquipmentRole]
  /// The names of `ues`; in a replay a name appears once for each of its stays.
  let stays: [UEName]
  var serverEngine: any Engine<ServerWork, ServerProduct>
  var ueEngines: [any Engine<UEWork, UEProduct>]
  var queue = FIFO<Delivery>()
  var timers = TimerQueue<NodeTimer>()
  var clock: any RunnerClock
  var conclusion: Conclusion?
  /// When the first UE was attached, on the wall.
  var began: ContinuousClock.Instant?
  /// Told of everything that the server notes.
  var onServerNote: (ServerNote) throws -> Void
  /// Asked now and then; true ends the run.
  var shouldStop: () -> Bool

  enum NodeTimer: Hashable {
    case server(ServerTimer)
    case air(AirTimer)
    case ue(Int, UETimer)
  }

  /// Puts the roles of a scenario together.
  ///
  /// - Parameters:
  ///   - scenario: what to run.
  ///   - serverEngine: does the server's work.
  ///   - ueEngine: makes the engine of the UE with a name.
  ///   - onServerNote: told of progress and of committed slots, before the actions behind them; an error ends the run.
  ///   - shouldStop: asked between deliveries; true ends the run early.
  ///   - script: who comes and goes when, in a replay; nil: the UEs of the scenario from the start.
  /// - Throws: `UENameError` for a name in the scenario that is none, `EncodingError` for a number that is not finite.
  public init(
    scenario: Scenario, serverEngine: any Engine<ServerWork, ServerProduct>,
    ueEngine: (UEName) -> any Engine<UEWork, UEProduct>, onServerNote: @escaping (ServerNote) throws -> Void = { _ in },
    shouldStop: @escaping () -> Bool = { false }, script: ReplayScript? = nil
  ) throws {
    server = try EdgeServerRole(
      scenario: scenario, incarnation: 1, tokenSecret: [], runner: "in-process", script: script)
    air = AirRole(incarnation: 2)
    ues = []
    ueEngines = []
    let names = try script?.stays ?? scenario.ues.map { try UEName($0.name) }
    stays = names
    for (index, name) in names.enumerated() {
      ues.append(
        UserEquipmentRole(
          options: AttachOptions(name: .exactly(name), patience: scenario.attendance.startTimeout.value),
          incarnation: UInt64(index) + 3))
      ueEngines.append(ueEngine(name))
    }
    self.serverEngine = serverEngine
    self.onServerNote = onServerNote
    self.shouldStop = shouldStop
    clock = scenario.clock == .virtual ? JumpingClock() : WallClock()
  }

  /// Runs to the end.
  ///
  /// - Returns: how the server ended.
  public mutating func run() -> Conclusion {
    queue.append(.server(.started))
    queue.append(.air(.started))
    // The next stay of a name begins when the one before has ended.
    for index in ues.indices where stays.firstIndex(of: stays[index]) == index { queue.append(.ue(index, .started)) }
    var stopping = false
    while conclusion == nil {
      if !stopping, shouldStop() {
        stopping = true
        queue.append(.server(.stopRequested))
      }
      releaseDueTimers()
      if let delivery = queue.popFirst() {
        deliver(delivery)
      } else if let next = timers.nextInstant {
        clock.wait(until: next)
      } else {
        return .failed("nothing can happen any more: no message is under way and no timer is set")
      }
    }
    return conclusion ?? .completed
  }

  private mutating func releaseDueTimers() {
    // Under the virtual clock a timer fires only when nothing else can happen: wall time decides nothing.
    guard clock.isReal || queue.isEmpty else { return }
    while let timer = timers.popDue(at: clock.now) {
      switch timer {
      case .server(let timer): queue.append(.server(.timer(timer)))
      case .air(let timer): queue.append(.air(.timer(timer)))
      case .ue(let index, let timer): queue.append(.ue(index, .timer(timer)))
      }
    }
  }

  private mutating func deliver(_ delivery: Delivery) {
    switch delivery {
    case .server(let event):
      for action in server.handle(event, at: clock.now) {
        execute(action)
        guard conclusion == nil else { return }
      }
    case .air(let event):
      for action in air.handle(event, at: clock.now) { execute(action) }
    case .ue(let index, let event):
      for action in ues[index].handle(event, at: clock.now) { execute(action, of: index) }
    }
  }
}

extension InProcessRunner {
  private static let airLink = LinkID(0)

  private mutating func execute(_ action: EdgeServerRole.Step) {
    switch action {
    case .send(let envelope, _): queue.append(.air(.received(envelope, .up)))
    case .schedule(let timer, let instant): timers.schedule(.server(timer), at: instant)
    case .cancel(let timer): timers.cancel(.server(timer))
    case .perform(let work): queue.append(.server(.performed(serverEngine.perform(work))))
    case .note(let note):
      do { try tell(note) } catch { conclusion = .failed("\(error)") }
    case .finish(let end): conclusion = end
    }
  }

  /// Passes a note on. The role's clock stands still while it works: how long the run took on the wall is put in here.
  private mutating func tell(_ note: ServerNote) throws {
    switch note {
    case .progress(.attached(_, _)): began = began ?? ContinuousClock.now
    case .progress(.summary(let counted)):
      var summary = counted
      if let began {
        let (seconds, attoseconds) = (ContinuousClock.now - began).components
        summary.wallSeconds = Double(seconds) + Double(attoseconds) / 1e18
        summary.slotsPerSecond = Double(summary.slots) / max(summary.wallSeconds, 1e-9)
      }
      try onServerNote(.progress(.summary(summary)))
      return
    case .progress, .ready, .committed, .status: break
    }
    try onServerNote(note)
  }

  private mutating func execute(_ action: AirRole.Step) {
    switch action {
    case .send(let envelope, .up): queue.append(.server(.received(envelope, .down(Self.airLink))))
    case .send(let envelope, .down(let link)):
      let index = Int(link.rawValue)
      if ues.indices.contains(index) { queue.append(.ue(index, .received(envelope, .up))) }
    case .schedule(let timer, let instant): timers.schedule(.air(timer), at: instant)
    case .cancel(let timer): timers.cancel(.air(timer))
    case .perform, .note: break
    case .finish(.completed): break
    case .finish(let end): conclusion = conclusion ?? end
    }
  }

  private mutating func execute(_ action: UserEquipmentRole.Step, of index: Int) {
    switch action {
    case .send(let envelope, _): queue.append(.air(.received(envelope, .down(LinkID(UInt64(index))))))
    case .schedule(let timer, let instant): timers.schedule(.ue(index, timer), at: instant)
    case .cancel(let timer): timers.cancel(.ue(index, timer))
    case .perform(let work): queue.append(.ue(index, .performed(ueEngines[index].perform(work))))
    case .note: break
    case .finish(.completed):
      let next = stays[(index + 1)...].firstIndex(of: stays[index])
      if let next { queue.append(.ue(next, .started)) }
    case .finish(let end): conclusion = conclusion ?? end
    }
  }
}

import CZeroMQ
import Glibc
import Logging
import Protocol
import Roles

/// The loop of one process: waits for sockets, timers, products, signals and the lifeline, tells the role, and does what
/// the role says. Confined to the thread that made it.
final class HostLoop<R: Role, E: Engine & SendableMetatype> where E.Work == R.Work, E.Product == R.Product {
  typealias RoleEvent = Event<R.Product, R.Timer>

  /// The role's timers and the host's own.
  enum TimerName: Hashable {
    case role(R.Timer)
    case reopenUp
    case patience
  }

  let configuration: HostConfiguration
  let observers: HostObservers<R.Note>
  private let compute: ComputeThread<E>
  private let stopHandle: StopHandle
  private let signalDescriptor: WakeDescriptor?
  private var context: Context?
  private(set) var up: UpLink?
  private(set) var down: DownLink?
  private var upCount = 0

  private var role: R
  private var timers = TimerQueue<TimerName>()
  private var timerDescriptor: TimerDescriptor
  private var waiting = PollSet()
  private var lifeline: Int32?
  /// What happened while the role was at something else; told at the next turn.
  private var deferred: [RoleEvent] = []
  var refusals: RefusalLog
  private(set) var conclusion: Conclusion?
  private let incarnation = UInt64.random(in: 1...UInt64.max)

  init(
    role: R, configuration: HostConfiguration, compute: ComputeThread<E>, stopHandle: StopHandle,
    signalDescriptor: WakeDescriptor?, observers: HostObservers<R.Note>
  ) throws(MessagingError) {
    let context = try Context()
    let timerDescriptor = try TimerDescriptor()
    let down: DownLink? =
      if let listening = configuration.down {
        try DownLink(listening, settings: configuration.settings, in: context)
      } else {
        nil
      }
    let up: UpLink? =
      if let connecting = configuration.up {
        try UpLink(connecting, settings: configuration.settings, name: "up-0", in: context)
      } else {
        nil
      }
    self.role = role
    self.configuration = configuration
    self.compute = compute
    self.stopHandle = stopHandle
    self.signalDescriptor = signalDescriptor
    self.observers = observers
    self.context = context
    self.timerDescriptor = timerDescriptor
    self.down = down
    self.up = up
    lifeline = configuration.lifeline
    refusals = RefusalLog(configuration.logger)
  }

  /// Runs until the role finishes.
  func run() -> Conclusion {
    if let down { observers.listening(down.endpoint) }
    if up != nil { observers.connection(.connecting) }
    if let patience = configuration.up?.patience {
      timers.schedule(.patience, at: Instant.monotonicNow.advanced(bySeconds: patience))
    }
    tell(.started)
    while true {
      if let conclusion { return conclusion }
      turn()
    }
  }

  /// Closes the sockets, then lets go of the context, which waits for their last messages.
  func close() {
    up = nil
    down = nil
    context = nil
  }

  // MARK: One turn

  private func turn() {
    waiting.clear()
    waiting.add(descriptor: stopHandle.wake.number, .wake)
    waiting.add(descriptor: timerDescriptor.number, .timer)
    if let signalDescriptor { waiting.add(descriptor: signalDescriptor.number, .signal) }
    if let lifeline { waiting.add(descriptor: lifeline, .lifeline) }
    if let down {
      if let authentication = down.authentication { waiting.add(authentication.socket, .authentication) }
      waiting.add(down.socket, .down)
      waiting.add(down.monitor.pair, .downMonitor)
    }
    if let up {
      waiting.add(up.monitor.pair, .upMonitor)
      waiting.add(up.socket, .up, alsoWritable: up.wantsToSend)
    }
    timerDescriptor.arm(at: timers.earliest())
    waiting.wait(milliseconds: deferred.isEmpty ? -1 : 0)

    let events = deferred
    deferred.removeAll()
    for event in events { tell(event) }
    waiting.forEachReady { attend(to: $0) }
  }

  private func attend(to source: PollSource) {
    switch source {
    case .wake:
      stopHandle.wake.clear()
      for product in compute.takeProducts() { tell(.performed(product)) }
      if stopHandle.take() { tell(.stopRequested) }
    case .signal:
      signalDescriptor?.clear()
      tell(.stopRequested)
    case .lifeline: readLifeline()
    case .timer:
      timerDescriptor.clear()
      runTimers()
    case .authentication: down?.authentication?.answerAll()
    case .down: receiveDown()
    case .downMonitor: watchDown()
    case .up:
      if up?.wantsToSend == true { up?.flush() }
      receiveUp()
    case .upMonitor: watchUp()
    }
  }

  private func readLifeline() {
    guard let descriptor = lifeline else { return }
    var bytes: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    let count = unsafe read(descriptor, &bytes, MemoryLayout.size(ofValue: bytes))
    if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) {
      lifeline = nil
      tell(.stopRequested)
    }
  }

  private func runTimers() {
    let now = Instant.monotonicNow
    while conclusion == nil, let name = timers.popDue(at: now) {
      switch name {
      case .role(let timer): tell(.timer(timer))
      case .reopenUp: reopenUp()
      case .patience: runOutOfPatience()
      }
    }
  }

  // MARK: The role

  /// Tells the role of an event and does what it says. What the deeds lead to is told at the next turn, so that a role
  /// and its transport cannot chase each other without end.
  func tell(_ event: RoleEvent) {
    guard conclusion == nil else { return }
    for action in role.handle(event, at: .monotonicNow) {
      carryOut(action)
      if conclusion != nil { return }
    }
  }

  private func carryOut(_ action: Action<R.Work, R.Timer, R.Note>) {
    switch action {
    case .send(let envelope, let port): send(envelope, port)
    case .schedule(let timer, let instant): timers.schedule(.role(timer), at: instant)
    case .cancel(let timer): timers.cancel(.role(timer))
    case .perform(let work): compute.submit(work)
    case .note(let note): tell(note)
    case .finish(let conclusion): self.conclusion = conclusion
    }
  }

  /// A note that cannot be taken is the end: the actions behind it may rest on it, as a `SlotEnd` does on its record.
  private func tell(_ note: R.Note) {
    do { try observers.note(note) } catch { conclusion = .failed("\(error)") }
  }

  private func send(_ envelope: Envelope, _ port: Port) {
    let frames: [[UInt8]]
    do {
      frames = try envelope.encodedFrames()
    } catch {
      // The role said something that no receiver takes: going on would leave its peers waiting for it.
      conclusion = .failed("a message to \(envelope.header.recipient) cannot be sent: \(error); this is a fault")
      return
    }
    let isDelivered: Bool
    switch port {
    case .up: isDelivered = up?.send(frames) ?? false
    case .down(let link):
      let delivery = down?.send(frames, to: link) ?? .unroutable
      if delivery == .wouldBlock {
        configuration.logger.warning("the queue towards \(link) is full: it is given up")
      }
      isDelivered = delivery == .queued
    }
    if !isDelivered { deferred.append(.unreachable(port)) }
  }

  // MARK: The connection towards the server

  /// The host's own word to a peer of another version, which would otherwise never learn why nobody answers.
  func refuseVersion(_ error: ProtocolError, _ link: LinkID) {
    let header = Header(sender: configuration.address, recipient: .unnamed, incarnation: incarnation, sequence: 0)
    let refusal = Refusal(reason: .versionMismatch, detail: "\(error)")
    guard let frames = try? Envelope(header: header, message: .refusal(refusal)).encodedFrames() else { return }
    _ = down?.send(frames, to: link)
  }

  private func watchUp() {
    guard let up, let connecting = configuration.up else { return }
    for state in up.takeMonitorEvents() {
      observers.connection(state)
      switch state {
      case .connecting: break
      case .connected:
        timers.cancel(.patience)
        configuration.logger.debug("connected to \(connecting.endpoint)")
        up.flush()
        tell(.connected(.up))
      case .failed(let failure):
        let words = failure.explanation(endpoint: connecting.endpoint, usesCURVE: connecting.security.usesCURVE)
        configuration.logger.info("\(words)")
        for _ in 0..<up.dropHeld() { deferred.append(.unreachable(.up)) }
        if failure.endsSocket {
          timers.schedule(.reopenUp, at: Instant.monotonicNow.advanced(bySeconds: 0.5))
        }
      }
    }
  }

  /// libzmq does not try again after a failed authentication: the socket is made anew.
  private func reopenUp() {
    guard let connecting = configuration.up, let context, let state = up?.state else { return }
    up = nil
    upCount += 1
    do {
      up = try UpLink(connecting, settings: configuration.settings, name: "up-\(upCount)", state: state, in: context)
    } catch {
      conclusion = .failed("\(error)")
    }
  }

  private func runOutOfPatience() {
    guard let up, let connecting = configuration.up else { return }
    let failure: ConnectionFailure
    switch up.state {
    case .connected: return
    case .connecting: failure = .silentListener
    case .failed(let known): failure = known
    }
    let words = failure.explanation(endpoint: connecting.endpoint, usesCURVE: connecting.security.usesCURVE)
    conclusion = .failed(words)
  }

  private func watchDown() {
    while let event = down?.monitor.next() {
      switch event {
      case .authenticationFailed: configuration.logger.warning("a client's key is not allowed")
      case .protocolError(let number):
        configuration.logger.info("a client's handshake failed (libzmq protocol error \(String(number, radix: 16)))")
      default: break
      }
    }
  }
}

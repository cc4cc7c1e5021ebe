import Launching
import Protocol
import Synchronization

/// Does one fault to a live emulation, and tells when it was over.
struct FaultInjection {
  let emulation: LiveEmulation
  let fault: Fault

  /// How long the phase's message is waited for, s: a slot without offloaders has no burst.
  private static let phasePatience = 1.0

  /// Waits for the phase, does the fault, and undoes what can be undone.
  ///
  /// - Returns: the slot that was committed last when it was done, whether that was in the phase, and when the process
  ///   was started again or went on, or the hop was whole again, s.
  /// - Throws: ``EmulationError`` when the process does not come back.
  func perform() throws -> (lastSlot: Int, isInPhase: Bool, restored: Double) {
    let restarts = fault.process.map { emulation.history.restarts(of: $0).count } ?? 0
    let (lastSlot, isInPhase) = try strikeInPhase()
    switch fault.injury {
    case .kill(let name):
      try emulation.wait(for: "restart of \(name)", within: 20) {
        emulation.history.restarts(of: name).count > restarts
      }
      return (lastSlot, isInPhase, emulation.history.restarts(of: name).time)
    case .pause(let name, let seconds):
      Clock.sleep(seconds)
      try emulation.proceed(name)
    case .cut(let hop, let seconds):
      Clock.sleep(seconds)
      emulation.proxy(hop).restore()
    case .delay(let hop, let direction, let seconds):
      Clock.sleep(seconds)
      emulation.proxy(hop).release(direction)
    case .duplicate(let hop, let direction, let seconds, _):
      Clock.sleep(seconds)
      emulation.proxy(hop).repeatNoMore(direction)
    case .garbage(let hop, let garbage, let seed):
      guard let port = emulation.listeningPorts[hop] else { break }
      try GarbageSource(port: port, garbage: garbage, seed: seed).talk()
    }
    return (lastSlot, isInPhase, Clock.now)
  }

  /// Strikes when a message of the phase passes, on the thread of the proxy that sees it, or after a while anyway.
  private func strikeInPhase() throws -> (lastSlot: Int, isInPhase: Bool) {
    let struck = Mutex<Int?>(nil)
    // Whoever comes first strikes, the others find it done.
    let strike: @Sendable () -> Void = { [emulation, fault] in
      struck.withLock { slot in
        guard slot == nil else { return }
        slot = emulation.history.mark()
        Self.strike(emulation, fault)
      }
    }
    let watch: InPathProxy.Watch = { [fault] header, message in
      guard SlotPhase(message) == fault.phase, fault.concerns(header) else { return false }
      strike()
      return true
    }
    for hop in fault.phase.hops { emulation.proxy(hop).look(watch) }
    defer { for hop in fault.phase.hops { emulation.proxy(hop).look(nil) } }
    let deadline = Clock.now + Self.phasePatience
    while struck.withLock({ $0 }) == nil, Clock.now < deadline { Clock.sleep(0.002) }
    let isInPhase = struck.withLock { $0 } != nil
    strike()
    return (struck.withLock { $0 } ?? -1, isInPhase)
  }

  private static func strike(_ emulation: LiveEmulation, _ fault: Fault) {
    switch fault.injury {
    case .kill(let name): emulation.launched.processes.send(ProcessSignal.kill.rawValue, to: name)
    case .pause(let name, _): emulation.launched.processes.send(ProcessSignal.stop.rawValue, to: name)
    case .cut(let hop, _): emulation.proxy(hop).cut()
    case .delay(let hop, let direction, _): emulation.proxy(hop).hold(direction)
    case .duplicate(let hop, let direction, _, let lag): emulation.proxy(hop).repeatMessages(direction, after: lag)
    case .garbage: break
    }
  }
}

extension Fault {
  /// Whether a message is one at which to strike: for what is done to a UE, one of that UE.
  fileprivate func concerns(_ header: Header) -> Bool {
    guard let process, process != FaultPlan.server, process != FaultPlan.channel else { return true }
    return [header.sender, header.recipient].contains { address in
      if case .ue(let name) = address { name.rawValue == process } else { false }
    }
  }
}

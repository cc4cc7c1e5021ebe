import Glibc

extension Launcher {
  /// Acts on requests to stop: the first lets the leader end the run, one more kills.
  func interrupt(requests: Int) {
    guard requests > 0 else { return }
    let isRepeated = wasInterrupted || requests > 1
    wasInterrupted = true
    waiting = []
    if isRepeated {
      onEvent(.stopping("stopping at once"))
      for child in children { child.send(SIGKILL) }
      phase = .killing
      return
    }
    guard case .running = phase else { return }
    onEvent(.stopping("stopping; once more to stop at once"))
    leader?.closeLifeline()
    phase = .leaderStopping(deadline: Self.now + patience.leader)
  }

  /// Judges a process that has ended.
  func ended(_ child: ChildProcess) {
    guard let ending = child.ending else { return }
    if child === leader { readLeader() }
    let isWell = ending == .exited(0)
    switch phase {
    case .running where child === leader && isWell && hasSummary:
      waiting = []
      phase = .leaving(deadline: Self.now + patience.farewell)
    case .running where child !== leader && isWell && (child.program.mayLeave || hasSummary):
      if !hasSummary { onEvent(.left(name: child.program.name)) }
    case .running:
      fail(child, ending)
    case .leaving, .leaderStopping, .lifelinesClosed, .terminating, .killing:
      // What ends badly while everything stops is a consequence, unless it is the first or a crash.
      let isCause = failures.isEmpty || ending.isSignal
      if !isWell && !child.wasSignalled && !wasInterrupted && isCause { fail(child, ending) }
      if child === leader, case .leaderStopping = phase { closeLifelines() }
    }
  }

  private func fail(_ child: ChildProcess, _ ending: ProcessEnding) {
    failures.append(
      ChildFailure(name: child.program.name, ending: ending, logTail: LogTail.lines(of: child.program.logPath)))
    guard case .running = phase else { return }
    waiting = []
    onEvent(.stopping("\(child.program.name) ended with \(ending); stopping the others"))
    closeLifelines()
  }

  /// Closes every lifeline.
  func closeLifelines() {
    for child in children { child.closeLifeline() }
    phase = .lifelinesClosed(deadline: Self.now + patience.lifelines)
  }

  /// Takes the next step when a deadline has passed.
  func advance() {
    switch phase {
    case .leaving(let deadline) where Self.now > deadline: closeLifelines()
    case .leaderStopping(let deadline) where Self.now > deadline + (hasSummary ? patience.record : 0): closeLifelines()
    case .lifelinesClosed(let deadline) where Self.now > deadline:
      signalAll(SIGTERM)
      phase = .terminating(deadline: Self.now + patience.termination)
    case .terminating(let deadline) where Self.now > deadline:
      signalAll(SIGKILL)
      phase = .killing
    default: break
    }
  }

  private func signalAll(_ signal: Int32) {
    for child in children where child.ending == nil {
      child.send(signal)
      onEvent(.signalled(name: child.program.name, signal: signal))
    }
  }
}

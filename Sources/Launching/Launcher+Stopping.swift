import Glibc

extension Launcher {
  /// Acts on requests to stop: the first lets the leader end the run, one more kills.
  func interrupt(requests: Int) {
    guard requests > 0 else { return }
    let isRepeated = wasInterrupted || requests > 1
    wasInterrupted = true
    startNoMore()
    if isRepeated {
      onEvent(.stopping("stopping at once"))
      for member in members { member.process?.send(SIGKILL) }
      phase = .killing
      return
    }
    guard case .running = phase else { return }
    onEvent(.stopping("stopping; once more to stop at once"))
    // Without a leader, who is between two lives, nobody can end the run in order.
    guard let leader, leader.isAlive else { return closeLifelines() }
    leader.process?.closeLifeline()
    phase = .leaderStopping(deadline: Self.now + patience.leader)
  }

  /// Judges a process that has ended.
  func judge(_ member: Member) {
    guard let process = member.process, let ending = process.ending else { return }
    if member === leader { readLast(of: member) }
    let name = member.program.name
    onEvent(.ended(name: name, processIdentifier: process.identifier, ending: ending))
    switch phase {
    case .running where ending == .exited(0): endedWell(member)
    case _ where isOfNoConsequence(member, ending): onEvent(.diedAfterTheEnd(name: name, ending: ending))
    case .running: died(member, ending)
    case .leaving, .leaderStopping, .lifelinesClosed, .terminating, .killing:
      if ending != .exited(0), !process.wasSignalled, !wasInterrupted { blame(member, ending) }
      if member === leader, case .leaderStopping = phase { closeLifelines() }
    }
  }

  /// Whether a process ended badly when the leader had told its summary, so that nothing depended on it any more: it may
  /// have been killed where restarts would have mended that, or may have missed the farewell and found nobody to take
  /// leave of. A crash where no restarts are wished is no such case, nor is one of the leader, whose record may suffer.
  private func isOfNoConsequence(_ member: Member, _ ending: ProcessEnding) -> Bool {
    guard hasSummary, !wasInterrupted, failures.isEmpty, member !== leader, ending != .exited(0) else { return false }
    return member.process?.wasSignalled == false && (member.program.restart == .onFailure || !ending.isSignal)
  }

  private func endedWell(_ member: Member) {
    if member === leader, hasSummary {
      startNoMore()
      phase = .leaving(deadline: Self.now + patience.farewell)
    } else if member !== leader, hasSummary || member.program.mayLeave {
      guard !hasSummary else { return }
      onEvent(.left(name: member.program.name))
      guard member.returns > 0 else { return }
      member.returns -= 1
      member.due = Self.now
    } else {
      fail(member, .exited(0))
    }
  }

  /// Has a process that died while the run goes on started again, or ends the run.
  private func died(_ member: Member, _ ending: ProcessEnding) {
    let slot = lastSlot.map { $0 + 1 }
    switch member.program.restart {
    case .never: fail(member, ending)
    case .onFailure where ending.isMistake: fail(member, ending)
    case .onFailure where hasSummary: fail(member, ending)
    case .onFailure:
      let earlier = member.history.endings
      guard let delay = member.history.died(ending) else { return fail(member, ending, earlier: earlier) }
      member.replaced = (ending, slot)
      member.due = Self.now + delay
    case .impossible(let reason): fail(member, ending, reason: ending.isMistake ? nil : reason)
    }
  }

  private func fail(
    _ member: Member, _ ending: ProcessEnding, earlier: [ProcessEnding] = [], reason: String? = nil
  ) {
    let program = member.program
    failures.append(
      ChildFailure(
        name: program.name, ending: ending, earlier: earlier, reason: reason,
        logTail: LogTail.lines(of: program.logPath)))
    guard case .running = phase else { return }
    onEvent(.stopping("\(program.name) \(ending.account); stopping the others"))
    closeLifelines()
  }

  /// Judges a process that ended badly while everything stops. That is a consequence, and is not told, unless it is a
  /// crash, or what came before it was no failure in itself: then it is the cause.
  private func blame(_ member: Member, _ ending: ProcessEnding) {
    let isCause = failures.allSatisfy { $0.ending == .exited(0) }
    guard isCause || ending.isSignal else { return }
    fail(member, ending)
    if isCause { failures.insert(failures.removeLast(), at: 0) }
  }

  private func startNoMore() {
    for member in members { member.due = nil }
  }

  /// Closes every lifeline.
  func closeLifelines() {
    startNoMore()
    for member in members { member.process?.closeLifeline() }
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
    for member in members where member.isAlive {
      member.process?.send(signal)
      onEvent(.signalled(name: member.program.name, signal: signal))
    }
  }
}

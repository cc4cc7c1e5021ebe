import Protocol
import Quantities
import Roles
import Scenario
import Trace

extension EdgeServerRole {
  /// Looks at the clock on the wall: who is missing at the start, whose lease ran out, who has to be asked again.
  mutating func watch(at now: Instant) -> [Step] {
    var steps: [Step] = [.schedule(.watch, at: now.advanced(bySeconds: Self.watchInterval))]
    // A server that was itself paused has heard nobody for that long and blames nobody for it.
    if let watched, now.seconds(since: watched) > Self.watchInterval + Self.patience { renewLeases(at: now) }
    watched = now
    steps += watchStart(at: now)
    guard !finished else { return steps }
    steps += watchLeases(at: now)
    steps += askAgain(at: now)
    return steps + tellStatus(at: now)
  }

  private mutating func watchStart(at now: Instant) -> [Step] {
    let missing = missingAtStart()
    guard firstSlotAt == nil, !missing.isEmpty else { return [] }
    if now.seconds(since: started) > scenario.attendance.startTimeout.value {
      let who = missing.joined(separator: ", ")
      let behind = channel == nil ? "; the channel emulator has not come either" : ""
      return fail(
        .failed(
          "slot 0 waited \(scenario.attendance.startTimeout) for \(who)\(behind): "
            + "start the missing ones with ue-agent --attach ENDPOINT --name NAME, or raise attendance.start-timeout"))
    }
    guard missing != reportedMissing, now.seconds(since: started) > 1 else { return [] }
    reportedMissing = missing
    return [.note(.progress(.waiting(missing: missing)))]
  }

  private mutating func watchLeases(at now: Instant) -> [Step] {
    // While the channel itself is silent nobody behind it can be heard: their leases stand still.
    // In a replay the script alone says who goes.
    guard script == nil, let channel, now.seconds(since: channel.heard) < channelPatience else { return [] }
    let expired = members.values.filter { now.seconds(since: $0.heard) > scenario.attendance.lease.value }
    var steps: [Step] = []
    for name in expired.map(\.name).sorted() { steps += drop(name, .leaseExpired, at: now) }
    return steps
  }

  /// Detaches a UE whose process is gone or superseded. If it takes part in the open slot, the slot is begun again
  /// without it: the record then shows a run in which it left at the boundary before.
  mutating func drop(_ name: UEName, _ reason: DetachReason, at now: Instant) -> [Step] {
    guard let member = members[name] else { return [] }
    var steps = to(member, .detached(Detached(reason: reason)))
    remove(name)
    guard accounts[name] != nil, member.standing != .loading, member.standing != .ready else { return steps }
    let coming = ExternalEvent.attached(name, profile: member.profileBytes, policyDigest: member.policyDigest)
    if member.attachSlot == nextSlot, let index = events.lastIndex(of: coming) {
      events.remove(at: index)
    } else {
      events.append(.detached(name, reason))
    }
    accounts[name]?.detachedAtSlot = nextSlot
    // A first stay that ends before its first slot is committed has not happened.
    if accounts[name]?.attachedAtSlot == nextSlot { accounts[name] = nil }
    steps.append(.note(.progress(.detached(ue: name.rawValue, slot: nextSlot, reason: reason.words))))
    guard let open = current, open.participants.contains(name) else { return steps }
    let others = open.participants.filter { $0 != name }
    current = nil
    guard !others.isEmpty else { return steps + beginSlotIfPossible(at: now) }
    generations += 1
    var again = OpenSlot(slot: open.slot, generation: generations, participants: others, at: now)
    again.attempt = open.attempt + 1
    again.startError = open.startError
    current = again
    return steps + sendOpening()
  }

  private mutating func askAgain(at now: Instant) -> [Step] {
    guard let open = current, now.seconds(since: open.lastProgress) > Self.patience else { return [] }
    return repeatQuestions(at: now)
  }

  /// Asks everybody again for what is still missing in the open slot, under the next attempt number.
  mutating func repeatQuestions(at now: Instant) -> [Step] {
    guard let open = current else { return [] }
    current?.attempt += 1
    current?.lastProgress = now
    if open.anybody(awaits: .report) { return sendOpening() }
    return open.participants.flatMap { repeatQuestion(to: $0) }
  }

  /// Repeats what one UE was told last: the answer to its burst, or its grant.
  mutating func repeatQuestion(to name: UEName) -> [Step] {
    guard let open = current, let record = open.records[name], let grant = record.grant else { return [] }
    switch open.awaited[name] {
    case .outcome where record.answer != nil: return sendAnswer(to: name)
    case .arrival, .outcome: return toUE(.grant(grant), name, slot: open.slot)
    case .report, .decoding, .answerDue, .nothing, nil: return []
    }
  }

  /// Shows a UE whose process is new, or has lost its way, the open slot from its start and its grant in it.
  mutating func showSlot(to name: UEName, at now: Instant) -> [Step] {
    guard let open = current, open.participants.contains(name) else { return [] }
    current?.attempt += 1
    var steps = sendOpening()
    if let grant = open.records[name]?.grant, open.awaited[name] != .nothing {
      steps += toUE(.grant(grant), name, slot: open.slot)
    }
    return steps
  }
}

import Allocation
import Offloading
import Protocol
import Quantities
import Radio
import Roles
import Scenario
import Tasks
import Trace

extension EdgeServerRole {
  // MARK: - The slot boundary

  /// When slot s begins under the realtime clock: t₀ + s·duration·scale.
  func modelledStart(of slot: Int) -> Instant? {
    clockOrigin?.advanced(bySeconds: secondsOnTheWall(untilSlot: slot))
  }

  private func secondsOnTheWall(untilSlot slot: Int) -> Double {
    Double(slot) * scenario.slots.duration.value * scenario.slots.scale
  }

  /// UEs that the next slot waits for: those that the topology names at the start, those of the script in a replay.
  func missingAtStart() -> [String] {
    let awaited: [String]
    if let script {
      awaited = script.attached(at: nextSlot).map(\.rawValue)
    } else {
      awaited = nextSlot == 0 && firstSlotAt == nil ? scenario.ues.map(\.name) : []
    }
    return awaited.filter { name in
      !members.values.contains { $0.name.rawValue == name && $0.standing == .ready }
    }
  }

  /// Turns the page if everything for the next slot is there.
  mutating func beginSlotIfPossible(at now: Instant) -> [Step] {
    guard !finished, current == nil, loaded != nil, channel != nil else { return [] }
    // In a replay who comes back in the slot in which it left can do so only when it has gone.
    var steps = script == nil ? [] : letGo()
    guard missingAtStart().isEmpty else { return steps }
    if let count = script?.slots ?? scenario.slots.count, nextSlot >= count { return steps + conclude(at: now) }
    if runsClock, let start = modelledStart(of: nextSlot), now < start {
      return [.schedule(.slotBegins(nextSlot), at: start)]
    }
    bringSettingsIntoForce()
    steps += letGo() + letIn()
    let participants = members.values.filter { $0.standing == .attached }.map(\.name).sorted()
    guard !participants.isEmpty else {
      clockOrigin = nil
      let mayComeBack = scenario.slots.count == nil || !members.isEmpty || accounts.isEmpty
      return mayComeBack
        ? steps : steps + [log(.warning, "no UE is attached any more; the run ends")] + conclude(at: now)
    }
    if firstSlotAt == nil { firstSlotAt = now }
    if clockOrigin == nil { clockOrigin = now.advanced(bySeconds: -secondsOnTheWall(untilSlot: nextSlot)) }
    generations += 1
    var slot = OpenSlot(slot: nextSlot, generation: generations, participants: participants, at: now)
    if runsClock, let start = modelledStart(of: nextSlot) {
      let error = now.seconds(since: start)
      slot.startError = error
      lateness.noteSlotStart(error)
    }
    current = slot
    steps += sendOpening()
    if runsClock, let end = modelledStart(of: nextSlot + 1) {
      steps.append(.schedule(.slotBegins(nextSlot + 1), at: end))
    }
    return steps
  }

  private mutating func letGo() -> [Step] {
    var steps: [Step] = []
    for member in members.values.sorted(by: { $0.name < $1.name }) {
      guard let reason = departure(of: member) else { continue }
      events.append(.detached(member.name, reason))
      accounts[member.name]?.detachedAtSlot = nextSlot
      // In a replay nobody is lost: whoever was then leaves in order.
      steps += to(member, .detached(Detached(reason: script == nil ? reason : .left)))
      remove(member.name)
      steps.append(
        .note(.progress(.detached(ue: member.name.rawValue, slot: nextSlot, reason: reason.words))))
    }
    return steps
  }

  private func departure(of member: Member) -> DetachReason? {
    if let script { return member.standing == .attached ? script.departure(of: member.name, at: nextSlot) : nil }
    guard case .leaving(let reason) = member.standing else { return nil }
    return reason
  }

  private mutating func letIn() -> [Step] {
    var steps: [Step] = []
    let awaited = script.map { Set($0.attached(at: nextSlot)) }
    for member in members.values.sorted(by: { $0.name < $1.name })
    where member.standing == .ready && awaited?.contains(member.name) ?? true {
      members[member.name]?.standing = .attached
      members[member.name]?.attachSlot = nextSlot
      control.begin(member.name, in: nextSlot)
      events.append(.attached(member.name, profile: member.profileBytes, policyDigest: member.policyDigest))
      var account =
        accounts[member.name] ?? Account(profile: member.profile, attachedAtSlot: nextSlot)
      account.profile = member.profile
      account.detachedAtSlot = nil
      accounts[member.name] = account
      steps.append(.note(.progress(.attached(ue: member.name.rawValue, slot: nextSlot))))
    }
    return steps
  }

  mutating func sendOpening() -> [Step] {
    guard let current, let channel else { return [] }
    var participants: [Participant] = []
    for name in current.participants {
      guard let member = members[name], let mobility = try? CanonicalJSON.encode(member.profile.mobility) else {
        continue
      }
      participants.append(
        Participant(
          name: name, attachSlot: member.attachSlot, mobility: mobility,
          // Bytes, and the symbols of a timed model that is run, take as many as their burst has.
          timedSymbols: member.profile.transceiver == nil && scenario.offloading.timedModel == .paper
            ? scenario.offloading.workload(of: member.profile.task.modality).symbols : nil,
          settings: control.history[name] ?? []))
    }
    let opening = mailbox.envelope(
      .slotOpening(SlotOpening(participants: participants)), to: .channel, slot: current.slot, attempt: current.attempt)
    return [.send(opening, .down(channel.link))]
  }

  // MARK: - Reports and grants

  mutating func take(
    _ report: SlotReport, of name: UEName, slot: Int, at now: Instant
  ) throws(UnsoundMessage) -> [Step] {
    guard let open = current, open.slot == slot else { return [] }
    // Who reports again may have missed what came after the first report.
    guard open.awaited[name] == .report else { return repeatQuestion(to: name) }
    try report.check(from: name)
    current?.records[name]?.report = report
    current?.awaited[name] = .nothing
    current?.lastProgress = now
    guard let current, !current.anybody(awaits: .report) else { return [] }
    return allocate(at: now)
  }

  /// Shares the bandwidth among the offloaders by Eq. (12) of Ji et al. and sends every grant.
  private mutating func allocate(at now: Instant) -> [Step] {
    guard let open = current else { return [] }
    var offloaders: [(name: UEName, bid: Double, power: Watts)] = []
    for name in open.participants {
      if case .offload(_, let bid, let power) = open.records[name]?.report?.wish {
        guard
          case .offload(let bid, let power) = Decision.offload(bid: bid, power: power).limited(by: scenario.offloading)
        else { continue }
        offloaders.append((name, bid, power))
      }
    }
    current?.offloaders = offloaders.count
    let bandwidths: [Hertz]
    do {
      bandwidths = try BandwidthSoftmax(total: scenario.radio.bandwidth).grants(bids: offloaders.map(\.bid))
    } catch {
      return fail(.failed("slot \(open.slot): \(error)"))
    }
    var steps: [Step] = []
    for name in open.participants {
      let decision: GrantDecision
      switch open.records[name]?.report?.wish {
      case .idle, nil:
        decision = .idle
        current?.awaited[name] = .nothing
      case .local:
        decision = .local
        current?.awaited[name] = .outcome
      case .offload:
        guard let index = offloaders.firstIndex(where: { $0.name == name }) else { continue }
        guard let task = members[name]?.profile.task else {
          return fail(.failed("slot \(open.slot): \(name) takes part in it, but the server does not know the UE"))
        }
        decision = .offload(
          Allotment(
            bandwidth: bandwidths[index], power: offloaders[index].power,
            symbols: scenario.offloading.symbols(of: task.modality)))
        current?.awaited[name] = .arrival
      }
      let grant = Grant(decision: decision, offloaders: offloaders.count)
      current?.records[name]?.grant = grant
      steps += toUE(.grant(grant), name, slot: open.slot)
    }
    return steps + commitIfComplete(at: now)
  }

  // MARK: - Outcomes and the end of the slot

  mutating func take(
    _ outcome: Outcome, of name: UEName, slot: Int, at now: Instant
  ) throws(UnsoundMessage) -> [Step] {
    guard let open = current, open.slot == slot, open.awaited[name] == .outcome else { return [] }
    guard let profile = members[name]?.profile, let record = open.records[name] else {
      throw UnsoundMessage(description: "an outcome from \(name), which takes no part in the slot")
    }
    try outcome.check(from: name, kind: profile.task, in: record)
    current?.records[name]?.outcome = outcome
    current?.awaited[name] = .nothing
    current?.lastProgress = now
    if runsClock, open.records[name]?.answer != nil { lateness.noteAnswer(outcome.lateness.value) }
    return commitIfComplete(at: now)
  }

  private mutating func commitIfComplete(at now: Instant) -> [Step] {
    guard let current, current.isComplete else { return [] }
    return commit(at: now)
  }

  /// Commits the slot: from here on it has happened.
  mutating func commit(at now: Instant) -> [Step] {
    guard let open = current else { return [] }
    let records = open.participants.compactMap { open.records[$0] }
    let sumReward = records.reduce(0) { $0 + ($1.outcome?.reward ?? 0) }
    let record = SlotRecord(slot: open.slot, events: events.sorted(), ues: records, sumReward: sumReward)
    digest?.chain(record)
    for ue in records { accounts[ue.name]?.add(ue) }
    var steps: [Step] = [.note(.committed(record)), .note(.progress(progress(of: open, records)))]
    for ue in records {
      let end = record.end(for: ue)
      if ue.report != nil { members[ue.name]?.lastEnd = (open.slot, end) }
      steps += toUE(.slotEnd(end), ue.name, slot: open.slot)
    }
    events = []
    current = nil
    nextSlot += 1
    committedSlots += 1
    return steps + beginSlotIfPossible(at: now)
  }

  /// Answers a UE that has missed the end of a committed slot. What it reported too late, the server never counted.
  mutating func repeatEnd(of slot: Int, to name: UEName) -> [Step] {
    let last = members[name]?.lastEnd
    if let last, last.slot == slot { return toUE(.slotEnd(last.end), name, slot: slot) }
    guard slot > last?.slot ?? -1 else { return [] }
    return toUE(.slotEnd(SlotEnd(accepted: false, sumReward: 0, offloaders: 0, contenders: 0)), name, slot: slot)
  }

  /// The realtime clock has come to slot `slot`: what is late in the slot before it stays queued.
  mutating func slotDue(_ slot: Int, at now: Instant) -> [Step] {
    if let current, current.slot < slot { return commit(at: now) }
    return slot == nextSlot ? beginSlotIfPossible(at: now) : []
  }
}

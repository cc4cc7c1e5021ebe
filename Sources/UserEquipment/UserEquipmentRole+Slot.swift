import Learning
import Offloading
import Protocol
import Quantities
import Radio
import Roles
import Scenario
import Tasks

/// The slot under way at a UE: everything that a question asked again is answered from.
struct UESlot: Sendable {
  let number: Int
  let channel: ChannelState
  /// The UE's state with this slot's arrivals, before its outcome.
  let entered: Equipment
  var report: SlotReport
  /// Whether what is done was decided by this process for certain, not by one before it: only then it is learned from.
  let isOwnDecision: Bool
  var grant: Grant?
  /// The encoded task and what its answer ought to be, once encoded.
  var burst: (message: Burst, reference: TaskReference)?
  var sentAt: Instant?
  var outcome: Outcome?
}

extension UserEquipmentRole {
  // MARK: - Report

  mutating func begin(_ start: SlotStart, header: Header, at now: Instant) -> [Step] {
    guard let equipment, header.slot > equipment.committedSlot ?? -1 else { return [] }
    if let slot, slot.number == header.slot, slot.channel == start.channel {
      return [toServer(.slotReport(slot.report), slot: header.slot, attempt: header.attempt)]
    }
    if let slot, slot.number != header.slot {
      guard slot.number < header.slot else { return [] }
      waiting = (start, header)
      return [askForEnd(of: slot)]
    }
    if isDeciding(start, header) { return [] }
    guard !equipment.hasMissed(before: header.slot) else { return askForBearings() }
    var steps: [Step] = []
    if equipment.attachSlot == nil { steps.append(.note(.attached(equipment.session.name, slot: header.slot))) }
    let entered = equipment.entering(header.slot)
    let observation = entered.observation(start.channel, slot: header.slot)
    guard let decision = entered.decision(on: observation, slot: header.slot) else {
      return steps + decide(header, start.channel, entered, observation)
    }
    return steps + report(decision, in: header.slot, attempt: header.attempt, start.channel, entered)
  }

  mutating func report(
    _ decision: Decision, in number: Int, attempt: Int, _ channel: ChannelState, _ entered: Equipment
  ) -> [Step] {
    let counts = entered.queue.counts
    let report = SlotReport(
      wish: entered.wish(decision), channel: channel, battery: entered.battery.level, generated: counts.generated,
      completed: counts.completed, failed: counts.failed, queued: counts.queued)
    slot = UESlot(
      number: number, channel: channel, entered: entered, report: report, isOwnDecision: number != inheritedSlot)
    return [toServer(.slotReport(report), slot: number, attempt: attempt)]
  }

  /// The next slot has begun, so the open one is committed and its end was lost: whether its outcome counted decides
  /// what the UE reports next. Saying again what was said last makes the server repeat the end.
  private mutating func askForEnd(of open: UESlot) -> Step {
    let last: Message = open.outcome.map { .outcome($0) } ?? .slotReport(open.report)
    return toServer(last, slot: open.number)
  }

  /// What was said last about the open slot.
  mutating func lastWord() -> [Step] {
    guard let open = slot else { return [] }
    let last: Message =
      open.outcome.map { .outcome($0) } ?? open.burst.map { .burst($0.message) } ?? .slotReport(open.report)
    return [toServer(last, slot: open.number)]
  }

  /// Asks the server where the UE stands: a slot was missed, or its end came before its outcome was known here.
  mutating func askForBearings() -> [Step] {
    (try? hello()).map { [$0] } ?? []
  }

  // MARK: - Grant

  mutating func take(_ grant: Grant, header: Header, at now: Instant) -> [Step] {
    guard let open = slot, open.number == header.slot else {
      // A process that was started again, or forgot an open slot, is asked about it.
      guard slot == nil, let equipment, header.slot > equipment.committedSlot ?? -1 else { return [] }
      return askForBearings()
    }
    if open.grant == grant { return repeatReply(to: header) }
    // Eq. (5) divides among the offloaders: whoever offloads is one of them.
    if case .offload = grant.decision, grant.offloaders < 1 { return [] }
    slot?.grant = grant
    slot?.outcome = nil
    slot?.burst = nil
    switch (grant.decision, open.report.wish) {
    case (.local, .local(let task, _)):
      return [.perform(.executeLocally(slot: open.number, task: task))]
    case (.offload(let allotment), .offload(let task, _, _)):
      return [.perform(.encode(slot: open.number, task: task, symbols: allotment.symbols))]
    case (.local, .offload(let task, _, _)), (.offload, .local(let task, _)):
      return follow(grant.decision, task: task, in: open.number)
    case (.idle, _), (_, .idle): return []
    }
  }

  /// Answers a question asked again; while the answer is still being worked on there is nothing to say. A grant to
  /// offload asks for the burst, also when its outcome is known here: a server that was started again has no arrival.
  private mutating func repeatReply(to header: Header) -> [Step] {
    guard let open = slot else { return [] }
    if let burst = open.burst {
      return [toServer(.burst(burst.message), slot: header.slot, attempt: header.attempt)]
    }
    if let outcome = open.outcome {
      return [toServer(.outcome(outcome), slot: header.slot, attempt: header.attempt)]
    }
    return []
  }

  // MARK: - Burst and answer

  mutating func send(_ encoded: EncodedTask, of task: Int, in number: Int, at now: Instant) -> [Step] {
    // Of a grant that was replaced meanwhile nothing is sent; what was sent once is repeated only when asked for.
    guard let open = slot, let session, open.number == number, open.burst == nil,
      case .offload(let allotment) = open.grant?.decision,
      encoded.isEncoded(with: allotment.symbols, for: session.profile.task)
    else { return [] }
    let burst = Burst(task: task, allotment: allotment, symbols: encoded.symbols, content: encoded.content)
    slot?.burst = (burst, encoded.reference)
    slot?.sentAt = now
    return [toServer(.burst(burst), slot: number)]
  }

  mutating func take(_ answer: Answer, header: Header, at now: Instant) -> [Step] {
    guard let open = slot, let equipment, open.number == header.slot, let burst = open.burst, let grant = open.grant,
      case .offload(let allotment) = grant.decision, answer.task == burst.message.task
    else { return [] }
    // Of a slot that was begun again the burst is decoded again, and what was concluded of the first answer is void when
    // the second is another one.
    if let outcome = open.outcome, outcome.answer == answer.answer {
      return [toServer(.outcome(outcome), slot: header.slot, attempt: header.attempt)]
    }
    let scenario = equipment.session.scenario
    let (expected, relative) = equipment.accuracy(of: answer, symbols: allotment.symbols)
    let workload = equipment.workload(of: burst.message)
    // What the error correction did not correct is sent again as an attempt of its own: nothing stretches t^ut.
    let stretch = equipment.session.profile.transceiver == nil ? relative : 1
    let execution = Execution.remote(
      workload, accuracy: stretch, bandwidth: allotment.bandwidth, transmitPower: allotment.power,
      offloaders: grant.offloaders, parameters: scenario.offloading)
    let airtime = allotment.bandwidth.airtime(symbols: workload.symbols)
    let modelled = airtime.value + answer.remoteTime.value + scenario.offloading.downlinkLatency.value
    let lateness =
      scenario.clock == .realtime
      ? open.sentAt.map { now.seconds(since: $0) - modelled * scenario.slots.scale } ?? 0 : 0
    return conclude(
      execution, accuracy: relative, task: answer.task, answer.answer, reference: burst.reference, expected: expected,
      lateness: lateness)
  }

  // MARK: - Local execution

  mutating func finish(_ answer: TaskAnswer, reference: TaskReference, of task: Int, in number: Int) -> [Step] {
    guard let open = slot, let equipment, open.number == number, open.outcome == nil, open.grant?.decision == .local,
      case .local(_, let frequency) = open.report.wish
    else { return [] }
    let parameters = equipment.session.scenario.offloading
    let execution = Execution.local(equipment.localWorkload, frequency: frequency, parameters: parameters)
    return conclude(
      execution, accuracy: equipment.relativeLocalAccuracy, task: task, answer, reference: reference,
      expected: equipment.localAccuracy, lateness: 0)
  }

  // MARK: - Outcome and the end of the slot

  private mutating func conclude(
    _ execution: Execution, accuracy: Double, task: Int, _ answer: TaskAnswer, reference: TaskReference,
    expected: Double, lateness: Double
  ) -> [Step] {
    guard let open = slot, let session else { return [] }
    let parameters = session.scenario.offloading
    let assessment = TaskAssessment(
      execution, workload: open.entered.workload, accuracy: accuracy,
      isAnswered: answer != .undecodable, battery: open.entered.battery, parameters: parameters)
    let result = AttemptResult(assessment.failure)
    var queue = open.entered.queue
    _ = queue.beginAttempt(inSlot: open.number)
    let succeeded = result == .completed
    let left = queue.finishAttempt(succeeded: succeeded, givingUp: result == .batteryFlat)
    let outcome = Outcome(
      task: task, result: result, givenUp: left && !succeeded, latency: execution.latency, energy: execution.energy,
      cost: assessment.cost, qoe: assessment.qoe, reward: assessment.reward, expectedAccuracy: expected, answer: answer,
      score: reference.score(answer), lateness: Seconds(lateness))
    slot?.outcome = outcome
    return [toServer(.outcome(outcome), slot: open.number)]
  }

  /// The slot is committed: only now the queue moves and the battery drains.
  mutating func take(_ end: SlotEnd, header: Header, at now: Instant) -> [Step] {
    if let undecided = deciding, undecided.number == header.slot { return close(undecided, end, at: now) }
    guard let open = slot, open.number == header.slot else { return [] }
    slot = nil
    if end.accepted, open.outcome == nil, open.report.wish != .idle {
      // The outcome that counted is that of the process before this one.
      waiting = nil
      return askForBearings()
    }
    equipment = open.entered
    equipment?.committedSlot = open.number
    equipment?.lastBroadcast = ServerBroadcast(offloaders: end.offloaders, contenders: end.contenders)
    if end.accepted, let outcome = open.outcome {
      _ = equipment?.queue.beginAttempt(inSlot: open.number)
      equipment?.queue.finishAttempt(
        succeeded: outcome.result == .completed, givingUp: outcome.result == .batteryFlat)
      equipment?.battery.drain(outcome.energy)
      equipment?.lastOutcome = outcome.result.asLastOutcome
      if open.isOwnDecision { lesson = Lesson(slot: open.number, sumReward: end.sumReward) }
    }
    return goOn(after: open.number, at: now)
  }

  mutating func goOn(after number: Int, at now: Instant) -> [Step] {
    var steps: [Step] = []
    if let session {
      steps.append(.note(.journal(JournalEntry(name: session.name, token: session.token, slot: number))))
    }
    guard let (start, header) = waiting else { return steps }
    waiting = nil
    return steps + begin(start, header: header, at: now)
  }
}

extension AttemptResult {
  /// The result of an assessment on the wire.
  init(_ failure: TaskFailure?) {
    switch failure {
    case nil: self = .completed
    case .accuracy: self = .accuracyTooLow
    case .latency: self = .latencyTooHigh
    case .battery: self = .batteryFlat
    case .undecodable: self = .undecodable
    }
  }

  /// What the UE remembers of it.
  var asLastOutcome: LastOutcome {
    switch self {
    case .completed: .completed
    case .accuracyTooLow: .failed(.accuracy)
    case .latencyTooHigh: .failed(.latency)
    case .batteryFlat: .failed(.battery)
    case .undecodable: .failed(.undecodable)
    }
  }
}

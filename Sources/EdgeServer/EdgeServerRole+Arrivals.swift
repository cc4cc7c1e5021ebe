import Offloading
import Protocol
import Quantities
import Roles
import Scenario
import Tasks
import Trace

/// Bursts as they arrive, their decoding, and the answers.
extension EdgeServerRole {
  mutating func take(
    _ arrival: Arrival, of name: UEName, slot: Int, at now: Instant
  ) throws(UnsoundMessage) -> [Step] {
    guard let open = current, open.slot == slot,
      case .offload(arrival.allotment) = open.records[name]?.grant?.decision
    else { return [] }
    // A UE that was started again sends its burst again: it has no answer yet.
    guard open.awaited[name] == .arrival else { return open.awaited[name] == .outcome ? sendAnswer(to: name) : [] }
    guard let profile = members[name]?.profile else { return [] }
    try arrival.check(from: name, wish: open.records[name]?.report?.wish, profile: profile, in: loaded)
    current?.arrivals[name] = (arrival, now)
    current?.records[name]?.arrival = ArrivalRecord(arrival)
    current?.awaited[name] = .decoding
    current?.lastProgress = now
    if runsClock {
      return [
        .perform(
          .decode(DecodingJob(slot: slot, attempt: open.generation, arrivals: [received(profile, of: name, arrival)])))
      ]
    }
    // A batch of each kind, in the order of the names: its composition depends on the trace alone, not on who came first.
    guard let open = current, !open.anybody(awaits: .arrival) else { return [] }
    let batch = open.participants.compactMap { name -> ReceivedTask? in
      guard let (arrival, _) = open.arrivals[name], let profile = members[name]?.profile else { return nil }
      return received(profile, of: name, arrival)
    }
    return [.perform(.decode(DecodingJob(slot: slot, attempt: open.generation, arrivals: batch)))]
  }

  private func received(_ profile: UEProfile, of name: UEName, _ arrival: Arrival) -> ReceivedTask {
    ReceivedTask(name: name, kind: profile.task, arrival: arrival, transceiver: profile.transceiver)
  }

  mutating func take(_ answers: [TaskAnswer], of job: DecodingJob, at now: Instant) -> [Step] {
    guard let open = current, open.slot == job.slot, open.generation == job.attempt else { return [] }
    guard answers.count == job.arrivals.count else {
      return fail(.failed("slot \(job.slot): \(job.arrivals.count) arrivals gave \(answers.count) answers"))
    }
    var steps: [Step] = []
    for (received, decoded) in zip(job.arrivals, answers) {
      let (name, arrival) = (received.name, received.arrival)
      guard let profile = members[name]?.profile, let arrived = open.arrivals[name]?.at else { continue }
      let timed = scenario.offloading.workload(
        of: profile.task.modality, run: loaded?.model(of: profile.task)?.workload)
      let workload = received.transceiver?.workload(timed, symbols: arrival.samples.shape.first ?? 0) ?? timed
      let remoteTime = scenario.offloading.remoteTime(workload, offloaders: open.offloaders)
      current?.records[name]?.answer = Answer(
        task: arrival.task, answer: decoded, declaredSNR: arrival.declaredSNR, measuredSNR: arrival.measuredSNR,
        remoteTime: remoteTime)
      guard runsClock else {
        steps += sendAnswer(to: name)
        continue
      }
      current?.awaited[name] = .answerDue
      let held = (remoteTime.value + scenario.offloading.downlinkLatency.value) * scenario.slots.scale
      steps.append(.schedule(.answerDue(name), at: arrived.advanced(bySeconds: held)))
    }
    return steps
  }

  mutating func sendAnswer(to name: UEName) -> [Step] {
    guard let open = current, let answer = open.records[name]?.answer,
      open.awaited[name] == .answerDue || open.awaited[name] == .decoding || open.awaited[name] == .outcome
    else { return [] }
    current?.awaited[name] = .outcome
    return toUE(.answer(answer), name, slot: open.slot)
  }
}

import Protocol
import Quantities
import Tasks

extension SlotRecord {
  /// The slot's canonical bytes: entries by phase, then by the bytes of the UE's name.
  ///
  /// No attempt, sequence number, endpoint, process id or wall time enters: a run whose peers asked twice has the same
  /// bytes as one where they asked once.
  public func canonicalBytes() -> [UInt8] {
    var encoder = CanonicalEncoder()
    encoder.append(slot)
    encoder.append(events.count)
    for event in events { encoder.append(event) }
    let ordered = ues.sorted { $0.name < $1.name }
    encoder.append(ordered.count)
    for (phase, write) in Self.phases.enumerated() {
      encoder.append(phase)
      for ue in ordered {
        encoder.append(ue.name.rawValue)
        write(ue, &encoder)
      }
    }
    encoder.append(sumReward)
    return encoder.bytes
  }

  private static var phases: [(UESlotRecord, inout CanonicalEncoder) -> Void] {
    [
      { $1.append(optional: $0.report) { $1.append($0) } },
      { $1.append(optional: $0.grant) { $1.append($0) } },
      { $1.append(optional: $0.arrival) { $1.append($0) } },
      { $1.append(optional: $0.answer) { $1.append($0) } },
      { $1.append(optional: $0.outcome) { $1.append($0) } },
    ]
  }
}

extension CanonicalEncoder {
  mutating func append<Value>(optional value: Value?, _ write: (Value, inout CanonicalEncoder) -> Void) {
    append(value != nil)
    if let value { write(value, &self) }
  }

  mutating func append(_ event: ExternalEvent) {
    switch event {
    case .attached(let name, let profile, let policyDigest):
      append(policyDigest == nil ? 1 : 4)
      append(name.rawValue)
      append(profile)
      if let policyDigest { append(policyDigest) }
    case .detached(let name, let reason):
      append(2)
      append(name.rawValue)
      append(Int(reason.rawValue))
    case .channel(let name, let settings):
      append(3)
      append(name?.rawValue ?? "")
      append(settings)
    }
  }

  mutating func append(_ report: SlotReport) {
    switch report.wish {
    case .idle: append(0)
    case .local(let task, let frequency):
      append(1)
      append(task)
      append(frequency.value)
    case .offload(let task, let bid, let power):
      append(2)
      append(task)
      append(bid)
      append(power.value)
    }
    append(report.channel.x.value)
    append(report.channel.y.value)
    append(report.channel.distance.value)
    append(report.channel.largeScaleGain)
    append(report.channel.fadingReal)
    append(report.channel.fadingImaginary)
    append(report.battery.value)
    append(report.generated)
    append(report.completed)
    append(report.failed)
    append(report.queued)
  }

  mutating func append(_ grant: Grant) {
    switch grant.decision {
    case .idle: append(0)
    case .local: append(1)
    case .offload(let allotment):
      // 2: a picture alone, k^I; 3: words, k^T, with a picture or without one, k^I then being 0.
      append(allotment.symbols.words == 0 ? 2 : 3)
      append(allotment.bandwidth.value)
      append(allotment.power.value)
      if allotment.symbols.words > 0 { append(allotment.symbols.words) }
      append(allotment.symbols.patches)
    }
    append(grant.offloaders)
  }

  mutating func append(_ arrival: ArrivalRecord) {
    append(arrival.task)
    append(arrival.samplesDigest)
    append(arrival.declaredSNR)
    append(arrival.measuredSNR)
    append(arrival.airtime)
  }

  mutating func append(_ answer: TaskAnswer) {
    switch answer {
    case .retrieved(let item, let label):
      append(1)
      append(item)
      append(label)
    case .undecodable: append(2)
    case .translated(let sentences):
      append(3)
      append(sentences.count)
      for sentence in sentences { append(sentence) }
    case .answered(let index, let text):
      append(4)
      append(index)
      append(text)
    }
  }

  mutating func append(_ answer: Answer) {
    append(answer.task)
    append(answer.answer)
    append(answer.declaredSNR)
    append(answer.measuredSNR)
    append(answer.remoteTime.value)
  }

  mutating func append(_ outcome: Outcome) {
    append(outcome.task)
    append(Int(outcome.result.rawValue))
    append(outcome.givenUp)
    append(outcome.latency.value)
    append(outcome.energy.value)
    append(outcome.cost)
    append(outcome.qoe)
    append(outcome.reward)
    append(outcome.expectedAccuracy)
    append(outcome.answer)
    append(outcome.score)
  }

  mutating func append(_ score: TaskScore) {
    switch score {
    case .right(let isRight): append(isRight)
    case .translation(let statistics):
      append(byte: 2)
      for number in statistics.matches + statistics.totals { append(number) }
      append(statistics.hypothesisLength)
      append(statistics.referenceLength)
    }
  }
}

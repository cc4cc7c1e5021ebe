import Protocol
import Quantities

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
    case .attached(let name, let profile):
      append(1)
      append(name.rawValue)
      append(profile)
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
      append(2)
      append(allotment.bandwidth.value)
      append(allotment.power.value)
      append(allotment.symbolsPerToken)
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
    append(outcome.correct)
  }
}

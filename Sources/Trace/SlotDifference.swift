public import Protocol
import Quantities

/// The first thing in which two accounts of a slot differ.
public struct SlotDifference: Hashable, Sendable, CustomStringConvertible {
  /// The slot.
  public var slot: Int
  /// The UE; nil when the slot as a whole differs.
  public var ue: UEName?
  /// What differs, such as `outcome.latency_s`.
  public var field: String
  /// The value on record.
  public var recorded: String
  /// The value that came about now.
  public var repeated: String

  /// One sentence.
  public var description: String {
    "slot \(slot)\(ue.map { ", \($0)" } ?? ""): \(field) was \(recorded), is now \(repeated)"
  }
}

extension SlotRecord {
  /// Compares this slot, as it was recorded, with its repetition.
  ///
  /// Fields are compared in the order in which a slot comes about, so that the difference named is the first cause and
  /// not what followed from it. Floating-point numbers are equal when their bits are.
  ///
  /// - Parameter other: the slot as it came about again.
  /// - Returns: the first difference; nil when the canonical bytes are equal.
  public func firstDifference(from other: SlotRecord) -> SlotDifference? {
    guard canonicalBytes() != other.canonicalBytes() else { return nil }
    let (mine, theirs) = (fields(), other.fields())
    for (left, right) in zip(mine, theirs) where left != right {
      let isSameField = left.ue == right.ue && left.name == right.name
      return SlotDifference(
        slot: slot, ue: left.ue, field: left.name, recorded: left.value,
        repeated: isSameField ? right.value : "absent")
    }
    if mine.count != theirs.count {
      let extra = mine.count > theirs.count ? mine[theirs.count] : theirs[mine.count]
      let isRecorded = mine.count > theirs.count
      return SlotDifference(
        slot: slot, ue: extra.ue, field: extra.name, recorded: isRecorded ? extra.value : "absent",
        repeated: isRecorded ? "absent" : extra.value)
    }
    return SlotDifference(slot: slot, ue: nil, field: "canonical bytes", recorded: "other", repeated: "other")
  }

  private struct Field: Equatable {
    var ue: UEName?
    var name: String
    var value: String
  }

  private func fields() -> [Field] {
    var fields = [Field(ue: nil, name: "slot", value: "\(slot)")]
    fields += events.sorted().flatMap { event in
      switch event {
      case .attached(let name, let profile, let policyDigest):
        [Field(ue: name, name: "attached", value: String(decoding: profile, as: UTF8.self))]
          + (policyDigest.map { [Field(ue: name, name: "digest of the policy", value: $0)] } ?? [])
      case .detached(let name, let reason): [Field(ue: name, name: "detached", value: "\(reason)")]
      case .channel(let name, let settings):
        [Field(ue: name, name: "channel settings", value: String(decoding: settings, as: UTF8.self))]
      }
    }
    let ordered = ues.sorted { $0.name < $1.name }
    fields.append(Field(ue: nil, name: "UEs", value: ordered.map(\.name.rawValue).joined(separator: ", ")))
    for phase in Self.namedPhases {
      for ue in ordered {
        for (name, value) in phase(ue) { fields.append(Field(ue: ue.name, name: name, value: value)) }
      }
    }
    fields.append(Field(ue: nil, name: "sumReward", value: Self.exact(sumReward)))
    return fields
  }

  private static var namedPhases: [(UESlotRecord) -> [(String, String)]] {
    [
      { $0.report.map(fields) ?? [("report", "absent")] },
      { $0.grant.map(fields) ?? [("grant", "absent")] },
      { $0.arrival.map(fields) ?? [("arrival", "absent")] },
      { $0.answer.map(fields) ?? [("answer", "absent")] },
      { $0.outcome.map(fields) ?? [("outcome", "absent")] },
    ]
  }

  /// A number with its bits where the shortest decimal form would hide a difference, as of −0 and NaN.
  private static func exact(_ value: Double) -> String { value == 0 && value.sign == .minus ? "-0" : "\(value)" }

  private static func fields(_ report: SlotReport) -> [(String, String)] {
    [
      ("report.channel.x_m", exact(report.channel.x.value)),
      ("report.channel.y_m", exact(report.channel.y.value)),
      ("report.channel.distance_m", exact(report.channel.distance.value)),
      ("report.channel.largeScaleGain", exact(report.channel.largeScaleGain)),
      ("report.channel.fadingReal", exact(report.channel.fadingReal)),
      ("report.channel.fadingImaginary", exact(report.channel.fadingImaginary)),
      ("report.battery_J", exact(report.battery.value)),
      ("report.generated", "\(report.generated)"), ("report.completed", "\(report.completed)"),
      ("report.failed", "\(report.failed)"), ("report.queued", "\(report.queued)"),
      ("report.wish", "\(report.wish)"),
    ]
  }

  private static func fields(_ grant: Grant) -> [(String, String)] {
    [("grant.decision", "\(grant.decision)"), ("grant.offloaders", "\(grant.offloaders)")]
  }

  private static func fields(_ arrival: ArrivalRecord) -> [(String, String)] {
    [
      ("arrival.task", "\(arrival.task)"), ("arrival.declaredSNR", exact(arrival.declaredSNR)),
      ("arrival.measuredSNR", exact(arrival.measuredSNR)), ("arrival.airtime_s", exact(arrival.airtime)),
      ("arrival.samples", SHA256Digest.hexadecimal(arrival.samplesDigest)),
    ]
  }

  private static func fields(_ answer: Answer) -> [(String, String)] {
    [
      ("answer.task", "\(answer.task)"), ("answer", "\(answer.answer)"),
      ("answer.remoteTime_s", exact(answer.remoteTime.value)),
    ]
  }

  private static func fields(_ outcome: Outcome) -> [(String, String)] {
    [
      ("outcome.task", "\(outcome.task)"), ("outcome.result", "\(outcome.result)"),
      ("outcome.givenUp", "\(outcome.givenUp)"), ("outcome.latency_s", exact(outcome.latency.value)),
      ("outcome.energy_J", exact(outcome.energy.value)), ("outcome.cost", exact(outcome.cost)),
      ("outcome.qoe", exact(outcome.qoe)), ("outcome.reward", exact(outcome.reward)),
      ("outcome.expectedAccuracy", exact(outcome.expectedAccuracy)), ("outcome.answer", "\(outcome.answer)"),
      ("outcome.score", "\(outcome.score)"),
    ]
  }
}

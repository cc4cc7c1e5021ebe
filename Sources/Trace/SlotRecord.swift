public import Protocol
import Quantities

/// Something that came from outside of the model and decides what follows: recorded, so that a replay can repeat it.
public enum ExternalEvent: Hashable, Sendable {
  /// A UE takes part from this slot on; its profile in canonical JSON, and the SHA-256 of the file of the trained policy that
  /// it decides by, in hexadecimal, where there is one.
  case attached(UEName, profile: [UInt8], policyDigest: String? = nil)
  /// A UE takes no part from this slot on.
  case detached(UEName, DetachReason)
  /// A UE's channel has these settings from this slot on, in canonical JSON: all that are set, not the change alone.
  /// Without a name: the channels of UEs that are attached from then on and of which nothing was set.
  case channel(UEName?, settings: [UInt8])
}

extension ExternalEvent: Comparable {
  /// The UE that it concerns; nil for those that are to come.
  public var name: UEName? {
    switch self {
    case .attached(let name, _, _), .detached(let name, _): name
    case .channel(let name, _): name
    }
  }

  private var rank: Int {
    switch self {
    case .detached: 0
    case .attached: 1
    case .channel: 2
    }
  }

  /// Events of one slot are ordered by the bytes of the UE's name, those without one first; of one UE, going comes
  /// before coming, and settings come last. When each was noticed on the wall does not matter.
  public static func < (left: ExternalEvent, right: ExternalEvent) -> Bool {
    guard left.name == right.name else {
      guard let first = left.name else { return true }
      guard let second = right.name else { return false }
      return first < second
    }
    return left.rank < right.rank
  }
}

/// Everything that happened to one UE in one slot.
public struct UESlotRecord: Hashable, Sendable {
  /// The UE.
  public var name: UEName
  /// What it saw and wanted; nil when it was late (realtime clock alone).
  public var report: SlotReport?
  /// What it got.
  public var grant: Grant?
  /// The burst as received, its samples as a SHA-256.
  public var arrival: ArrivalRecord?
  /// The answer it was sent.
  public var answer: Answer?
  /// How its task went; nil when idle or late.
  public var outcome: Outcome?

  /// A record with nothing in it yet.
  public init(name: UEName) {
    self.name = name
  }
}

/// A burst as received, without its samples.
public struct ArrivalRecord: Hashable, Sendable {
  /// The number of the task at the UE.
  public var task: Int
  /// SHA-256 of the received samples' bytes.
  public var samplesDigest: [UInt8]
  /// γ of Eq. (1), linear.
  public var declaredSNR: Double
  /// The SNR measured on the samples, linear.
  public var measuredSNR: Double
  /// Seconds on the air.
  public var airtime: Double

  /// Keeps what the record needs of an arrival.
  public init(_ arrival: Arrival) {
    task = arrival.task
    samplesDigest = SHA256Digest.of(arrival.samples.bytes)
    declaredSNR = arrival.declaredSNR
    measuredSNR = arrival.measuredSNR
    airtime = arrival.airtime.value
  }
}

/// One committed slot.
public struct SlotRecord: Hashable, Sendable {
  /// The slot's number, from 0.
  public var slot: Int
  /// What came from outside before the slot began, in its order.
  public var events: [ExternalEvent]
  /// The UEs that took part, in the order of their names.
  public var ues: [UESlotRecord]
  /// r_t, the sum of all rewards.
  public var sumReward: Double

  /// Makes a record.
  public init(slot: Int, events: [ExternalEvent], ues: [UESlotRecord], sumReward: Double) {
    self.slot = slot
    self.events = events
    self.ues = ues
    self.sumReward = sumReward
  }
}

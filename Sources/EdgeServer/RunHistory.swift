import Protocol
import Scenario
public import Trace

/// What the committed slots of a run come to: with it a server that was started again goes on where the one before was
/// killed.
public struct RunHistory: Sendable {
  /// One UE that takes part after the last committed slot.
  struct Stay: Sendable {
    var attachSlot: Int
    var profile: UEProfile
    var profileBytes: [UInt8]
    var policyDigest: String?
    var lastEnd: (slot: Int, end: SlotEnd)?
  }

  /// How many slots are committed.
  public private(set) var slots = 0
  /// How often the server was started again, this time included.
  public var restarts = 0
  private(set) var digest: RunDigest?
  private(set) var accounts: [UEName: Account] = [:]
  private(set) var stays: [UEName: Stay] = [:]
  private(set) var control = ChannelControl()

  /// The history of a run without slots.
  public init() {}

  /// Adds the slot after the last one.
  ///
  /// - Parameters:
  ///   - record: the slot.
  ///   - digest: the run's digest after it.
  /// - Throws: `DecodingError` for a recorded profile or settings that this release cannot read.
  public mutating func add(_ record: SlotRecord, digest: RunDigest) throws {
    for event in record.events {
      switch event {
      case .attached(let name, let bytes, let policyDigest):
        let profile = try CanonicalJSON.decode(UEProfile.self, from: bytes)
        stays[name] = Stay(
          attachSlot: record.slot, profile: profile, profileBytes: bytes, policyDigest: policyDigest)
        accounts[name, default: Account(profile: profile, attachedAtSlot: record.slot)].profile = profile
        accounts[name]?.detachedAtSlot = nil
        control.begin(name, in: record.slot)
      case .channel(let name, let settings): try control.restore(name, settings, in: record.slot)
      case .detached(let name, _):
        stays[name] = nil
        accounts[name]?.detachedAtSlot = record.slot
      }
    }
    for ue in record.ues {
      accounts[ue.name]?.add(ue)
      if ue.report != nil { stays[ue.name]?.lastEnd = (record.slot, record.end(for: ue)) }
    }
    slots = record.slot + 1
    self.digest = digest
  }
}

extension SlotRecord {
  /// What a UE is told when the slot has ended.
  func end(for ue: UESlotRecord) -> SlotEnd {
    SlotEnd(
      accepted: ue.outcome != nil || ue.report?.wish == .idle, sumReward: sumReward,
      offloaders: ues.compactMap(\.grant).first?.offloaders ?? 0,
      contenders: ues.count { $0.report.map { $0.wish != .idle } ?? false })
  }
}

extension EdgeServerRole {
  /// Takes over what the record says: the UEs are attached, but of none a process has shown itself yet.
  mutating func goOn(from history: RunHistory) {
    nextSlot = history.slots
    committedSlots = history.slots
    digest = history.digest
    accounts = history.accounts
    control = history.control
    observation.serverRestarts = history.restarts
    for (name, stay) in history.stays {
      var member = Member(
        name: name, incarnation: nil, token: token(of: name), profile: stay.profile, profileBytes: stay.profileBytes,
        policyDigest: stay.policyDigest, heard: started)
      member.standing = .attached
      member.attachSlot = stay.attachSlot
      member.lastEnd = stay.lastEnd
      members[name] = member
    }
  }
}

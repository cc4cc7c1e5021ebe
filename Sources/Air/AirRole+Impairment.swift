import Protocol
import Quantities
import Randomness
import Roles
import Scenario

/// What is done by hand to the control messages of UEs: lost, held, repeated. Bursts have the air for that.
struct Impairments: Sendable {
  private struct Impaired: Sendable {
    var impairment: MessageImpairment
    /// How many messages it has met: the draws of each are its own.
    var count = 0
  }

  private var impaired: [UEName: Impaired] = [:]
  /// Messages that are held, by number.
  private var held: [UInt64: (envelope: Envelope, port: Port)] = [:]
  private var heldCount: UInt64 = 0

  /// The most messages that are held at a time; beyond it they pass.
  private static let capacity = 10_000

  /// Takes over what is in force in a slot.
  mutating func open(_ participants: [Participant]) {
    for participant in participants {
      let last = participant.settings.last.flatMap {
        try? CanonicalJSON.decode(ChannelSettings.self, from: $0.settings)
      }
      guard let impairment = last?.messages else {
        impaired[participant.name] = nil
        continue
      }
      impaired[participant.name, default: Impaired(impairment: impairment)].impairment = impairment
    }
  }

  /// How often a message of a UE is passed on, and whether it is held before that.
  mutating func fate(of name: UEName, seed: UInt64) -> (copies: Int, delay: Double) {
    guard var entry = impaired[name] else { return (1, 0) }
    var draws = RandomStream(seed: seed, purpose: "control messages", ue: name.rawValue, slot: entry.count)
    entry.count = (entry.count + 1) % Int(UInt32.max)
    impaired[name] = entry
    let (lost, twice) = (draws.uniform(), draws.uniform())
    if lost < entry.impairment.loss ?? 0 { return (0, 0) }
    return (twice < entry.impairment.duplication ?? 0 ? 2 : 1, entry.impairment.delay?.value ?? 0)
  }

  /// Holds a message.
  ///
  /// - Returns: its number; nil when too many are held.
  mutating func hold(_ envelope: Envelope, _ port: Port) -> UInt64? {
    guard held.count < Self.capacity else { return nil }
    heldCount += 1
    held[heldCount] = (envelope, port)
    return heldCount
  }

  /// Lets a message go.
  mutating func release(_ number: UInt64) -> (envelope: Envelope, port: Port)? {
    held.removeValue(forKey: number)
  }
}

extension AirRole {
  /// Passes a control message of a UE on, as what was set for it has it.
  mutating func pass(_ envelope: Envelope, of name: UEName, to port: Port, at now: Instant) -> [Step] {
    let (copies, delay) = impairments.fate(of: name, seed: scenario?.seed ?? 0)
    return (0..<copies).map { _ in
      guard delay > 0, let number = impairments.hold(envelope, port) else { return .send(envelope, port) }
      return .schedule(.held(number), at: now.advanced(bySeconds: delay))
    }
  }

  /// A message was held for its time.
  mutating func release(_ number: UInt64) -> [Step] {
    impairments.release(number).map { [.send($0.envelope, $0.port)] } ?? []
  }
}

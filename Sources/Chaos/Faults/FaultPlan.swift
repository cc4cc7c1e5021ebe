import Randomness

/// Draws faults: the same ones for the same seed, kinds, names and lease.
///
/// Kinds are equally likely. Half of what is done to processes is done to a UE, a quarter each to the channel emulator
/// and the edge server. Half of the pauses and a quarter of the cuts last longer than the lease.
public struct FaultPlan: Sendable {
  private let seed: UInt64
  private let kinds: [FaultKind]
  private let ues: [String]
  private let lease: Double

  /// The name of the edge server's process.
  public static let server = "edge-server"
  /// The name of the channel emulator's process.
  public static let channel = "channel-emulator"

  /// Prepares to draw.
  ///
  /// - Parameters:
  ///   - seed: the seed.
  ///   - kinds: what may happen, at least one kind; their order does not matter.
  ///   - ues: the names of the UEs, at least one.
  ///   - lease: how long a peer may be silent, s.
  public init(seed: UInt64, kinds: Set<FaultKind>, ues: [String], lease: Double) {
    precondition(!kinds.isEmpty && !ues.isEmpty, "found \(kinds.count) kinds of faults and \(ues.count) UEs")
    self.seed = seed
    self.kinds = FaultKind.allCases.filter(kinds.contains)
    self.ues = ues
    self.lease = lease
  }

  /// The fault of a number.
  ///
  /// - Parameter number: from 1.
  /// - Returns: the fault; it depends on no other one.
  public func fault(_ number: Int) -> Fault {
    var stream = RandomStream(seed: seed, purpose: "chaos", slot: number)
    let kind = kinds[stream.integer(below: kinds.count)]
    let hop = Hop.allCases[stream.integer(below: 2)]
    let direction = Direction.allCases[stream.integer(below: 2)]
    let name = process(&stream)
    let injury: Fault.Injury
    switch kind {
    case .kill: injury = .kill(name)
    case .pause: injury = .pause(name, time(&stream, pastLease: 0.5, 0.1...0.8))
    case .cut: injury = .cut(hop, time(&stream, pastLease: 0.25, 0.02...0.5))
    case .delay: injury = .delay(hop, direction, time(&stream, pastLease: 0, 0.05...0.8))
    case .duplicate:
      injury = .duplicate(
        hop, direction, time(&stream, pastLease: 0, 0.1...0.5), lag: [0, 0, 1, 3, 10][stream.integer(below: 5)])
    case .garbage:
      let garbage = Garbage.allCases[stream.integer(below: Garbage.allCases.count)]
      injury = .garbage(hop, garbage, seed: stream.next())
    }
    return Fault(
      number: number, injury: injury, slotsBefore: 1 + stream.integer(below: 6), phase: phase(for: injury, &stream))
  }

  private func process(_ stream: inout RandomStream) -> String {
    switch stream.integer(below: 4) {
    case 0: Self.server
    case 1: Self.channel
    default: ues[stream.integer(below: ues.count)]
    }
  }

  /// A time within fractions of the lease, or beyond the lease.
  private func time(_ stream: inout RandomStream, pastLease share: Double, _ within: ClosedRange<Double>) -> Double {
    lease * (stream.uniform() < share ? stream.uniform(in: 1.1...1.5) : stream.uniform(in: within))
  }

  /// A phase whose message the one who is hurt sends, passes on or receives.
  private func phase(for injury: Fault.Injury, _ stream: inout RandomStream) -> SlotPhase {
    let hops: [Hop]
    switch injury {
    case .kill(Self.server), .pause(Self.server, _): hops = [.backhaul]
    case .kill(Self.channel), .pause(Self.channel, _): hops = [.air, .backhaul]
    case .kill, .pause: hops = [.air]
    case .cut(let hop, _), .delay(let hop, _, _), .duplicate(let hop, _, _, _), .garbage(let hop, _, _): hops = [hop]
    }
    let phases = SlotPhase.allCases.filter { $0.hops.contains(where: hops.contains) }
    return phases[stream.integer(below: phases.count)]
  }
}

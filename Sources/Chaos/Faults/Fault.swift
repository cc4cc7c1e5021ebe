public import Protocol

/// The kinds of faults.
public enum FaultKind: String, Hashable, Sendable, CaseIterable, Codable {
  /// SIGKILL.
  case kill
  /// SIGSTOP, and SIGCONT after a while.
  case pause
  /// All connections of a hop are broken and new ones refused for a while.
  case cut
  /// What goes one way over a hop is kept back for a while.
  case delay
  /// What goes one way over a hop is said twice for a while.
  case duplicate
  /// Random bytes at a listening port, beside the run's own connections.
  case garbage
}

/// A stretch between two roles.
public enum Hop: String, Hashable, Sendable, CaseIterable, Codable {
  /// Between the UEs and the channel emulator.
  case air
  /// Between the channel emulator and the edge server.
  case backhaul

  /// "UEs–channel" or "channel–server".
  public var words: String { self == .air ? "UEs–channel" : "channel–server" }
}

/// A phase of a slot, named after the message that is about to be passed on.
public enum SlotPhase: String, Hashable, Sendable, CaseIterable, Codable {
  case opening, start, report, grant, burst, arrival, answer, outcome, end

  /// The phase that a message stands for; nil for one that belongs to no slot.
  public init?(_ message: Message) {
    switch message {
    case .slotOpening: self = .opening
    case .slotStart: self = .start
    case .slotReport: self = .report
    case .grant: self = .grant
    case .burst: self = .burst
    case .arrival: self = .arrival
    case .answer: self = .answer
    case .outcome: self = .outcome
    case .slotEnd: self = .end
    default: return nil
    }
  }

  /// The hops over which the phase's message goes.
  public var hops: [Hop] {
    switch self {
    case .opening, .arrival: [.backhaul]
    case .start, .burst: [.air]
    case .report, .grant, .answer, .outcome, .end: [.air, .backhaul]
    }
  }
}

/// One of the ways in which somebody who has no business there talks to a listening port.
public enum Garbage: String, Hashable, Sendable, CaseIterable, Codable {
  /// Random bytes from the first on.
  case bytes
  /// Half of a ZMTP greeting, and silence.
  case halfGreeting
  /// A whole ZMTP greeting, and random bytes in place of frames.
  case brokenFrames
  /// A ZeroMQ peer whose messages are random frames.
  case messages
}

/// One fault: what is done to whom, when, and for how long.
public struct Fault: Hashable, Sendable {
  /// What is done.
  public enum Injury: Hashable, Sendable {
    /// A process is killed.
    case kill(String)
    /// A process is paused, s.
    case pause(String, Double)
    /// A hop is cut, s.
    case cut(Hop, Double)
    /// One direction of a hop is held, s.
    case delay(Hop, Direction, Double)
    /// Messages of one direction of a hop are repeated, s; each after so many further ones.
    case duplicate(Hop, Direction, Double, lag: Int)
    /// Garbage comes to the process that listens at the end of a hop, drawn with a seed.
    case garbage(Hop, Garbage, seed: UInt64)
  }

  /// Its place in the plan, from 1.
  public var number: Int
  /// What is done.
  public var injury: Injury
  /// How many slots pass after the run has recovered from the fault before.
  public var slotsBefore: Int
  /// In which phase of the slot after them.
  public var phase: SlotPhase

  /// The kind.
  public var kind: FaultKind {
    switch injury {
    case .kill: .kill
    case .pause: .pause
    case .cut: .cut
    case .delay: .delay
    case .duplicate: .duplicate
    case .garbage: .garbage
    }
  }

  /// The process that it is done to; nil when it is done to a hop.
  public var process: String? {
    switch injury {
    case .kill(let name), .pause(let name, _): name
    case .cut, .delay, .duplicate, .garbage: nil
    }
  }

  /// How long it lasts, s.
  public var duration: Double {
    switch injury {
    case .kill, .garbage: 0
    case .pause(_, let seconds), .cut(_, let seconds), .delay(_, _, let seconds), .duplicate(_, _, let seconds, _):
      seconds
    }
  }
}

extension Fault: CustomStringConvertible {
  /// "pause ue-3 for 1.20 s, at the report".
  public var description: String {
    let time = "for \(Self.text(duration)) s"
    let what =
      switch injury {
      case .kill(let name): "kill \(name)"
      case .pause(let name, _): "pause \(name) \(time)"
      case .cut(let hop, _): "cut \(hop.words) \(time)"
      case .delay(let hop, let direction, _): "delay \(hop.words) \(direction.rawValue) \(time)"
      case .duplicate(let hop, let direction, _, let lag):
        "duplicate \(hop.words) \(direction.rawValue) \(time)" + (lag > 0 ? ", \(lag) messages later" : "")
      case .garbage(let hop, let garbage, _):
        "garbage (\(garbage.rawValue)) at the \(hop == .air ? "channel-emulator" : "edge-server")"
      }
    return "\(what), at the \(phase.rawValue)"
  }

  /// Seconds with two decimals.
  static func text(_ seconds: Double) -> String {
    let hundredths = Int((seconds * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}

public import Protocol
import Randomness
public import Roles

/// Where a role of a hand-driven emulation runs.
public enum Place: Hashable, Sendable {
  /// The edge server.
  case server
  /// A channel emulator.
  case channel(Int)
  /// A UE.
  case ue(Int)
}

/// A message on its way.
public struct Letter: Sendable {
  /// The message.
  public var envelope: Envelope
  /// Who sent it.
  public var origin: Place
  /// Who gets it.
  public var destination: Place
  /// The receiver's port.
  public var port: Port

  /// Puts a message on its way.
  public init(envelope: Envelope, origin: Place, destination: Place, port: Port) {
    self.envelope = envelope
    self.origin = origin
    self.destination = destination
    self.port = port
  }
}

/// What becomes of a message.
public enum Fate: Hashable, Sendable {
  /// It arrives.
  case deliver
  /// It is lost.
  case drop
  /// It arrives twice.
  case duplicate
  /// It is kept until `InMemoryTransport.release` lets it go.
  case hold
}

/// The order in which messages of different pairs of roles arrive; those of one pair keep theirs.
public enum DeliveryOrder: Hashable, Sendable {
  /// As they were sent.
  case asSent
  /// Whoever a draw of the seed picks.
  case shuffled(seed: UInt64)
}

/// Carries messages between roles in memory: a lane per pair of places, first in, first out within a lane.
public struct InMemoryTransport {
  private struct Lane: Hashable {
    var origin: Place
    var destination: Place
  }

  private var lanes: [Lane: [(order: Int, letter: Letter)]] = [:]
  private var laneOrder: [Lane] = []
  private var count = 0
  private var draws: RandomStream?
  /// Messages that were held back, oldest first.
  public private(set) var held: [Letter] = []
  /// Decides what becomes of each message when it is sent; every message arrives unless a test says otherwise.
  public var fate: (Letter) -> Fate = { _ in .deliver }

  /// An empty transport.
  public init(order: DeliveryOrder = .asSent) {
    if case .shuffled(let seed) = order {
      draws = RandomStream(seed: seed, purpose: "delivery order", ue: "", slot: 0)
    }
  }

  /// Sends a message and lets `fate` decide.
  public mutating func send(_ letter: Letter) {
    switch fate(letter) {
    case .deliver: post(letter)
    case .drop: break
    case .duplicate:
      post(letter)
      post(letter)
    case .hold: held.append(letter)
    }
  }

  /// Puts a message on its lane whatever `fate` says.
  public mutating func post(_ letter: Letter) {
    let lane = Lane(origin: letter.origin, destination: letter.destination)
    if lanes[lane] == nil { laneOrder.append(lane) }
    count += 1
    lanes[lane, default: []].append((count, letter))
  }

  /// Lets held messages go.
  ///
  /// - Parameter isReleased: which; all unless told otherwise.
  public mutating func release(where isReleased: (Letter) -> Bool = { _ in true }) {
    let released = held.filter(isReleased)
    held.removeAll(where: isReleased)
    for letter in released { post(letter) }
  }

  /// Takes the next message that arrives; nil when none is under way.
  public mutating func next() -> Letter? {
    let waiting = laneOrder.filter { lanes[$0]?.isEmpty == false }
    guard !waiting.isEmpty else { return nil }
    let lane: Lane
    if draws != nil {
      lane = waiting[draws?.integer(below: waiting.count) ?? 0]
    } else {
      lane = waiting.min { (lanes[$0]?.first?.order ?? 0) < (lanes[$1]?.first?.order ?? 0) } ?? waiting[0]
    }
    return lanes[lane]?.removeFirst().letter
  }

  /// Loses everything that is under way to or from a place.
  public mutating func loseEverything(of place: Place) {
    for lane in laneOrder where lane.origin == place || lane.destination == place { lanes[lane] = [] }
    held.removeAll { $0.origin == place || $0.destination == place }
  }
}

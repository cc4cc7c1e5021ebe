public import Protocol

/// A point in time on a monotonic clock, in nanoseconds from an arbitrary origin.
public struct Instant: Hashable, Sendable, Comparable {
  /// Nanoseconds since the clock's origin.
  public let nanoseconds: Int64

  /// A point in time.
  public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// The point in time that lies `seconds` after this one; the end of time when it lies beyond what can be counted.
  public func advanced(bySeconds seconds: Double) -> Instant {
    let span = (seconds * 1e9).rounded()
    let limited = span.isNaN ? 0 : Int64(exactly: span) ?? (span < 0 ? Int64.min : Int64.max)
    let (sum, overflow) = nanoseconds.addingReportingOverflow(limited)
    return Instant(nanoseconds: overflow ? (limited < 0 ? Int64.min : Int64.max) : sum)
  }

  /// Seconds from `earlier` to this point.
  public func seconds(since earlier: Instant) -> Double {
    let (difference, overflow) = nanoseconds.subtractingReportingOverflow(earlier.nanoseconds)
    return overflow ? Double(nanoseconds) / 1e9 - Double(earlier.nanoseconds) / 1e9 : Double(difference) / 1e9
  }

  /// Orders points in time.
  public static func < (left: Instant, right: Instant) -> Bool { left.nanoseconds < right.nanoseconds }
}

/// One connection from below: a routing id on a ROUTER socket, or a number in the in-process runner.
public struct LinkID: Hashable, Sendable, CustomStringConvertible {
  /// The number that the transport gave the connection.
  public let rawValue: UInt64

  /// A connection's number.
  public init(_ rawValue: UInt64) {
    self.rawValue = rawValue
  }

  /// The number in words, for logs.
  public var description: String { "link \(rawValue)" }
}

/// Where a role speaks: up towards the server, or down on one of its links towards the UEs.
public enum Port: Hashable, Sendable {
  /// The one connection towards the server (UE → channel, channel → server).
  case up
  /// One of the connections from below.
  case down(LinkID)
}

/// What happens to a role.
public enum Event<Product: Sendable, Timer: Hashable & Sendable>: Sendable {
  /// The role begins to run.
  case started
  /// A well-formed message came.
  case received(Envelope, Port)
  /// A timer that the role scheduled is due.
  case timer(Timer)
  /// A piece of work that the role asked for is done.
  case performed(Product)
  /// The connection stands, for the first time or again: what was said just before may be lost.
  case connected(Port)
  /// What was sent to this port cannot be delivered.
  case unreachable(Port)
  /// Bytes came that are not a message: a role counts them as refused, the transport has logged them.
  case garbage(ProtocolError, Port)
  /// The process was asked to stop (Ctrl-C, end of the lifeline).
  case stopRequested
}

/// What a role wants done. Effects happen outside of it, in the order of the actions.
public enum Action<Work: Sendable, Timer: Hashable & Sendable, Note: Sendable>: Sendable {
  /// Send a message.
  case send(Envelope, Port)
  /// Have `Event.timer` happen at a point in time; replaces a timer of the same name.
  case schedule(Timer, at: Instant)
  /// Forget a timer.
  case cancel(Timer)
  /// Do a piece of work on the compute thread; pieces are done one after another in the order asked for.
  case perform(Work)
  /// Something to tell the outside: progress, a log line.
  case note(Note)
  /// The role is done.
  case finish(Conclusion)
}

/// How a role ended.
public enum Conclusion: Hashable, Sendable {
  /// As planned, or as asked.
  case completed
  /// It could not go on; the sentence says why and what to do.
  case failed(String)
  /// What it was given to work with, models or data, cannot be used; the sentence names it and says why.
  case unusable(String)

  /// Why it did not end well; nil when it did.
  public var failure: String? {
    switch self {
    case .completed: nil
    case .failed(let reason), .unusable(let reason): reason
    }
  }
}

/// The urgency of a log line.
public enum LogLevel: String, Hashable, Sendable, Codable {
  /// For developers.
  case debug
  /// What happens.
  case info
  /// What should not happen but is handled.
  case warning
  /// What ends the role.
  case error
}

/// A state machine without I/O: it takes an event and returns actions; it owns no socket, thread, clock or global.
///
/// An executable puts one role on a ZeroMQ event loop, the in-process runner puts all of them on one queue, tests drive
/// them by hand: what is tested is what runs.
public protocol Role: Sendable {
  /// Work for the compute thread: encoding, decoding, loading.
  associatedtype Work: Sendable
  /// What work comes to.
  associatedtype Product: Sendable
  /// The names of the role's timers.
  associatedtype Timer: Hashable & Sendable
  /// What the role tells the outside.
  associatedtype Note: Sendable

  /// Takes one event.
  ///
  /// - Parameters:
  ///   - event: what happened.
  ///   - now: the present, on the host's monotonic clock.
  /// - Returns: what to do, in order.
  mutating func handle(_ event: Event<Product, Timer>, at now: Instant) -> [Action<Work, Timer, Note>]
}

/// Does the work that a role asks for: holds the models and the data. Confined to one thread by its host.
public protocol Engine<Work, Product> {
  /// What is asked for.
  associatedtype Work: Sendable
  /// What it comes to.
  associatedtype Product: Sendable

  /// Does one piece of work; never throws: a product says what went wrong.
  mutating func perform(_ work: Work) -> Product
}

public import Protocol
public import Roles

/// A clock that a test sets.
public struct ManualClock: Hashable, Sendable {
  /// The present.
  public private(set) var now: Instant

  /// A clock that shows the origin of time.
  public init() {
    now = Instant(nanoseconds: 0)
  }

  /// Lets time pass; a point in the past leaves the clock where it is.
  public mutating func advance(to instant: Instant) {
    now = max(now, instant)
  }

  /// Lets so many seconds pass.
  public mutating func advance(bySeconds seconds: Double) {
    advance(to: now.advanced(bySeconds: seconds))
  }
}

/// A message that a role wants sent, and where.
public struct Parcel: Hashable, Sendable {
  /// The message.
  public var envelope: Envelope
  /// The sender's port.
  public var port: Port

  /// Puts a message on a port.
  public init(envelope: Envelope, port: Port) {
    self.envelope = envelope
    self.port = port
  }
}

/// One role and everything that it wanted done: a test feeds events and looks at actions.
///
/// Nothing happens by itself: sent messages, work and timers pile up here until the test, or a `HandDrivenEmulation`,
/// takes them.
public struct HandDrivenRole<Driven: Role> {
  /// The role.
  public private(set) var role: Driven
  /// What was sent and not taken yet, oldest first.
  public private(set) var sent: [Parcel] = []
  /// The work that was asked for and not taken yet, oldest first.
  public private(set) var work: [Driven.Work] = []
  /// Everything that the role ever told the outside.
  public private(set) var notes: [Driven.Note] = []
  /// The timers that are set.
  public private(set) var timers: [Driven.Timer: Instant] = [:]
  /// How the role ended; nil while it goes on.
  public private(set) var conclusion: Conclusion?

  /// Puts a role under control.
  public init(_ role: Driven) {
    self.role = role
  }

  /// Puts the role of a process that was started again in the place of this one; what it told the outside stays told.
  mutating func replace(with role: Driven) {
    self.role = role
    sent = []
    work = []
    timers = [:]
    conclusion = nil
  }

  /// Feeds one event and remembers what the role wants done.
  ///
  /// - Parameters:
  ///   - event: what happens.
  ///   - now: the present.
  /// - Returns: the actions, as the role gave them.
  @discardableResult
  public mutating func feed(
    _ event: Event<Driven.Product, Driven.Timer>, at now: Instant
  ) -> [Action<Driven.Work, Driven.Timer, Driven.Note>] {
    if case .timer(let timer) = event { timers[timer] = nil }
    let actions = role.handle(event, at: now)
    for action in actions {
      switch action {
      case .send(let envelope, let port): sent.append(Parcel(envelope: envelope, port: port))
      case .schedule(let timer, let instant): timers[timer] = instant
      case .cancel(let timer): timers[timer] = nil
      case .perform(let piece): work.append(piece)
      case .note(let note): notes.append(note)
      case .finish(let end): conclusion = conclusion ?? end
      }
    }
    return actions
  }

  /// Takes the messages that wait to be sent.
  public mutating func takeSent() -> [Parcel] {
    defer { sent = [] }
    return sent
  }

  /// Takes the work that waits to be done.
  public mutating func takeWork() -> [Driven.Work] {
    defer { work = [] }
    return work
  }

  /// The timer that is due first; nil when none is set. Of two for the same instant, either.
  public var nextTimer: (timer: Driven.Timer, instant: Instant)? {
    timers.min { $0.value < $1.value }.map { ($0.key, $0.value) }
  }
}

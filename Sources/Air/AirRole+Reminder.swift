import Protocol
import Roles

/// What was passed to each UE since it was last heard: a connection that breaks swallows it without a word. Whoever is
/// back shows a sign of life and is told it again at once, instead of when the server misses an answer. What did arrive
/// carries a sequence number that the UE has seen, and is dropped; nothing is kept from one server to the next.
struct Reminders: Sendable {
  private var unanswered: [UEName: [Envelope]] = [:]

  /// The most that is kept for one UE: the end of a slot, and all that is said in the next one, asked for again once.
  static let capacity = 6

  /// Keeps what is on its way to a UE.
  mutating func keep(_ envelope: Envelope, for name: UEName) {
    // A sign of life asks for no answer.
    if case .heartbeat = envelope.message { return }
    unanswered[name, default: []].append(envelope)
    if unanswered[name, default: []].count > Self.capacity { unanswered[name]?.removeFirst() }
  }

  /// What was passed to a UE's process and not answered; it is handed out once.
  mutating func take(of name: UEName, _ incarnation: UInt64) -> [Envelope] {
    let kept = unanswered.removeValue(forKey: name) ?? []
    return kept.filter { [0, incarnation].contains($0.header.recipientIncarnation) }
  }

  /// The UE has answered, or is gone.
  mutating func forget(_ name: UEName) {
    unanswered[name] = nil
  }
}

extension AirRole {
  /// Passes a message down to a UE that is on a link; for one that is awaited it is kept.
  mutating func tell(_ envelope: Envelope, to name: UEName, at now: Instant) -> [Step] {
    let incarnation = envelope.header.recipientIncarnation
    if let binding = bindings[name] {
      guard incarnation == 0 || incarnation == binding.incarnation else { return [] }
      reminders.keep(envelope, for: name)
      return pass(envelope, of: name, to: .down(binding.link), at: now)
    }
    if let awaited = expected[name], incarnation == 0 || incarnation == awaited { reminders.keep(envelope, for: name) }
    return []
  }

  /// A UE shows a sign of life without an answer: it hears again what it has left unanswered.
  mutating func remind(_ name: UEName, at now: Instant) -> [Step] {
    guard let binding = bindings[name] else { return [] }
    return reminders.take(of: name, binding.incarnation).flatMap {
      pass($0, of: name, to: .down(binding.link), at: now)
    }
  }
}

public import Protocol

/// What a role needs to write headers and to judge those of others: its address, its incarnation and its counts.
public struct Mailbox: Sendable {
  /// Who speaks.
  public var address: Address
  /// This start's random number.
  public let incarnation: UInt64
  /// What was sent, received, refused.
  public var counters = MessageCounters()
  private var sequences = SequenceCounter()
  private var tracker = SequenceTracker()

  /// An empty mailbox.
  public init(address: Address, incarnation: UInt64) {
    self.address = address
    self.incarnation = incarnation
  }

  /// Puts a message under a fresh header.
  ///
  /// - Parameters:
  ///   - message: what to say.
  ///   - recipient: to whom.
  ///   - recipientIncarnation: which incarnation is meant; 0 for any.
  ///   - slot: the slot that it is about.
  ///   - attempt: how often the slot was asked for.
  /// - Returns: the message, ready to send.
  public mutating func envelope(
    _ message: Message, to recipient: Address, incarnation recipientIncarnation: UInt64 = 0,
    slot: Int = Header.outsideSlots, attempt: Int = 0
  ) -> Envelope {
    counters.sent += 1
    return Envelope(
      header: Header(
        sender: address, recipient: recipient, incarnation: incarnation, recipientIncarnation: recipientIncarnation,
        sequence: sequences.next(for: recipient), slot: slot, attempt: attempt),
      message: message)
  }

  /// Counts a received message.
  ///
  /// - Parameters:
  ///   - header: the message's header.
  ///   - allowingLate: whether a message that younger ones overtook still counts, as a burst does that was held on the
  ///     air. Otherwise it stays counted as missing: its sender is asked again.
  /// - Returns: false when it is to be dropped.
  public mutating func accept(_ header: Header, allowingLate: Bool = false) -> Bool {
    switch tracker.judge(header) {
    case .inOrder:
      counters.received += 1
      return true
    case .gap(let missing):
      counters.received += 1
      // Saturating: the number comes from outside.
      let (sum, overflow) = counters.gaps.addingReportingOverflow(Int(clamping: missing))
      counters.gaps = overflow ? Int.max : sum
      return true
    case .late where allowingLate:
      counters.received += 1
      counters.gaps = max(0, counters.gaps - 1)
      return true
    case .late: return false
    case .duplicate:
      counters.duplicates += 1
      return false
    }
  }

  /// Forgets the counts of a peer that is gone.
  public mutating func forget(_ peer: Address) {
    tracker.forget(peer)
  }
}

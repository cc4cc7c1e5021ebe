public import Protocol

/// Numbers outgoing messages: one count per recipient, from 1.
public struct SequenceCounter: Sendable {
  private var last: [Address: UInt64] = [:]

  /// A counter that has counted nothing.
  public init() {}

  /// The next number for a recipient.
  public mutating func next(for recipient: Address) -> UInt64 {
    let number = last[recipient, default: 0] + 1
    last[recipient] = number
    return number
  }
}

/// What a sequence number says about a message.
public enum SequenceVerdict: Hashable, Sendable {
  /// The one that was expected, or the first one heard.
  case inOrder
  /// Already seen: to be dropped.
  case duplicate
  /// So many messages before it are missing.
  case gap(UInt64)
  /// Not seen before, but younger ones were: it was counted as missing and came after all.
  case late
}

/// Watches the sequence numbers of every sender's current incarnation.
public struct SequenceTracker: Sendable {
  private struct Key: Hashable {
    var sender: Address
    var recipient: Address
  }

  private struct Heard {
    var incarnation: UInt64
    var highest: UInt64
    /// Bit n stands for the number `highest` − n: whether it was seen.
    var seen: UInt64 = 1
  }

  private var heard: [Key: Heard] = [:]

  /// A tracker that has heard nothing.
  public init() {}

  /// How far behind the youngest message one may come and still be told from a duplicate.
  public static let window = UInt64(UInt64.bitWidth)

  /// Judges one message and remembers it.
  ///
  /// A first message may carry any number: a peer that restarts hears the others in the middle of their count. Numbers
  /// before the first one heard, and those further back than `window`, count as seen. Messages to somebody unnamed are
  /// counted over all who have no name yet, so a skipped number says nothing there.
  public mutating func judge(_ header: Header) -> SequenceVerdict {
    let key = Key(sender: header.sender, recipient: header.recipient)
    guard var last = heard[key], last.incarnation == header.incarnation else {
      heard[key] = Heard(incarnation: header.incarnation, highest: header.sequence, seen: UInt64.max)
      return .inOrder
    }
    guard header.sequence > last.highest else {
      let age = last.highest - header.sequence
      guard age < Self.window, last.seen & (1 << age) == 0 else { return .duplicate }
      last.seen |= 1 << age
      heard[key] = last
      return .late
    }
    let step = header.sequence - last.highest
    last.seen = step < Self.window ? last.seen << step | 1 : 1
    last.highest = header.sequence
    heard[key] = last
    return step == 1 || header.recipient == .unnamed ? .inOrder : .gap(step - 1)
  }

  /// Forgets a sender that is gone.
  public mutating func forget(_ sender: Address) {
    heard = heard.filter { $0.key.sender != sender }
  }
}

/// Counts of messages, as the run summary shows them.
public struct MessageCounters: Hashable, Sendable, Codable {
  /// Messages sent.
  public var sent = 0
  /// Well-formed messages received.
  public var received = 0
  /// Messages dropped because their number was seen before.
  public var duplicates = 0
  /// Messages that never came, told by skipped numbers.
  public var gaps = 0
  /// Bytes that were no message, and messages from somebody who may not send them.
  public var refused = 0

  /// All zero.
  public init() {}
}

/// A part of a connection's bytes that is passed on as a whole.
enum WirePart: Hashable, Sendable {
  /// Some of the greeting, a command, or what is no ZMTP.
  case other([UInt8])
  /// A message, all frames: its bytes on the wire, and where the frames' contents lie in them.
  case message([UInt8], frames: [Range<Int>])

  var bytes: [UInt8] {
    switch self {
    case .other(let bytes), .message(let bytes, _): bytes
    }
  }
}

/// Splits one direction of a connection into its messages, so that whole ones can be repeated or seen. A value without
/// I/O.
///
/// ZMTP 3.1 (RFC 37): a greeting of 64 bytes that begins with FF, then frames: a byte of flags (1: more frames follow,
/// 2: the length has eight bytes, 4: a command), the length in network order, the content. With CURVE the messages are in
/// commands and pass unseen.
struct WireSplitter: Sendable {
  private enum State {
    case greeting(seen: Int)
    case frames
    case unknown
  }

  private static let greetingLength = 64
  private static let (more, long, command): (UInt8, UInt8, UInt8) = (1, 2, 4)

  private var state = State.greeting(seen: 0)
  private var pending: [UInt8] = []
  /// The frames of the message under way, and where the next frame begins.
  private var frames: [Range<Int>] = []
  private var next = 0

  /// Takes what has come and returns what is complete.
  mutating func take(_ bytes: [UInt8]) -> [WirePart] {
    pending += bytes
    var parts: [WirePart] = []
    if case .greeting(let seen) = state {
      if seen == 0, let first = pending.first, first != 0xFF {
        state = .unknown
      } else {
        // At once: each side waits for the other's first bytes before it says the rest.
        let count = min(pending.count, Self.greetingLength - seen)
        if count > 0 { parts.append(.other(Array(pending.prefix(count)))) }
        pending.removeFirst(count)
        state = seen + count == Self.greetingLength ? .frames : .greeting(seen: seen + count)
      }
    }
    if case .frames = state { split(into: &parts) }
    if case .unknown = state, !pending.isEmpty {
      parts.append(.other(pending))
      pending = []
    }
    return parts
  }

  private mutating func split(into parts: inout [WirePart]) {
    var begin = 0
    while let frame = frame(at: next) {
      guard let content = frame.content else {
        state = .unknown
        break
      }
      guard content.upperBound <= pending.count else { break }
      next = content.upperBound
      if frame.flags & Self.command != 0 {
        parts.append(.other(Array(pending[begin..<next])))
        begin = next
        continue
      }
      frames.append((content.lowerBound - begin)..<(content.upperBound - begin))
      if frame.flags & Self.more == 0 {
        parts.append(.message(Array(pending[begin..<next]), frames: frames))
        frames = []
        begin = next
      }
    }
    pending.removeFirst(begin)
    next -= begin
  }

  /// A frame's flags and the place of its content, nil for impossible flags; nil when its head is not complete.
  private func frame(at start: Int) -> (flags: UInt8, content: Range<Int>?)? {
    guard start < pending.count else { return nil }
    let flags = pending[start]
    guard flags & ~(Self.more | Self.long | Self.command) == 0 else { return (flags, nil) }
    let width = flags & Self.long != 0 ? 8 : 1
    guard start + 1 + width <= pending.count else { return nil }
    let length = pending[(start + 1)..<(start + 1 + width)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length < 1 << 40 else { return (flags, nil) }
    let begin = start + 1 + width
    return (flags, begin..<(begin + Int(length)))
  }
}

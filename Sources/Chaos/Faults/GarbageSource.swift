import Glibc
import Messaging
import Randomness

/// Talks to a listening port as somebody who has no business there.
struct GarbageSource {
  let port: UInt16
  let garbage: Garbage
  let seed: UInt64

  /// Talks for half a second at most.
  ///
  /// - Throws: what a socket that cannot be made throws.
  func talk() throws {
    var stream = RandomStream(seed: seed, purpose: "chaos garbage")
    if garbage == .messages { return try sendMessages(&stream) }
    let socket = try LoopbackSocket.connecting(to: port)
    var bytes: [UInt8]
    switch garbage {
    case .bytes: bytes = Self.random(1 + stream.integer(below: 1 << 16), &stream)
    case .halfGreeting: bytes = Array(Self.greeting.prefix(1 + stream.integer(below: 40)))
    case .brokenFrames, .messages: bytes = Self.greeting + Self.random(1 + stream.integer(below: 1 << 16), &stream)
    }
    for _ in 0..<100 where !bytes.isEmpty {
      guard socket.read() != nil, let count = socket.write(bytes[...]) else { return }
      bytes.removeFirst(count)
      usleep(2_000)
    }
    // Silence on an open connection is a part of it.
    if garbage == .halfGreeting { usleep(300_000) }
  }

  /// ZMTP 3.1, NULL, as a client (RFC 37).
  private static let greeting: [UInt8] =
    [0xFF] + [UInt8](repeating: 0, count: 8) + [0x7F, 3, 1] + Array("NULL".utf8)
    + [UInt8](repeating: 0, count: 16 + 1 + 31)

  private static func random(_ count: Int, _ stream: inout RandomStream) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: stream.nextBits()) }
  }

  private func sendMessages(_ stream: inout RandomStream) throws {
    let context = try Context()
    let dealer = try Socket.dealer(
      in: context, settings: SocketSettings(linger: 0), routingID: Array("Hgarbage".utf8) + Self.random(8, &stream))
    try dealer.connect(to: Endpoint("tcp://127.0.0.1:\(port)"))
    var left = 100 + stream.integer(below: 400)
    for _ in 0..<250 where left > 0 {
      while left > 0 {
        let frames = (0...stream.integer(below: 3)).map { _ in Self.random(stream.integer(below: 200), &stream) }
        guard dealer.send(Parcel(frames: frames)) == .queued else { break }
        left -= 1
      }
      usleep(2_000)
    }
    // Time for the last of them to be on their way.
    usleep(50_000)
  }
}

import Launching
import Messaging
import Protocol
import Synchronization
import Testing

@testable import Chaos

/// A ROUTER, a proxy before it, and a DEALER that connects to the proxy.
private final class Line {
  let context: Context
  let router: Socket
  let dealer: Socket
  let proxy: InPathProxy

  init() throws {
    context = try Context()
    router = try Socket.router(in: context)
    let port = try FreePort.find()
    try router.bind(to: Endpoint("tcp://127.0.0.1:\(port)"))
    proxy = try InPathProxy(at: FreePort.find(), to: port)
    dealer = try Socket.dealer(in: context, routingID: Array("Hdealer".utf8))
    try dealer.connect(to: Endpoint("tcp://127.0.0.1:\(proxy.port)"))
  }

  deinit { proxy.stop() }

  /// The texts that come within a time; ends early when there are as many as expected.
  private static func texts(at socket: borrowing Socket, expecting count: Int, milliseconds: Int) -> [String] {
    var texts: [String] = []
    while texts.count < count, socket.waitReadable(milliseconds: milliseconds) {
      while case .message(let parcel) = socket.receive(limit: 1 << 20) {
        texts.append(parcel.frames.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "|"))
      }
    }
    return texts
  }

  /// The texts that come up to the ROUTER.
  func up(_ count: Int, milliseconds: Int) -> [String] {
    Self.texts(at: router, expecting: count, milliseconds: milliseconds)
  }

  /// The texts that come down to the DEALER.
  func down(_ count: Int, milliseconds: Int) -> [String] {
    Self.texts(at: dealer, expecting: count, milliseconds: milliseconds)
  }

  /// Says something to the DEALER.
  func answer(_ text: String) {
    _ = router.send(Parcel(peer: Array("Hdealer".utf8), frames: [Array(text.utf8)]))
  }

  func say(_ text: String) {
    _ = dealer.send(Parcel(frames: text.split(separator: "|").map { Array($0.utf8) }))
  }
}

@Suite("The in-path proxy", .serialized)
struct InPathProxyTests {
  /// Long enough for a busy machine where something must come, short where nothing may.
  private static let (patience, silence) = (10_000, 200)

  @Test("Messages pass both ways, with the routing id of the one who connected")
  func passes() throws {
    let line = try Line()
    line.say("one|two")
    #expect(line.up(1, milliseconds: Self.patience) == ["one|two"])
    // Routed by the DEALER's own id.
    line.answer("back")
    #expect(line.down(1, milliseconds: Self.patience) == ["back"])
  }

  @Test("Messages are repeated at once, or after as many further ones as asked")
  func repeats() throws {
    let line = try Line()
    line.proxy.repeatMessages(.up)
    line.say("a|b")
    #expect(line.up(2, milliseconds: Self.patience) == ["a|b", "a|b"])
    line.proxy.repeatMessages(.up, after: 2)
    for text in ["1", "2", "3", "4"] { line.say(text) }
    #expect(
      line.up(6, milliseconds: Self.patience) == ["1", "2", "3", "1", "4", "2"])
  }

  @Test("What is held comes after the release, in its order, and the other way is free meanwhile")
  func holds() throws {
    let line = try Line()
    line.say("first")
    #expect(line.up(1, milliseconds: Self.patience) == ["first"])
    line.proxy.hold(.up)
    line.say("second")
    line.say("third")
    #expect(line.up(1, milliseconds: Self.silence).isEmpty)
    line.answer("back")
    #expect(line.down(1, milliseconds: Self.patience) == ["back"])
    line.proxy.release(.up)
    #expect(line.up(2, milliseconds: Self.patience) == ["second", "third"])
  }

  @Test("A cut breaks the connection and refuses new ones; it comes back by itself after the restoration")
  func cuts() throws {
    let line = try Line()
    line.say("before")
    #expect(line.up(1, milliseconds: Self.patience) == ["before"])
    line.proxy.cut()
    #expect(line.up(1, milliseconds: Self.silence).isEmpty)
    line.say("during")
    #expect(line.up(1, milliseconds: Self.silence).isEmpty)
    line.proxy.restore()
    var texts: [String] = []
    for _ in 0..<100 where !texts.contains("after") {
      line.say("after")
      texts += line.up(1, milliseconds: 100)
    }
    #expect(texts.contains("after"))
  }

  @Test("Messages of the emulation are seen as they pass, until the one who looks has seen enough")
  func looks() throws {
    let line = try Line()
    let seen = Mutex<[Int]>([])
    line.proxy.look { header, message in
      guard case .heartbeat = message else { return false }
      seen.withLock { $0.append(header.slot) }
      return header.slot == 2
    }
    for slot in 1...3 {
      let header = Header(sender: .channel, recipient: .server, incarnation: 1, sequence: UInt64(slot), slot: slot)
      let frames = try Envelope(header: header, message: .heartbeat(Heartbeat(question: true))).encodedFrames()
      _ = line.dealer.send(Parcel(frames: frames))
    }
    #expect(line.up(3, milliseconds: Self.patience).count == 3)
    #expect(seen.withLock { $0 } == [1, 2])
  }
}

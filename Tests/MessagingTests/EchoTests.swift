import Foundation
import Messaging
import Protocol
import Roles
import Testing

@Suite("Hosts that talk", .serialized)
struct EchoTests {
  @Test("Three UEs ask 200 questions each and get their own answers", arguments: ["ipc", "tcp"])
  func echo(transport: String) throws {
    let directory = try TemporaryDirectory()
    let at = transport == "ipc" ? try directory.endpoint("echo") : try Endpoint("tcp://127.0.0.1:*")
    let server = try RunningHost(EchoRole(), .quiet(.channel, down: .init(endpoint: at)))
    let endpoint = try server.listening()
    let askers = try (1...3).map { number in
      try RunningHost(
        AskingRole(name: "ue-\(number)", questions: 200), .quiet(.unnamed, up: .init(endpoint: endpoint)))
    }
    for asker in askers {
      #expect(try asker.conclusion() == .completed)
      #expect(asker.states.value == [.connecting, .connected])
    }
    #expect(try server.stop() == .completed)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).isEmpty)
  }

  @Test("A UE that starts before its server waits, is told why, and is served when the server comes")
  func lateServer() throws {
    let directory = try TemporaryDirectory()
    let endpoint = try directory.endpoint("late")
    let role = ScriptedRole { event, now in
      let ask = Envelope(
        header: Header(sender: .unnamed, recipient: .channel, incarnation: 1, sequence: 1),
        message: .heartbeat(Heartbeat(question: true)))
      return switch event {
      case .started, .timer: [.send(ask, .up), .schedule(1, at: now.advanced(bySeconds: 0.05))]
      case .received: [.finish(.completed)]
      default: []
      }
    }
    let early = try RunningHost(role, .quiet(.unnamed, up: .init(endpoint: endpoint)))
    #expect(early.states.wait(seconds: 2) { $0.last == .failed(.nobodyThere) })
    let server = try RunningHost(EchoRole(), .quiet(.channel, down: .init(endpoint: endpoint)))
    #expect(try early.conclusion() == .completed)
    try server.stop()
  }

  @Test("The last word before a host ends is delivered, from above and from below, in 100 of 100 runs")
  func lastWord() throws {
    let directory = try TemporaryDirectory()
    let endpoint = try directory.endpoint("last")
    func message(_ message: Message) -> Envelope {
      Envelope(header: Header(sender: .unnamed, recipient: .channel, incarnation: 1, sequence: 1), message: message)
    }
    let hello = message(.heartbeat(Heartbeat(question: true)))
    let lastWord = message(.bye(Bye(reason: "last")))
    let server = ScriptedRole { event, _ in
      switch event {
      case .received(hello, let port): [.send(hello, port)]
      case .received(lastWord, let port): [.send(lastWord, port), .finish(.completed)]
      default: []
      }
    }
    let leaver = ScriptedRole { event, _ in
      switch event {
      case .started: [.send(hello, .up)]
      case .received: [.send(lastWord, .up), .finish(.completed)]
      default: []
      }
    }
    let listener = ScriptedRole { event, now in
      switch event {
      case .started: [.send(hello, .up)]
      case .received(lastWord, _): [.finish(.completed)]
      case .received: [.send(lastWord, .up), .schedule(0, at: now.advanced(bySeconds: 2))]
      case .timer: [.finish(.failed("the server's last word is lost"))]
      default: []
      }
    }
    for round in 0..<100 {
      let host = try RunningHost(server, .quiet(.channel, down: .init(endpoint: endpoint)))
      _ = try host.listening()
      let client = try RunningHost(
        round % 2 == 0 ? listener : leaver, .quiet(.unnamed, up: .init(endpoint: endpoint)))
      #expect(try client.conclusion() == .completed)
      #expect(try host.conclusion(within: 3) == .completed)
    }
  }

  @Test("A send to a link that nobody has is unroutable; to a peer that does not read, refused when its queue is full")
  func undeliverable() throws {
    let context = try Context()
    let settings = SocketSettings(highWaterMark: 4, linger: 0)
    let router = try Socket.router(in: context, settings: settings)
    try router.bind(to: Endpoint("tcp://127.0.0.1:*"))
    let dealer = try Socket.dealer(in: context, settings: settings, routingID: Array("Hx".utf8))
    let endpoint = router.lastEndpoint
    try dealer.connect(to: #require(endpoint))
    let toNobody = router.send(Parcel(peer: Array("nobody".utf8), frames: [[1]]))
    #expect(toNobody == .unroutable)

    var hello = Delivery.wouldBlock
    for _ in 0..<2_000 where hello == .wouldBlock {
      hello = dealer.send(Parcel(frames: [[1]]))
      if hello == .wouldBlock { usleep(1_000) }
    }
    #expect(hello == .queued)
    let came = router.waitReadable(milliseconds: 2_000)
    #expect(came)
    let large = [UInt8](repeating: 7, count: 1 << 20)
    var outcome = Delivery.queued
    for _ in 0..<200 where outcome == .queued { outcome = router.send(Parcel(peer: Array("Hx".utf8), frames: [large])) }
    #expect(outcome == .wouldBlock)
  }

  @Test("A message above the limit in all its frames together is dropped and its size is told")
  func oversizedMultipart() throws {
    let context = try Context()
    let router = try Socket.router(in: context)
    try router.bind(to: Endpoint("inproc://oversized"))
    let dealer = try Socket.dealer(in: context, routingID: Array("Hy".utf8))
    try dealer.connect(to: Endpoint("inproc://oversized"))
    let frame = [UInt8](repeating: 1, count: 100)
    let sent = [dealer.send(Parcel(frames: [frame, frame, frame])), dealer.send(Parcel(frames: [frame]))]
    #expect(sent == [.queued, .queued])
    let came = router.waitReadable(milliseconds: 2_000)
    #expect(came)
    guard case .oversized(let peer, let bytes) = router.receive(limit: 250) else {
      Issue.record("accepted")
      return
    }
    #expect(peer == Array("Hy".utf8) && bytes == 300)
    guard case .message(let parcel) = router.receive(limit: 250) else {
      Issue.record("the next message is lost")
      return
    }
    #expect(parcel.frames == [frame])
  }

  @Test("100 000 random messages leave the host alive, counting and answering")
  func flood() throws {
    let directory = try TemporaryDirectory()
    let server = try RunningHost(EchoRole(), .quiet(.channel, down: .init(endpoint: try directory.endpoint("flood"))))
    let endpoint = try server.listening()
    let context = try Context()
    let dealer = try Socket.dealer(in: context, routingID: Array("Hflood".utf8))
    try dealer.connect(to: endpoint)
    var generator = SystemRandomNumberGenerator()
    let started = Instant.monotonicNow
    for _ in 0..<100_000 {
      let bits = generator.next()
      let frames = (0...Int(bits & 1)).map { _ in
        (0..<Int(bits >> 8 & 7)).map { _ in UInt8.random(in: 0...255, using: &generator) }
      }
      while dealer.send(Parcel(frames: frames)) != .queued { usleep(100) }
      while case .message = dealer.receive(limit: 1 << 20) {}
    }
    #expect(
      server.notes.wait(seconds: 30) { notes in
        if case .refused(_, total: 100_000) = notes.last { true } else { false }
      })
    #expect(Instant.monotonicNow.seconds(since: started) < 30)
    let asker = try RunningHost(
      AskingRole(name: "ue-1", questions: 10), .quiet(.unnamed, up: .init(endpoint: endpoint)))
    #expect(try asker.conclusion() == .completed)
    try server.stop()
  }

  @Test("A peer of another version is answered with a refusal that names both versions")
  func versionMismatch() throws {
    let directory = try TemporaryDirectory()
    let server = try RunningHost(EchoRole(), .quiet(.channel, down: .init(endpoint: try directory.endpoint("v"))))
    let context = try Context()
    let dealer = try Socket.dealer(in: context, routingID: Array("Hv".utf8))
    try dealer.connect(to: server.listening())
    while dealer.send(Parcel(frames: [[0x08, 0x03]])) != .queued { usleep(1_000) }
    let answered = dealer.waitReadable(milliseconds: 2_000)
    #expect(answered)
    guard case .message(let parcel) = dealer.receive(limit: 1 << 20) else {
      Issue.record("no answer")
      return
    }
    let envelope = try Envelope(frames: parcel.frames)
    #expect(envelope.header.sender == .channel && envelope.header.recipient == .unnamed)
    let words = "wire format version 3, this side speaks version 2: run the same release on both sides"
    #expect(envelope.message == .refusal(Refusal(reason: .versionMismatch, detail: words)))
    try server.stop()
  }
}

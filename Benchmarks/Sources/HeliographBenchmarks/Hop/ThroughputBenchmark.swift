import Air
import CZeroMQ
import Foundation
import Logging
import Messaging
import Protocol
import Roles

/// Messages of 100 kB under CURVE, one after another: encoded, sent, received by a real host and decoded, against the
/// same bytes between two bare sockets.
enum ThroughputBenchmark {
  static func run(_ wire: Wire, messages: Int, rounds: Int, into report: inout Report) throws {
    let message = Message.burst(try HopBenchmark.burst(tokens: 125, symbolsPerToken: 100))
    var mailbox = Mailbox(address: .unnamed, incarnation: 1)
    let frames = try mailbox.envelope(message, to: .server, slot: 0).encodedFrames()
    let megabytes = Double(frames.reduce(0) { $0 + $1.count } * messages) / 1e6
    var (bare, ours) = (Samples(), Samples())
    for _ in 0..<rounds {
      bare.add(megabytes / (try bareTime(wire, frames, messages)))
      ours.add(megabytes / (try hostTime(wire, message, messages)))
    }
    let name = "throughput of 100 kB messages, \(wire.name)"
    report.add(name, "two bare sockets", bare, scale: 1, unit: "MB/s")
    report.add(name, "encode, send, receive at a host, decode", ours, scale: 1, unit: "MB/s")
    report.add(name, "host / bare", ours.median / bare.median, unit: "×", atLeast: 0.8)
  }

  /// Messages that may wait, on either side.
  private static let highWaterMark: Int32 = 256

  private static func bareTime(_ wire: Wire, _ frames: [[UInt8]], _ count: Int) throws -> Double {
    let router = try BareSocket(ZMQ_ROUTER, security: wire.bareServer, highWaterMark: highWaterMark)
    let endpoint = try router.bind(to: wire.endpoint("bare"))
    let dealer = try BareSocket(ZMQ_DEALER, security: try wire.bareClient(), highWaterMark: highWaterMark)
    try dealer.connect(to: endpoint)
    dealer.send([[0]])
    router.skip()
    let sink = BackgroundThread { for _ in 0..<count { router.skip() } }
    return seconds {
      for _ in 0..<count { dealer.send(frames) }
      sink.join()
    }
  }

  private static func hostTime(_ wire: Wire, _ message: Message, _ count: Int) throws -> Double {
    var logger = Logger(label: "sink")
    logger.logLevel = .critical
    let settings = SocketSettings(highWaterMark: highWaterMark)
    let configuration = HostConfiguration(
      address: .server, down: .init(endpoint: try Endpoint(wire.endpoint("host")), security: wire.server),
      settings: settings, logger: logger)
    let listening = Handover<Endpoint>()
    let sink = BackgroundThread {
      let host = try? ProcessHost(
        role: CountingRole(remaining: count + 1), configuration: configuration, engine: { IdleEngine() },
        onListening: { listening.give($0) })
      _ = try? host?.run()
    }
    guard let endpoint = listening.take() else { throw SessionError("the host does not start") }
    let context = try Context()
    let dealer = try Socket.dealer(
      in: context, settings: settings, security: try wire.client(), routingID: Array("Hbench".utf8))
    try dealer.connect(to: endpoint)
    var mailbox = Mailbox(address: .unnamed, incarnation: 1)
    func send(_ message: Message) throws {
      let parcel = Parcel(frames: try mailbox.envelope(message, to: .server, slot: 0).encodedFrames())
      while dealer.send(parcel) != .queued { usleep(50) }
    }
    try send(.heartbeat(Heartbeat(question: false)))
    return try seconds {
      for _ in 0..<count { try send(message) }
      sink.join()
    }
  }
}

/// Takes so many messages, then finishes.
struct CountingRole: Role {
  var remaining: Int

  mutating func handle(_ event: Event<AirWork, Int>, at now: Instant) -> [Action<AirWork, Int, Never>] {
    guard case .received = event else { return [] }
    remaining -= 1
    return remaining == 0 ? [.finish(.completed)] : []
  }
}

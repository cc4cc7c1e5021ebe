import CZeroMQ
import Foundation

/// A bare DEALER whose messages a bare ROUTER on another thread sends back: two trips over one pair of sockets.
final class BareRoundTrip {
  private let dealer: BareSocket
  private let thread: BackgroundThread

  init(_ wire: Wire) throws {
    let router = try BareSocket(ZMQ_ROUTER, security: wire.bareServer)
    let endpoint = try router.bind(to: wire.endpoint("round-trip"))
    dealer = try BareSocket(ZMQ_DEALER, security: try wire.bareClient())
    try dealer.connect(to: endpoint)
    thread = BackgroundThread { router.echo() }
  }

  func run(_ frames: [[UInt8]]) {
    dealer.send(frames)
    dealer.skip()
  }

  func stop() {
    dealer.send(BareSocket.stop)
    dealer.skip()
    thread.join()
  }
}

/// DEALER – ROUTER/DEALER – ROUTER, the channel emulator's place taken by a loop that hands frames on uncopied: the
/// least that anything in the middle costs.
final class BareRelay {
  private let dealer: BareSocket
  private let router: BareSocket
  private let thread: BackgroundThread
  private var peer: [UInt8] = []

  init(_ wire: Wire) throws {
    router = try BareSocket(ZMQ_ROUTER, security: wire.bareServer)
    let server = try router.bind(to: wire.endpoint("relay-up"))
    let middleRouter = try BareSocket(ZMQ_ROUTER, security: wire.bareServer)
    let middle = try middleRouter.bind(to: wire.endpoint("relay-down"))
    let middleDealer = try BareSocket(ZMQ_DEALER, security: try wire.bareClient())
    try middleDealer.connect(to: server)
    dealer = try BareSocket(ZMQ_DEALER, security: try wire.bareClient())
    try dealer.connect(to: middle)
    thread = BackgroundThread { middleRouter.relay(to: middleDealer) }
  }

  /// From the DEALER through the middle to the ROUTER.
  func up(_ frames: [[UInt8]]) {
    dealer.send(frames)
    peer = router.receive()[0]
  }

  /// From the ROUTER through the middle back to the DEALER.
  func down(_ frames: [[UInt8]]) {
    router.send([peer] + frames)
    dealer.skip()
  }

  func stop() {
    dealer.send(BareSocket.stop)
    router.skip()
    thread.join()
  }
}

import CZeroMQ
public import Protocol

/// The options of the sockets between the processes.
public struct SocketSettings: Hashable, Sendable {
  /// Messages that may wait in one direction for one peer: at least 16 per UE behind it.
  public var highWaterMark: Int32
  /// The most bytes of a message, all frames together.
  public var limit: Int
  /// Milliseconds between ZMTP heartbeats; a peer silent for three of them is disconnected.
  public var heartbeat: Int32
  /// The most milliseconds that closing waits for messages that are not sent yet.
  public var linger: Int32

  /// Makes settings; the defaults hold for a thousand UEs.
  public init(
    highWaterMark: Int32 = 16_384, limit: Int = Envelope.defaultLimit, heartbeat: Int32 = 2_000, linger: Int32 = 1_000
  ) {
    self.highWaterMark = highWaterMark
    self.limit = limit
    self.heartbeat = heartbeat
    self.linger = linger
  }

  /// The most milliseconds that ZMTP's greeting and CURVE's handshake may take: a silent listener is told so soon.
  static let handshakeInterval: Int32 = 500
  /// The most milliseconds that TCP may take to connect.
  static let connectTimeout: Int32 = 1_000
  /// Milliseconds between attempts to connect, at first and at most.
  static let reconnectInterval: (first: Int32, greatest: Int32) = (50, 500)
}

extension Socket {
  /// A DEALER towards one server.
  ///
  /// - Parameters:
  ///   - context: kept until the socket is closed.
  ///   - settings: sizes and times.
  ///   - security: `none` or `curveClient`.
  ///   - routingID: how the ROUTER knows it; random per incarnation, never beginning with a zero byte.
  /// - Throws: `MessagingError` when libzmq does not take an option.
  /// - Returns: a socket that is not connected yet.
  public static func dealer(
    in context: Context, settings: SocketSettings = SocketSettings(), security: Security = .none, routingID: [UInt8]
  ) throws(MessagingError) -> Socket {
    let socket = try Socket(.dealer, in: context)
    try socket.apply(settings)
    try socket.set(ZMQ_ROUTING_ID, bytes: routingID)
    // Not ZMQ_IMMEDIATE: with it, libzmq 4.3.4 drops what arrived just before the server closed the connection (its last
    // word went missing in one of ten to thirty closes). What must not wait for a server is held back by the host, which
    // sends only while the monitor says that the connection stands.
    try socket.set(ZMQ_IMMEDIATE, 0)
    try socket.set(ZMQ_CONNECT_TIMEOUT, SocketSettings.connectTimeout)
    try socket.set(ZMQ_RECONNECT_IVL, SocketSettings.reconnectInterval.first)
    try socket.set(ZMQ_RECONNECT_IVL_MAX, SocketSettings.reconnectInterval.greatest)
    try socket.secure(security)
    return socket
  }

  /// A ROUTER for many dealers.
  ///
  /// - Parameters:
  ///   - context: kept until the socket is closed.
  ///   - settings: sizes and times.
  ///   - security: `none` or `curveServer`.
  /// - Throws: `MessagingError` when libzmq does not take an option.
  /// - Returns: a socket that does not listen yet.
  public static func router(
    in context: Context, settings: SocketSettings = SocketSettings(), security: Security = .none
  ) throws(MessagingError) -> Socket {
    let socket = try Socket(.router, in: context)
    try socket.apply(settings)
    // Without it a ROUTER drops silently what it cannot route or queue.
    try socket.set(ZMQ_ROUTER_MANDATORY, 1)
    // A dealer whose connection broke comes back under its routing id before the ROUTER noticed the loss. The ids are
    // 120 random bits, so that nobody takes over a connection whose id he does not know.
    try socket.set(ZMQ_ROUTER_HANDOVER, 1)
    try socket.secure(security)
    return socket
  }

  private borrowing func apply(_ settings: SocketSettings) throws(MessagingError) {
    try set(ZMQ_SNDHWM, settings.highWaterMark)
    try set(ZMQ_RCVHWM, settings.highWaterMark)
    try set(ZMQ_MAXMSGSIZE, wide: Int64(settings.limit))
    try set(ZMQ_LINGER, settings.linger)
    try set(ZMQ_HANDSHAKE_IVL, SocketSettings.handshakeInterval)
    if settings.heartbeat > 0 {
      try set(ZMQ_HEARTBEAT_IVL, settings.heartbeat)
      try set(ZMQ_HEARTBEAT_TIMEOUT, 3 * settings.heartbeat)
    }
  }

  private borrowing func secure(_ security: Security) throws(MessagingError) {
    switch security {
    case .none:
      break
    case .curveServer(let own, _):
      try set(ZMQ_CURVE_SERVER, 1)
      try set(ZMQ_CURVE_SECRETKEY, bytes: own.secret.terminatedText)
      try set(ZMQ_ZAP_DOMAIN, bytes: Array("heliograph".utf8))
    case .curveClient(let server, let own):
      try set(ZMQ_CURVE_SERVERKEY, bytes: server.terminatedText)
      try set(ZMQ_CURVE_PUBLICKEY, bytes: own.publicKey.terminatedText)
      try set(ZMQ_CURVE_SECRETKEY, bytes: own.secret.terminatedText)
    }
  }
}

import CZeroMQ
import Glibc

/// What libzmq tells about a socket's connections.
enum MonitorEvent: Hashable, Sendable {
  case connected
  case handshakeSucceeded
  /// A system error number.
  case handshakeFailed(Int32)
  /// One of libzmq's `ZMQ_PROTOCOL_ERROR_*`.
  case protocolError(Int32)
  /// A ZAP status, 300, 400 or 500.
  case authenticationFailed(Int32)
  case disconnected
  case closed
  case retried
}

/// Listens to a socket's monitor: a PAIR on which libzmq reports what becomes of its connections.
struct SocketMonitor: ~Copyable {
  let pair: Socket

  /// Begins to monitor a socket that is neither bound nor connected yet.
  ///
  /// - Parameters:
  ///   - socket: the socket.
  ///   - name: an `inproc` name that no other monitor of the context has.
  ///   - context: the socket's.
  /// - Throws: `MessagingError.system` when libzmq has no room for the monitor.
  init(of socket: borrowing Socket, named name: String, in context: Context) throws(MessagingError) {
    let endpoint = "inproc://monitor-\(name)"
    guard unsafe zmq_socket_monitor(socket.pointer, endpoint, Self.events) == 0 else {
      throw .fromZeroMQ("zmq_socket_monitor")
    }
    let pair = try Socket(.pair, in: context)
    try pair.set(ZMQ_LINGER, 0)
    try pair.connect(to: Endpoint(endpoint))
    self.pair = pair
  }

  private static let events =
    ZMQ_EVENT_CONNECTED | ZMQ_EVENT_CONNECT_RETRIED | ZMQ_EVENT_CLOSED
    | ZMQ_EVENT_DISCONNECTED | ZMQ_EVENT_HANDSHAKE_SUCCEEDED | ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL
    | ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH

  /// The next event, if there is one: a frame of 16 bits event and 32 bits value in the host's order, then the address.
  borrowing func next() -> MonitorEvent? {
    while case .message(let parcel) = pair.receive(limit: 4096) {
      guard let head = parcel.frames.first, head.count == 6 else { continue }
      let number = Int32(head[0]) | Int32(head[1]) << 8
      let value = Int32(
        bitPattern: UInt32(head[2]) | UInt32(head[3]) << 8 | UInt32(head[4]) << 16 | UInt32(head[5]) << 24)
      switch number {
      case ZMQ_EVENT_CONNECTED: return .connected
      case ZMQ_EVENT_HANDSHAKE_SUCCEEDED: return .handshakeSucceeded
      case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL: return .handshakeFailed(value)
      case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL: return .protocolError(value)
      case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH: return .authenticationFailed(value)
      case ZMQ_EVENT_DISCONNECTED: return .disconnected
      case ZMQ_EVENT_CLOSED: return .closed
      case ZMQ_EVENT_CONNECT_RETRIED: return .retried
      default: continue
      }
    }
    return nil
  }
}

/// Turns a connecting socket's monitor events into the state of its connection. A value without I/O.
///
/// The table of what libzmq 4.3.4 reports to a client was measured: refused or no such path → CLOSED without CONNECTED;
/// name without address → RETRIED alone; silent listener → handshake failed with EAGAIN after `HANDSHAKE_IVL`; wrong
/// server key → handshake failed with EPIPE or ECONNRESET; key not allowed → authentication failed; one side CURVE →
/// mechanism mismatch, or a closed connection where the server's reset overtakes its greeting.
struct ConnectionTracker: Hashable, Sendable {
  private(set) var state: ConnectionState
  private let usesCURVE: Bool
  /// Whether the present attempt has said why it failed.
  private var attemptExplained = false

  /// Begins anew, or where the tracker of a former socket ended.
  init(usesCURVE: Bool, state: ConnectionState = .connecting) {
    self.usesCURVE = usesCURVE
    self.state = state
  }

  /// Takes one event.
  ///
  /// - Returns: whether the state is another than before.
  mutating func take(_ event: MonitorEvent) -> Bool {
    let before = state
    switch event {
    case .connected:
      attemptExplained = false
    case .handshakeSucceeded:
      state = .connected
      attemptExplained = false
    case .handshakeFailed(let number):
      explain(number == EAGAIN ? .silentListener : usesCURVE ? .wrongServerKey : .closedDuringHandshake)
    case .protocolError(let number):
      explain(number == ZMQ_PROTOCOL_ERROR_ZMTP_MECHANISM_MISMATCH ? .mechanismMismatch : .notZeroMQ)
    case .authenticationFailed:
      explain(.keyNotAllowed)
    case .disconnected:
      if state == .connected { explain(.disconnected) }
    case .closed:
      explain(.nobodyThere)
    case .retried:
      if !attemptExplained { explain(.unknownHost) }
      attemptExplained = false
    }
    return state != before
  }

  private mutating func explain(_ failure: ConnectionFailure) {
    attemptExplained = true
    // When the server closes quickly, its reset may overtake the words that say why: what is known is not given up for
    // a guess.
    if failure.isGuess, case .failed(let known) = state, known.endsSocket { return }
    state = .failed(failure)
  }
}

import CZeroMQ
import Glibc

/// One libzmq socket, closed when its owner lets go of it. To be used from one thread at a time.
@safe
public struct Socket: ~Copyable {
  /// The kinds of socket in use here.
  public enum Kind: Sendable {
    /// Asks and is answered, asynchronously; one peer here.
    case dealer
    /// Answers many dealers, each by its routing id.
    case router
    /// The two ends of a monitor.
    case pair
    /// Answers one request at a time: the authentication handler.
    case reply

    fileprivate var number: Int32 {
      switch self {
      case .dealer: ZMQ_DEALER
      case .router: ZMQ_ROUTER
      case .pair: ZMQ_PAIR
      case .reply: ZMQ_REP
      }
    }
  }

  let pointer: UnsafeMutableRawPointer
  /// Reused for every frame received, so that receiving allocates only what it hands out.
  let frame: UnsafeMutablePointer<zmq_msg_t>
  let kind: Kind
  private let context: Context

  /// Makes a socket.
  ///
  /// - Parameters:
  ///   - kind: the pattern that it speaks.
  ///   - context: kept until the socket is closed.
  /// - Throws: `MessagingError.system` when the context has no room for another socket.
  public init(_ kind: Kind, in context: Context) throws(MessagingError) {
    guard let pointer = unsafe zmq_socket(context.pointer, kind.number) else { throw .fromZeroMQ("zmq_socket") }
    unsafe self.pointer = pointer
    unsafe frame = .allocate(capacity: 1)
    _ = unsafe zmq_msg_init(frame)
    self.kind = kind
    self.context = context
  }

  deinit {
    _ = unsafe zmq_msg_close(frame)
    unsafe frame.deallocate()
    _ = unsafe zmq_close(pointer)
  }

  /// Listens.
  ///
  /// - Parameter endpoint: where to.
  /// - Throws: `MessagingError.endpointInUse` or `.cannotOpen`.
  public func bind(to endpoint: Endpoint) throws(MessagingError) {
    if endpoint.isIPv6 { try set(ZMQ_IPV6, 1) }
    guard unsafe zmq_bind(pointer, endpoint.description) == 0 else {
      let number = zmq_errno()
      if number == EADDRINUSE { throw .endpointInUse(endpoint) }
      throw .cannotOpen(endpoint, reason: MessagingError.reason(number))
    }
  }

  /// Connects, now and whenever the connection is lost; whether that succeeds, a `SocketMonitor` tells.
  ///
  /// - Parameter endpoint: where to.
  /// - Throws: `MessagingError.cannotOpen` when libzmq does not take the endpoint.
  public func connect(to endpoint: Endpoint) throws(MessagingError) {
    if endpoint.isIPv6 { try set(ZMQ_IPV6, 1) }
    guard unsafe zmq_connect(pointer, endpoint.description) == 0 else {
      throw .cannotOpen(endpoint, reason: MessagingError.reason(zmq_errno()))
    }
  }

  /// The endpoint of the last `bind` or `connect`, with the port that the system chose.
  public var lastEndpoint: Endpoint? {
    var size = 256
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = unsafe zmq_getsockopt(pointer, ZMQ_LAST_ENDPOINT, buffer.baseAddress, &size) == 0 ? max(size - 1, 0) : 0
    }
    return try? Endpoint(String(decoding: bytes, as: UTF8.self))
  }

  /// Waits until a message can be received.
  ///
  /// - Parameter milliseconds: how long at most; −1: for ever.
  /// - Returns: whether there is one.
  public func waitReadable(milliseconds: Int) -> Bool {
    var item = unsafe zmq_pollitem_t(socket: pointer, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0)
    return unsafe zmq_poll(&item, 1, milliseconds) > 0
  }

  func set(_ option: Int32, _ value: Int32) throws(MessagingError) {
    var value = value
    guard unsafe zmq_setsockopt(pointer, option, &value, MemoryLayout<Int32>.size) == 0 else {
      throw .fromZeroMQ("zmq_setsockopt(\(option), \(value))")
    }
  }

  func set(_ option: Int32, wide value: Int64) throws(MessagingError) {
    var value = value
    guard unsafe zmq_setsockopt(pointer, option, &value, MemoryLayout<Int64>.size) == 0 else {
      throw .fromZeroMQ("zmq_setsockopt(\(option), \(value))")
    }
  }

  func set(_ option: Int32, bytes: [UInt8]) throws(MessagingError) {
    guard unsafe zmq_setsockopt(pointer, option, bytes, bytes.count) == 0 else {
      throw .fromZeroMQ("zmq_setsockopt(\(option), \(bytes.count) bytes)")
    }
  }
}

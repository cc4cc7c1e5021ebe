import CZeroMQ
import Glibc

/// CURVE keys as libzmq takes them.
struct BareKeys: Sendable {
  let publicKey: [CChar]
  let secretKey: [CChar]

  static func generate() throws -> BareKeys {
    var publicKey = [CChar](repeating: 0, count: 41)
    var secretKey = [CChar](repeating: 0, count: 41)
    guard unsafe zmq_curve_keypair(&publicKey, &secretKey) == 0 else { throw BareError("zmq_curve_keypair") }
    return BareKeys(publicKey: publicKey, secretKey: secretKey)
  }
}

/// One side's part in CURVE.
enum BareSecurity: Sendable {
  case none
  case server(BareKeys)
  case client(server: BareKeys, own: BareKeys)
}

/// A libzmq call that failed.
struct BareError: Error, CustomStringConvertible {
  let description: String

  init(_ call: String) {
    let words = unsafe zmq_strerror(zmq_errno()).map { unsafe String(cString: $0) } ?? "unknown error"
    description = "\(call): \(words)"
  }
}

/// A libzmq socket with nothing around it, in a context of its own: what the emulator's hop is compared with.
///
/// `@unchecked Sendable`: it is made on one thread and handed over once, before that thread uses it; libzmq allows that.
@safe
final class BareSocket: @unchecked Sendable {
  private let context: UnsafeMutableRawPointer
  private let socket: UnsafeMutableRawPointer
  private let message: UnsafeMutablePointer<zmq_msg_t>

  /// Makes a socket of a libzmq kind, `ZMQ_DEALER` or `ZMQ_ROUTER`.
  init(_ kind: Int32, security: BareSecurity, highWaterMark: Int32 = 1_000) throws {
    guard let context = unsafe zmq_ctx_new(), let socket = unsafe zmq_socket(context, kind) else {
      throw BareError("zmq_socket")
    }
    unsafe self.context = context
    unsafe self.socket = socket
    unsafe message = .allocate(capacity: 1)
    unsafe zmq_msg_init(message)
    try set(ZMQ_LINGER, 0)
    try set(ZMQ_SNDHWM, highWaterMark)
    try set(ZMQ_RCVHWM, highWaterMark)
    switch security {
    case .none: break
    case .server(let keys):
      try set(ZMQ_CURVE_SERVER, 1)
      try set(ZMQ_CURVE_SECRETKEY, keys.secretKey)
    case .client(let server, let own):
      try set(ZMQ_CURVE_SERVERKEY, server.publicKey)
      try set(ZMQ_CURVE_PUBLICKEY, own.publicKey)
      try set(ZMQ_CURVE_SECRETKEY, own.secretKey)
    }
  }

  deinit {
    unsafe zmq_msg_close(message)
    unsafe message.deallocate()
    unsafe zmq_close(socket)
    unsafe zmq_ctx_term(context)
  }

  private func set(_ option: Int32, _ value: Int32) throws {
    var value = value
    guard unsafe zmq_setsockopt(socket, option, &value, 4) == 0 else { throw BareError("zmq_setsockopt") }
  }

  private func set(_ option: Int32, _ key: [CChar]) throws {
    guard unsafe zmq_setsockopt(socket, option, key, key.count) == 0 else { throw BareError("zmq_setsockopt") }
  }

  /// Listens, and says where with the port that the system chose.
  func bind(to endpoint: String) throws -> String {
    guard unsafe zmq_bind(socket, endpoint) == 0 else { throw BareError("zmq_bind \(endpoint)") }
    var size = 256
    var bytes = [UInt8](repeating: 0, count: size)
    guard unsafe zmq_getsockopt(socket, ZMQ_LAST_ENDPOINT, &bytes, &size) == 0 else {
      throw BareError("zmq_getsockopt")
    }
    return String(decoding: bytes.prefix(max(size - 1, 0)), as: UTF8.self)
  }

  func connect(to endpoint: String) throws {
    guard unsafe zmq_connect(socket, endpoint) == 0 else { throw BareError("zmq_connect \(endpoint)") }
  }

  /// Sends frames, waiting while the queue is full.
  func send(_ frames: [[UInt8]]) {
    for (index, frame) in frames.enumerated() {
      let flags = index < frames.count - 1 ? ZMQ_SNDMORE : 0
      while unsafe zmq_send(socket, frame, frame.count, flags) < 0, zmq_errno() == EINTR {}
    }
  }

  /// Waits for a message and drops it.
  ///
  /// - Returns: the first bytes of its frames, so that a ROUTER knows whom to answer.
  func receive() -> [[UInt8]] {
    var frames: [[UInt8]] = []
    repeat {
      receiveFrame()
      let count = unsafe min(zmq_msg_size(message), 64)
      let start = unsafe zmq_msg_data(message)
      frames.append(unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count)))
    } while hasMore
    return frames
  }

  /// Waits for a message and drops it unseen.
  func skip() {
    repeat { receiveFrame() } while hasMore
  }

  private func receiveFrame() {
    while unsafe zmq_msg_recv(message, socket, 0) < 0, zmq_errno() == EINTR {}
  }

  private var hasMore: Bool { unsafe zmq_msg_more(message) != 0 }

  /// Answers messages with themselves, frame by frame and uncopied, until one ends with a frame of a single 0xFF.
  func echo() {
    var isLast = false
    repeat { isLast = pass(to: self, isStart: true, prefix: nil) } while !isLast
  }

  /// Passes messages between this ROUTER and a DEALER, uncopied, until one ends with a frame of a single 0xFF.
  func relay(to dealer: BareSocket) {
    var items = unsafe [
      zmq_pollitem_t(socket: socket, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0),
      zmq_pollitem_t(socket: dealer.socket, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0),
    ]
    var peer: [UInt8] = []
    while true {
      unsafe zmq_poll(&items, 2, -1)
      if unsafe items[0].revents != 0 {
        receiveFrame()
        peer = unsafe [UInt8](UnsafeRawBufferPointer(start: zmq_msg_data(message), count: zmq_msg_size(message)))
        if pass(to: dealer, isStart: false, prefix: nil) { return }
      }
      if unsafe items[1].revents != 0 { _ = dealer.pass(to: self, isStart: true, prefix: peer) }
    }
  }

  /// Passes the frames of one message on; true when the last of them says stop.
  private func pass(to other: BareSocket, isStart: Bool, prefix: [UInt8]?) -> Bool {
    if let prefix { unsafe zmq_send(other.socket, prefix, prefix.count, ZMQ_SNDMORE) }
    var more = true
    var isStop = false
    while more {
      receiveFrame()
      more = hasMore
      isStop = unsafe !more && zmq_msg_size(message) == 1 && zmq_msg_data(message).load(as: UInt8.self) == 0xFF
      unsafe zmq_msg_send(message, other.socket, more ? ZMQ_SNDMORE : 0)
    }
    return isStop
  }

  /// What ends `echo` and `relay`.
  static let stop: [[UInt8]] = [[0xFF]]
}

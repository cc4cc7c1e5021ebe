import Glibc

/// A TCP socket of the loopback interface that never blocks; closed when its owner lets go of it. Confined to one thread.
final class LoopbackSocket {
  let descriptor: Int32

  private init(owning descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  private static func make() throws(ProxyError) -> LoopbackSocket {
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    let descriptor = socket(AF_INET, kind, 0)
    guard descriptor >= 0 else { throw ProxyError("socket", errno) }
    return LoopbackSocket(owning: descriptor)
  }

  /// A socket that listens at a port.
  static func listening(at port: UInt16) throws(ProxyError) -> LoopbackSocket {
    let socket = try make()
    socket.set(SOL_SOCKET, SO_REUSEADDR)
    guard unsafe socket.withAddress(port, { unsafe bind(socket.descriptor, $0, $1) }) == 0,
      listen(socket.descriptor, 128) == 0
    else { throw ProxyError("listen at 127.0.0.1:\(port)", errno) }
    return socket
  }

  /// A socket that is connected to a port, or about to be: what goes wrong then is told by reading and writing.
  static func connecting(to port: UInt16) throws(ProxyError) -> LoopbackSocket {
    let socket = try make()
    socket.set(Int32(IPPROTO_TCP), TCP_NODELAY)
    guard unsafe socket.withAddress(port, { unsafe connect(socket.descriptor, $0, $1) }) == 0 || errno == EINPROGRESS
    else {
      throw ProxyError("connect to 127.0.0.1:\(port)", errno)
    }
    return socket
  }

  /// The next connection that somebody wants; nil when nobody does.
  func accept() -> LoopbackSocket? {
    let number = Glibc.accept(descriptor, nil, nil)
    guard number >= 0 else { return nil }
    let socket = LoopbackSocket(owning: number)
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
    socket.set(Int32(IPPROTO_TCP), TCP_NODELAY)
    return socket
  }

  /// What can be read now; nil when the other side has closed the connection or it is broken.
  func read() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe recv(descriptor, bytes.baseAddress, bytes.count, 0)
    }
    if count > 0 { return Array(buffer[..<count]) }
    return count < 0 && (errno == EAGAIN || errno == EINTR) ? [] : nil
  }

  /// Writes what can be written now.
  ///
  /// - Returns: how many bytes; nil when the connection is broken.
  func write(_ bytes: ArraySlice<UInt8>) -> Int? {
    let count = unsafe bytes.withUnsafeBytes { buffer in
      unsafe send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
    }
    if count >= 0 { return count }
    return errno == EAGAIN || errno == EINTR || errno == ENOTCONN ? 0 : nil
  }

  /// Has closing send a reset, as a connection that is cut does, instead of what still waits.
  func abort() {
    var lingering = linger(l_onoff: 1, l_linger: 0)
    _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &lingering, socklen_t(MemoryLayout<linger>.size))
  }

  private func set(_ level: Int32, _ option: Int32) {
    var on: Int32 = 1
    _ = unsafe setsockopt(descriptor, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  private func withAddress(_ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    address.sin_port = port.bigEndian
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        unsafe body(generic, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }
}

/// Why a proxy cannot do what it is to do.
public struct ProxyError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was tried, and the system's reason.
  public let description: String

  init(_ attempt: String, _ number: Int32) {
    description = "\(attempt): \(unsafe String(cString: strerror(number)))"
  }
}

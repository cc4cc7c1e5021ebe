import Glibc

/// Owns a file descriptor and closes it.
final class Descriptor: Sendable {
  let number: Int32

  init(owning number: Int32) { self.number = number }

  deinit { close(number) }

  /// A TCP socket that no child inherits and no call blocks on.
  static func listening(on port: UInt16, backlog: Int32) throws(ObservingError) -> Descriptor {
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    let number = socket(AF_INET, kind, 0)
    guard number >= 0 else { throw .cannotListen(port: port, reason: ObservingError.lastReason) }
    let descriptor = Descriptor(owning: number)
    // A port whose last connections have not quite died is free all the same.
    var reuse: Int32 = 1
    unsafe setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
    var address = loopback(port)
    let status = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        unsafe bind(number, generic, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0, listen(number, backlog) == 0 else {
      throw errno == EADDRINUSE ? .portInUse(port) : .cannotListen(port: port, reason: ObservingError.lastReason)
    }
    return descriptor
  }

  /// Two descriptors, each of which can be read when the other was written to; nil when none can be had.
  static func pair() -> (Descriptor, Descriptor)? {
    var ends: (Int32, Int32) = (-1, -1)
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    let status = unsafe withUnsafeMutableBytes(of: &ends) { bytes in
      unsafe socketpair(AF_UNIX, kind, 0, bytes.bindMemory(to: Int32.self).baseAddress)
    }
    return status == 0 ? (Descriptor(owning: ends.0), Descriptor(owning: ends.1)) : nil
  }

  private static func loopback(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    address.sin_port = port.bigEndian
    return address
  }

  /// The port that a listening socket has.
  var port: UInt16 {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        _ = unsafe getsockname(number, generic, &length)
      }
    }
    return UInt16(bigEndian: address.sin_port)
  }

  /// Takes one connection of a listening socket; nil when none waits or none can be had.
  func accept() -> Descriptor? {
    let connection = Glibc.accept(number, nil, nil)
    guard connection >= 0 else { return nil }
    _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
    _ = fcntl(connection, F_SETFL, fcntl(connection, F_GETFL) | O_NONBLOCK)
    return Descriptor(owning: connection)
  }

  /// What a call on a socket that does not block came to.
  enum Transfer: Hashable {
    case bytes(Int)
    case later
    case broken
  }

  /// Reads what waits, at most as much as fits; 0 bytes when the peer has closed.
  func read(into buffer: inout [UInt8]) -> Transfer {
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe Glibc.read(number, bytes.baseAddress, bytes.count)
    }
    return Self.transfer(count)
  }

  /// Sends what the socket takes; a peer that is gone is no signal.
  func send(_ bytes: ArraySlice<UInt8>) -> Transfer {
    let count = unsafe bytes.withUnsafeBytes { buffer in
      unsafe Glibc.send(number, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
    }
    return Self.transfer(count)
  }

  private static func transfer(_ count: Int) -> Transfer {
    if count >= 0 { return .bytes(count) }
    return errno == EAGAIN || errno == EINTR ? .later : .broken
  }
}

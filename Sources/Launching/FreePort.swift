import Glibc

/// Finds a TCP port of the loopback interface that nobody uses.
enum FreePort {
  /// A port that was free a moment ago: the system's choice for a socket that is closed again.
  static func find() throws(SystemError) -> UInt16 {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard number >= 0 else { throw SystemError("socket") }
    let descriptor = FileDescriptor(owning: number)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        unsafe bind(descriptor.number, generic, length) == 0
          ? unsafe getsockname(descriptor.number, generic, &length) : -1
      }
    }
    guard status == 0 else { throw SystemError("bind to 127.0.0.1") }
    return UInt16(bigEndian: address.sin_port)
  }
}

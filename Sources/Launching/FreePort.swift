import Glibc

/// Finds a TCP port of the loopback interface that nobody uses.
///
/// Below the ports that Linux hands out by itself (`ip_local_port_range`, from 32768 on), so that it is still free when a
/// process that listens there dies and comes back: of those, any other connection may have taken it meanwhile.
public enum FreePort {
  private static let range = 20_000..<32_000

  /// A port that was free a moment ago.
  ///
  /// - Returns: the port.
  /// - Throws: `LaunchError` when none was found.
  public static func find() throws(LaunchError) -> UInt16 {
    for _ in 0..<100 {
      let port = UInt16.random(in: UInt16(range.lowerBound)..<UInt16(range.upperBound))
      do throws(SystemError) {
        if try isFree(port) { return port }
      } catch {
        throw LaunchError("no TCP port on 127.0.0.1: \(error)")
      }
    }
    throw LaunchError(
      "no TCP port on 127.0.0.1: 100 ports from \(range.lowerBound) to \(range.upperBound - 1) are all in use")
  }

  private static func isFree(_ port: UInt16) throws(SystemError) -> Bool {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard number >= 0 else { throw SystemError("socket") }
    let descriptor = FileDescriptor(owning: number)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    address.sin_port = port.bigEndian
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        unsafe bind(descriptor.number, generic, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}

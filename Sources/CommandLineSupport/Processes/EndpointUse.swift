import FoundationEssentials
public import Messaging

/// An endpoint at which a process listens already, and which process that is where it can be known.
public struct EndpointUse: CustomStringConvertible {
  private let endpoint: Endpoint
  private let holder: String?

  /// Looks for a listener in the kernel's tables of sockets; nil when there is none.
  ///
  /// - Parameter endpoint: where somebody wants to listen.
  public init?(_ endpoint: Endpoint) {
    let sockets: [SocketEntry]
    switch endpoint.transport {
    case .tcp(_, port: 0), .inproc: return nil
    case .tcp(let host, let port):
      sockets = SocketEntry.tcp().filter { $0.port == port && $0.conflicts(with: host) }
    case .ipc(let path):
      let whole = path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
      sockets = SocketEntry.unix().filter { $0.address == path || $0.address == whole }
    }
    guard !sockets.isEmpty else { return nil }
    self.endpoint = endpoint
    holder = sockets.lazy.compactMap { Self.holder(of: $0.inode) }.first
  }

  /// Who listens where, and what to do.
  public var description: String {
    "\(endpoint) is in use by \(holder ?? "a process that is not ours to see"): stop that process or choose another "
      + "endpoint"
  }

  /// The process that has a socket open, as far as this user may look.
  private static func holder(of inode: String) -> String? {
    let files = FileManager.default
    for pid in (try? files.contentsOfDirectory(atPath: "/proc")) ?? [] where Int32(pid) != nil {
      let folder = "/proc/\(pid)/fd"
      for descriptor in (try? files.contentsOfDirectory(atPath: folder)) ?? []
      where (try? files.destinationOfSymbolicLink(atPath: "\(folder)/\(descriptor)")) == "socket:[\(inode)]" {
        let name = files.contents(atPath: "/proc/\(pid)/comm").map { String(decoding: $0, as: UTF8.self) } ?? "?"
        return "process \(pid) (\(name.filter { !$0.isNewline }))"
      }
    }
    return nil
  }
}

/// A listening socket as `/proc/net` tells of it.
private struct SocketEntry {
  /// Its address: hexadecimal for an internet address, a path for one of the file system.
  let address: String
  /// Its port; 0 for one of the file system.
  let port: UInt16
  /// Its number, as text.
  let inode: String

  /// Those of TCP: `sl local_address rem_address st … inode`, state 0A listens.
  static func tcp() -> [SocketEntry] {
    ["/proc/net/tcp", "/proc/net/tcp6"].flatMap { table($0) }.compactMap { fields in
      guard fields.count > 9, fields[3] == "0A", let colon = fields[1].lastIndex(of: ":"),
        let port = UInt16(fields[1][fields[1].index(after: colon)...], radix: 16)
      else { return nil }
      return SocketEntry(address: String(fields[1][..<colon]), port: port, inode: String(fields[9]))
    }
  }

  /// Those of the file system: `Num RefCount Protocol Flags Type St Inode Path`, flag 0x10000 listens.
  static func unix() -> [SocketEntry] {
    table("/proc/net/unix").compactMap { fields in
      guard fields.count > 7, let flags = UInt32(fields[3], radix: 16), flags & 0x10000 != 0 else { return nil }
      return SocketEntry(address: fields[7...].joined(separator: " "), port: 0, inode: String(fields[6]))
    }
  }

  private static func table(_ path: String) -> [[Substring]] {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").dropFirst().map { $0.split(separator: " ") }
  }

  /// Whether a socket at this address keeps another one from listening at a host: one of them stands for all addresses,
  /// or they are the same. A host that is no IPv4 address may be any.
  func conflicts(with host: String) -> Bool {
    let octets = host.split(separator: ".").compactMap { UInt8($0) }
    guard octets.count == 4, !address.allSatisfy({ $0 == "0" }), octets != [0, 0, 0, 0] else { return true }
    // The kernel prints the address as a number of the host's byte order.
    let hexadecimal = octets.reversed().map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
    return address.hasSuffix(hexadecimal)
  }
}

/// Where a socket listens or connects to.
public struct Endpoint: Hashable, Sendable, CustomStringConvertible {
  /// The kinds of transport.
  public enum Transport: Hashable, Sendable {
    /// A host name, address or interface and a port; port 0, written `*`, is any free one.
    case tcp(host: String, port: UInt16)
    /// A Unix domain socket in the file system.
    case ipc(path: String)
    /// A name within one context.
    case inproc(name: String)
  }

  /// The transport and its address.
  public let transport: Transport

  /// The longest path of an `ipc` endpoint, in bytes: `sockaddr_un` holds 108 and libzmq may append to it.
  public static let maximumPathLength = 99

  /// Reads `tcp://HOST:PORT`, `ipc://PATH` or `inproc://NAME`.
  ///
  /// - Parameter text: the endpoint as written; an IPv6 host stands in brackets.
  /// - Throws: `MessagingError.badEndpoint` when it is none of these.
  public init(_ text: String) throws(MessagingError) {
    func bad(_ reason: String) -> MessagingError { .badEndpoint(text, reason: reason) }

    if let address = text.withoutPrefix("tcp://") {
      guard let colon = address.lastIndex(of: ":") else { throw bad("no port") }
      let host = String(address[..<colon])
      let portText = address[address.index(after: colon)...]
      guard !host.isEmpty else { throw bad("no host") }
      if host.contains(":"), !(host.hasPrefix("[") && host.hasSuffix("]")) {
        throw bad("an IPv6 host stands in brackets")
      }
      guard host.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "/") }) else {
        throw bad("the host has a character that no host has")
      }
      if portText == "*" {
        transport = .tcp(host: host, port: 0)
      } else {
        guard let port = UInt16(portText), port > 0 else { throw bad("port \"\(portText)\" is not 1 to 65535 or *") }
        transport = .tcp(host: host, port: port)
      }
    } else if let path = text.withoutPrefix("ipc://") {
      guard !path.isEmpty else { throw bad("no path") }
      guard !path.utf8.contains(0) else { throw bad("the path holds a zero byte") }
      guard path.utf8.count <= Self.maximumPathLength else {
        throw bad("the path has \(path.utf8.count) bytes, at most \(Self.maximumPathLength) are possible")
      }
      transport = .ipc(path: String(path))
    } else if let name = text.withoutPrefix("inproc://") {
      guard !name.isEmpty, name.utf8.count <= 200 else { throw bad("a name has 1 to 200 bytes") }
      transport = .inproc(name: String(name))
    } else {
      throw bad("unknown transport")
    }
  }

  /// The endpoint as libzmq reads it.
  public var description: String {
    switch transport {
    case .tcp(let host, let port): "tcp://\(host):\(port == 0 ? "*" : "\(port)")"
    case .ipc(let path): "ipc://\(path)"
    case .inproc(let name): "inproc://\(name)"
    }
  }

  /// Whether processes of this machine alone can reach the endpoint.
  public var isLoopback: Bool {
    switch transport {
    case .tcp(let host, _):
      if ["localhost", "lo", "[::1]"].contains(host) { return true }
      let octets = host.split(separator: ".", omittingEmptySubsequences: false)
      return octets.count == 4 && octets[0] == "127" && octets.allSatisfy { UInt8($0) != nil }
    case .ipc, .inproc: return true
    }
  }

  /// Whether the host is written as an IPv6 address.
  var isIPv6: Bool {
    if case .tcp(let host, _) = transport { host.hasPrefix("[") } else { false }
  }
}

extension String {
  fileprivate func withoutPrefix(_ prefix: String) -> Substring? {
    hasPrefix(prefix) ? dropFirst(prefix.count) : nil
  }
}

import Protocol
import Roles

/// The socket towards the UEs: a ROUTER, its monitor, the authentication handler and the table of links.
final class DownLink {
  let socket: Socket
  let monitor: SocketMonitor
  let authentication: AuthenticationHandler?
  let endpoint: Endpoint
  var links = LinkTable()

  init(
    _ listening: HostConfiguration.Listening, settings: SocketSettings, in context: Context
  ) throws(MessagingError) {
    guard listening.endpoint.isLoopback || listening.security.usesCURVE || listening.allowInsecure else {
      throw .insecureBinding(listening.endpoint)
    }
    let authentication: AuthenticationHandler? =
      if case .curveServer(_, .only(let keys)) = listening.security {
        try AuthenticationHandler(allowing: keys, in: context)
      } else {
        nil
      }
    let socket = try Socket.router(in: context, settings: settings, security: listening.security)
    let monitor = try SocketMonitor(of: socket, named: "down", in: context)
    try socket.bind(to: listening.endpoint)
    endpoint = socket.lastEndpoint ?? listening.endpoint
    self.authentication = authentication
    self.socket = socket
    self.monitor = monitor
  }

  /// Sends a message on a link.
  func send(_ frames: [[UInt8]], to link: LinkID) -> Delivery {
    guard let peer = links.routingID(of: link) else { return .unroutable }
    let delivery = socket.send(Parcel(peer: peer, frames: frames))
    if delivery == .unroutable { links.forget(link) }
    return delivery
  }
}

/// Which routing id is which link. Bounded: of too many, those heard longest ago are forgotten.
struct LinkTable {
  private struct Entry {
    var peer: [UInt8]
    var lastHeard: UInt64
  }

  private var links: [[UInt8]: LinkID] = [:]
  private var entries: [LinkID: Entry] = [:]
  private var nextNumber: UInt64 = 1
  private var clock: UInt64 = 0
  private let capacity: Int

  /// Makes a table for so many links.
  init(capacity: Int = 65_536) {
    self.capacity = capacity
  }

  /// How many links are known.
  var count: Int { entries.count }

  /// The link of a peer that was heard; a new one for a peer that was not heard before.
  mutating func link(of peer: [UInt8]) -> LinkID {
    clock += 1
    if let link = links[peer] {
      entries[link]?.lastHeard = clock
      return link
    }
    if entries.count >= capacity { forgetOldest() }
    let link = LinkID(nextNumber)
    nextNumber += 1
    links[peer] = link
    entries[link] = Entry(peer: peer, lastHeard: clock)
    return link
  }

  /// The peer behind a link.
  func routingID(of link: LinkID) -> [UInt8]? { entries[link]?.peer }

  /// Forgets a link that is gone.
  mutating func forget(_ link: LinkID) {
    if let entry = entries.removeValue(forKey: link) { links[entry.peer] = nil }
  }

  private mutating func forgetOldest() {
    let oldest = entries.sorted { $0.value.lastHeard < $1.value.lastHeard }.prefix(max(capacity / 8, 1))
    for (link, _) in oldest { forget(link) }
  }
}

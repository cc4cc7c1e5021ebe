import Glibc

/// The one loop of a proxy. Confined to its thread.
final class ProxyLoop {
  /// Somebody who connected, and the process that he wanted.
  private struct Connection {
    let client: LoopbackSocket
    let target: LoopbackSocket
    let up: Relay
    let down: Relay

    init(_ client: LoopbackSocket, _ target: LoopbackSocket) {
      self.client = client
      self.target = target
      up = Relay(.up, from: client, to: target)
      down = Relay(.down, from: target, to: client)
    }

    var relays: [Relay] { [up, down] }
    /// The side that a relay writes to.
    func sink(of relay: Relay) -> LoopbackSocket { relay === up ? target : client }
    func source(of relay: Relay) -> LoopbackSocket { relay === up ? client : target }
  }

  private let port: UInt16
  private let target: UInt16
  private let waker: Waker
  private var listener: LoopbackSocket?
  private var connections: [Connection] = []

  init(_ listener: LoopbackSocket, at port: UInt16, to target: UInt16, waker: Waker) {
    self.listener = listener
    self.port = port
    self.target = target
    self.waker = waker
  }

  func run(_ proxy: InPathProxy) {
    while true {
      let orders = proxy.currentOrders()
      if orders.isOver || orders.isCut { breakConnections() }
      if orders.isOver { return }
      if orders.isCut {
        listener = nil
      } else if listener == nil {
        // The port is the proxy's own; should somebody hold it for a moment, the next turn tries again.
        listener = try? LoopbackSocket.listening(at: port)
      }
      let ready = wait(orders)
      // An order given meanwhile holds for what came after it.
      guard proxy.currentOrders() == orders else { continue }
      if let listener, ready.contains(listener.descriptor) { accept(listener) }
      pass(orders, ready, proxy)
    }
  }

  private func breakConnections() {
    for connection in connections {
      connection.client.abort()
      connection.target.abort()
    }
    connections = []
  }

  private func accept(_ listener: LoopbackSocket) {
    while let client = listener.accept() {
      // Nobody behind the proxy: the connection is closed, as if it had been refused.
      guard let target = try? LoopbackSocket.connecting(to: target) else {
        client.abort()
        continue
      }
      connections.append(Connection(client, target))
    }
  }

  /// Waits until something can be done.
  ///
  /// - Returns: the descriptors at which something happened.
  private func wait(_ orders: InPathProxy.Orders) -> Set<Int32> {
    var events: [Int32: Int16] = [waker.descriptor: Int16(POLLIN)]
    if let listener { events[listener.descriptor] = Int16(POLLIN) }
    for connection in connections {
      for relay in connection.relays {
        let (source, sink) = (connection.source(of: relay).descriptor, connection.sink(of: relay).descriptor)
        if relay.wantsToRead { events[source, default: 0] |= Int16(POLLIN) }
        if relay.wantsToWrite, !orders.held.contains(relay.direction) { events[sink, default: 0] |= Int16(POLLOUT) }
      }
    }
    var entries = events.map { pollfd(fd: $0.key, events: $0.value, revents: 0) }
    let count = nfds_t(entries.count)
    // A listener that could not be made is tried again soon.
    let limit: Int32 = listener == nil && !orders.isCut ? 10 : 1_000
    _ = unsafe entries.withUnsafeMutableBufferPointer { unsafe poll($0.baseAddress, count, limit) }
    let ready = Set(entries.lazy.filter { $0.revents != 0 }.map(\.fd))
    if ready.contains(waker.descriptor) { waker.calm() }
    return ready
  }

  private func pass(_ orders: InPathProxy.Orders, _ ready: Set<Int32>, _ proxy: InPathProxy) {
    let see: (([[UInt8]]) -> Void)? = proxy.isLookedAt ? { proxy.show($0) } : nil
    var standing: [Connection] = []
    for connection in connections where pass(on: connection, orders, ready, see) { standing.append(connection) }
    connections = standing
  }

  /// Passes on what has come over one connection.
  ///
  /// - Returns: false when the connection is over.
  private func pass(
    on connection: Connection, _ orders: InPathProxy.Orders, _ ready: Set<Int32>, _ see: (([[UInt8]]) -> Void)?
  ) -> Bool {
    for relay in connection.relays {
      if relay.wantsToRead, ready.contains(connection.source(of: relay).descriptor) {
        relay.read(repeatingAfter: orders.repeated[relay.direction], see)
      }
      guard !orders.held.contains(relay.direction) else { continue }
      guard relay.write() else { return false }
      // What was said last is passed on before the other side learns that it was the last.
      if relay.isAtEnd, !relay.wantsToWrite { return false }
    }
    return true
  }
}

/// Wakes a thread that polls, from any other.
final class Waker: Sendable {
  let descriptor: Int32
  private let other: Int32

  init() throws(ProxyError) {
    var ends: (Int32, Int32) = (-1, -1)
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    let status = unsafe withUnsafeMutableBytes(of: &ends) { bytes in
      unsafe socketpair(AF_UNIX, kind, 0, bytes.bindMemory(to: Int32.self).baseAddress)
    }
    guard status == 0 else { throw ProxyError("socketpair", errno) }
    (descriptor, other) = ends
  }

  deinit {
    close(descriptor)
    close(other)
  }

  func wake() {
    var byte: UInt8 = 1
    _ = unsafe send(other, &byte, 1, Int32(MSG_NOSIGNAL))
  }

  func calm() {
    var buffer = [UInt8](repeating: 0, count: 64)
    while unsafe recv(descriptor, &buffer, buffer.count, 0) > 0 {}
  }
}

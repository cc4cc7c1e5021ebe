import CZeroMQ
import Glibc
import Protocol

/// The connection towards the server: a DEALER, its monitor, and what waits for the connection to be made.
final class UpLink {
  let socket: Socket
  let monitor: SocketMonitor
  private var tracker: ConnectionTracker
  /// What the role said before the connection was made or failed, oldest first.
  private(set) var held: [[[UInt8]]] = []

  /// The most messages that wait for the first connection.
  static let heldLimit = 1_024

  init(
    _ connecting: HostConfiguration.Connecting, settings: SocketSettings, name: String,
    state: ConnectionState = .connecting,
    in context: Context
  ) throws(MessagingError) {
    let socket = try Socket.dealer(
      in: context, settings: settings, security: connecting.security, routingID: Self.randomRoutingID())
    let monitor = try SocketMonitor(of: socket, named: name, in: context)
    try socket.connect(to: connecting.endpoint)
    self.socket = socket
    self.monitor = monitor
    tracker = ConnectionTracker(usesCURVE: connecting.security.usesCURVE, state: state)
  }

  var state: ConnectionState { tracker.state }

  /// Whether messages wait for the socket to take them.
  var wantsToSend: Bool { !held.isEmpty && state == .connected }

  /// Takes the monitor's events.
  ///
  /// - Returns: the states gone through.
  func takeMonitorEvents() -> [ConnectionState] {
    var states: [ConnectionState] = []
    while let event = monitor.next() {
      if tracker.take(event) { states.append(tracker.state) }
    }
    return states
  }

  /// Sends a message, or keeps it while the connection is being made.
  ///
  /// - Returns: false when it cannot be delivered.
  func send(_ frames: [[UInt8]]) -> Bool {
    switch state {
    case .failed: return false
    case .connected where held.isEmpty:
      if socket.send(Parcel(frames: frames)) == .queued { return true }
      return false
    case .connecting, .connected:
      guard held.count < Self.heldLimit else { return false }
      held.append(frames)
      return true
    }
  }

  /// Sends what was kept, as far as the socket takes it.
  func flush() {
    var sent = 0
    while sent < held.count, socket.send(Parcel(frames: held[sent])) == .queued { sent += 1 }
    held.removeFirst(sent)
  }

  /// Gives up what was kept.
  ///
  /// - Returns: how many messages.
  func dropHeld() -> Int {
    defer { held.removeAll() }
    return held.count
  }

  /// "H" and 120 random bits: unlike any other incarnation's, and never beginning with a zero byte.
  private static func randomRoutingID() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return [UInt8(ascii: "H")] + (0..<15).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }
}

import Foundation
import Protocol
import Roles
import Testing

@testable import Messaging

@Suite("Why there is no connection", .serialized)
struct ConnectionFailureTests {
  private static let idle = ScriptedRole { event, _ in
    if case .stopRequested = event { [.finish(.completed)] } else { [] }
  }

  /// Runs a client with patience and returns what it concluded and which failures it saw.
  private func attach(
    to endpoint: Endpoint, security: Security = .none
  ) throws -> (conclusion: Conclusion?, states: [ConnectionState]) {
    let started = Instant.monotonicNow
    let client = try RunningHost(
      Self.idle, .quiet(.unnamed, up: .init(endpoint: endpoint, security: security, patience: 0.8)))
    let conclusion = try client.conclusion()
    #expect(Instant.monotonicNow.seconds(since: started) < 2)
    return (conclusion, client.states.value)
  }

  private func withServer(
    _ security: Security, _ body: (Endpoint) throws -> Void
  ) throws {
    let server = try RunningHost(
      EchoRole(), .quiet(.channel, down: .init(endpoint: Endpoint("tcp://127.0.0.1:*"), security: security)))
    try body(server.listening())
    try server.stop()
  }

  @Test("Nobody at the port, nobody at the path: nobody listens")
  func nobody() throws {
    let directory = try TemporaryDirectory()
    for endpoint in [try Endpoint("tcp://127.0.0.1:1"), try directory.endpoint("nothing")] {
      let (conclusion, states) = try attach(to: endpoint)
      #expect(states == [.connecting, .failed(.nobodyThere)])
      #expect(
        conclusion
          == .failed("nobody listens at \(endpoint): start the other side, or correct the endpoint"))
    }
  }

  @Test("A listener that accepts and says nothing is told from an absent one")
  func silent() throws {
    let listener = try SilentListener()
    let (conclusion, states) = try attach(to: listener.endpoint)
    #expect(states == [.connecting, .failed(.silentListener)])
    #expect(
      conclusion
        == .failed(
          "somebody accepts connections at \(listener.endpoint) but says nothing: it is not Heliograph, or it hangs"))
  }

  @Test("A wrong server key is told")
  func wrongServerKey() throws {
    try withServer(.curveServer(own: .generate(), allowed: .anyone)) { endpoint in
      let security = Security.curveClient(server: try KeyPair.generate().publicKey, own: try .generate())
      let (conclusion, states) = try attach(to: endpoint, security: security)
      #expect(states == [.connecting, .failed(.wrongServerKey)])
      #expect(
        conclusion
          == .failed(
            "\(endpoint) closed the connection during the CURVE handshake: "
              + "the server's public key given here is probably not the server's, or the server does not use CURVE"))
    }
  }

  @Test("A key that is not on the server's list is told, one that is gets in")
  func allowList() throws {
    let (own, friend, stranger) = (try KeyPair.generate(), try KeyPair.generate(), try KeyPair.generate())
    try withServer(.curveServer(own: own, allowed: .only([friend.publicKey]))) { endpoint in
      let refused = try attach(to: endpoint, security: .curveClient(server: own.publicKey, own: stranger))
      #expect(refused.states.contains(.failed(.keyNotAllowed)))
      #expect(
        refused.conclusion
          == .failed("\(endpoint) does not allow this key: add the public key to the server's list"))
      let asker = try RunningHost(
        AskingRole(name: "ue-1", questions: 20),
        .quiet(
          .unnamed, up: .init(endpoint: endpoint, security: .curveClient(server: own.publicKey, own: friend))))
      #expect(try asker.conclusion() == .completed)
    }
  }

  @Test("CURVE on one side alone is told, whichever side it is")
  func mechanismMismatch() throws {
    // The server's reset may overtake its greeting at every attempt on a busy machine; then the guess stands, and its
    // words name CURVE too.
    try withServer(.curveServer(own: .generate(), allowed: .anyone)) { endpoint in
      let (conclusion, _) = try attach(to: endpoint)
      let failures: [ConnectionFailure] = [.mechanismMismatch, .closedDuringHandshake]
      #expect(
        failures.map { .failed($0.explanation(endpoint: endpoint, usesCURVE: false)) }.contains(conclusion))
    }
    try withServer(.none) { endpoint in
      let security = Security.curveClient(server: try KeyPair.generate().publicKey, own: try .generate())
      let (conclusion, _) = try attach(to: endpoint, security: security)
      let failures: [ConnectionFailure] = [.mechanismMismatch, .wrongServerKey]
      #expect(failures.map { .failed($0.explanation(endpoint: endpoint, usesCURVE: true)) }.contains(conclusion))
    }
  }

  @Test("What the server said is not given up for a guess, and a new socket begins with it")
  func tracking() {
    var tracker = ConnectionTracker(usesCURVE: false)
    func states(_ tracker: inout ConnectionTracker, _ events: [MonitorEvent]) -> [ConnectionState] {
      events.map { event in
        _ = tracker.take(event)
        return tracker.state
      }
    }
    #expect(
      states(&tracker, [.handshakeFailed(ECONNRESET), .protocolError(0x1100_0002)])
        == [.failed(.closedDuringHandshake), .failed(.mechanismMismatch)])
    var next = ConnectionTracker(usesCURVE: false, state: tracker.state)
    #expect(
      states(&next, [.handshakeFailed(EPIPE), .closed, .handshakeSucceeded, .disconnected])
        == [.failed(.mechanismMismatch), .failed(.nobodyThere), .connected, .failed(.disconnected)])
  }

  @Test("A connection that is lost is told, and what is sent then is unreachable")
  func lost() throws {
    let directory = try TemporaryDirectory()
    let endpoint = try directory.endpoint("lost")
    let server = try RunningHost(EchoRole(), .quiet(.channel, down: .init(endpoint: endpoint)))
    _ = try server.listening()
    let role = ScriptedRole { event, now in
      let message = Envelope(
        header: Header(sender: .unnamed, recipient: .channel, incarnation: 1, sequence: 1),
        message: .heartbeat(Heartbeat(question: false)))
      return switch event {
      case .started, .timer: [.send(message, .up), .schedule(0, at: now.advanced(bySeconds: 0.02))]
      case .unreachable(.up): [.finish(.completed)]
      default: []
      }
    }
    let client = try RunningHost(role, .quiet(.unnamed, up: .init(endpoint: endpoint)))
    #expect(client.states.wait(seconds: 2) { $0.last == .connected })
    try server.stop()
    #expect(try client.conclusion(within: 3) == .completed)
    #expect(client.states.value.contains(.failed(.disconnected)))
  }
}

/// A TCP listener that accepts in the kernel and never says a word.
private final class SilentListener {
  let endpoint: Endpoint
  private let descriptor: Int32

  init() throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        _ = unsafe bind(descriptor, generic, size)
        _ = unsafe getsockname(descriptor, generic, &size)
      }
    }
    listen(descriptor, 8)
    self.descriptor = descriptor
    endpoint = try Endpoint("tcp://127.0.0.1:\(UInt16(bigEndian: address.sin_port))")
  }

  deinit { close(descriptor) }
}

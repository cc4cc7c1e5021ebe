import Foundation
import Messaging
import Protocol
import Roles
import Testing

@Suite("What a host does for its role", .serialized)
struct HostBehaviourTests {
  @Test("Timers fire in the order of their instants, a replaced one at its new instant, a cancelled one never")
  func timers() throws {
    let fired = Shared<[(name: Int, due: Double)]>([])
    let start = Shared<Instant?>(nil)
    let role = ScriptedRole { event, now in
      switch event {
      case .started:
        start.update { $0 = now }
        let due = { (milliseconds: Double) in now.advanced(bySeconds: milliseconds / 1e3) }
        return [
          .schedule(3, at: due(30)), .schedule(1, at: due(10)), .schedule(2, at: due(20.5)), .schedule(9, at: due(5)),
          .schedule(4, at: due(1)), .cancel(9), .schedule(4, at: due(40)),
        ]
      case .timer(let name):
        let elapsed = now.seconds(since: start.value ?? now)
        fired.update { $0.append((name, elapsed)) }
        return name == 4 ? [.finish(.completed)] : []
      default: return []
      }
    }
    let host = try RunningHost(role, .quiet(.server))
    #expect(try host.conclusion() == .completed)
    let times = fired.value
    #expect(times.map(\.name) == [1, 2, 3, 4])
    for (time, due) in zip(times, [0.010, 0.0205, 0.030, 0.040]) {
      #expect(time.due >= due && time.due < due + 0.1)
    }
  }

  @Test("Work is done one piece after another in the order asked for, off the loop thread")
  func compute() throws {
    let products = Shared<[Int]>([])
    let role = ScriptedRole { event, _ in
      switch event {
      case .started: return (1...100).map { .perform($0) }
      case .performed(let product):
        products.update { $0.append(product) }
        return product == 10_000 ? [.finish(.completed)] : []
      default: return []
      }
    }
    let host = try RunningHost(role, .quiet(.server))
    #expect(try host.conclusion() == .completed)
    #expect(products.value == (1...100).map { $0 * $0 })
  }

  @Test("Actions after the end are not carried out, those before it are")
  func order() throws {
    let role = ScriptedRole { event, _ in
      if case .started = event { [.note("before"), .finish(.failed("x")), .note("after")] } else { [] }
    }
    let host = try RunningHost(role, .quiet(.server))
    #expect(try host.conclusion() == .failed("x"))
    #expect(host.notes.value == ["before"])
  }

  @Test("A note that cannot be taken ends the host with the error's words, and nothing behind it is done")
  func untakenNote() throws {
    struct Full: Error, CustomStringConvertible { let description = "the disk is full" }
    let performed = Shared(false)
    let role = ScriptedRole { event, _ in
      switch event {
      case .started: return [.note("kept"), .note("lost"), .note("never"), .perform(3), .finish(.completed)]
      case .performed:
        performed.update { $0 = true }
        return []
      default: return []
      }
    }
    let host = try RunningHost(
      role, .quiet(.server), takingNote: { note in if note == "lost" { throw Full() } }, engine: { SquaringEngine() })
    #expect(try host.conclusion() == .failed("the disk is full"))
    #expect(host.notes.value == ["kept"])
    #expect(!performed.value)
  }

  @Test("A stop asked for from another thread, and the end of the lifeline, reach the role")
  func stopping() throws {
    let role = ScriptedRole { event, _ in
      if case .stopRequested = event { [.finish(.completed)] } else { [] }
    }
    let host = try RunningHost(role, .quiet(.server))
    #expect(try host.stop() == .completed)

    let pipe = Pipe()
    let tethered = try RunningHost(
      role, .quiet(.server, lifeline: pipe.fileHandleForReading.fileDescriptor))
    pipe.fileHandleForWriting.write(Data("ignored".utf8))
    usleep(20_000)
    #expect(tethered.result.value == nil)
    try pipe.fileHandleForWriting.close()
    #expect(try tethered.conclusion() == .completed)
  }

  @Test("A signal asks the role to stop")
  func signals() throws {
    let role = ScriptedRole { event, _ in
      switch event {
      case .started: [.note("up")]
      case .stopRequested: [.finish(.completed)]
      default: []
      }
    }
    var configuration = HostConfiguration.quiet(.server)
    configuration.handlesSignals = true
    let host = try RunningHost(role, configuration)
    #expect(host.notes.wait(seconds: 5) { $0 == ["up"] })
    kill(getpid(), SIGTERM)
    #expect(try host.conclusion() == .completed)
  }

  @Test("A message that breaks the rules of the wire ends the host with the field's name")
  func unsendable() throws {
    let role = ScriptedRole { event, _ in
      guard case .started = event else { return [] }
      let header = Header(sender: .server, recipient: .channel, incarnation: 1, sequence: 1)
      let end = SlotEnd(accepted: true, sumReward: .nan, offloaders: 0, contenders: 0)
      return [.send(Envelope(header: header, message: .slotEnd(end)), .down(LinkID(1)))]
    }
    let host = try RunningHost(role, .quiet(.server))
    #expect(
      try host.conclusion()
        == .failed(
          "a message to channel cannot be sent: slot_end.sum_reward is nan, expected a finite number; this is a fault"))
  }

  @Test("A path at which a host listens is not stolen; a stale one is taken over; a file that is no socket stays")
  func paths() throws {
    let directory = try TemporaryDirectory()
    let endpoint = try directory.endpoint("path")
    let first = try RunningHost(EchoRole(), .quiet(.channel, down: .init(endpoint: endpoint)))
    _ = try first.listening()
    let second = try RunningHost(EchoRole(), .quiet(.channel, down: .init(endpoint: endpoint)))
    #expect(throws: MessagingError.endpointInUse(endpoint)) { try second.conclusion() }
    #expect(
      MessagingError.endpointInUse(endpoint).description
        == "\(endpoint) is in use by a running process; stop that process or choose another endpoint")
    let asker = try RunningHost(
      AskingRole(name: "ue-1", questions: 5), .quiet(.unnamed, up: .init(endpoint: endpoint)))
    #expect(try asker.conclusion() == .completed)
    try first.stop()

    try makeStaleSocket(at: directory.path + "/path")
    let third = try RunningHost(EchoRole(), .quiet(.channel, down: .init(endpoint: endpoint)))
    #expect(try third.listening() == endpoint)
    try third.stop()

    try Data("precious".utf8).write(to: URL(fileURLWithPath: directory.path + "/path"))
    let fourth = try RunningHost(EchoRole(), .quiet(.channel, down: .init(endpoint: endpoint)))
    #expect(
      throws: MessagingError.cannotOpen(
        endpoint, reason: "\(directory.path)/path is there and is no socket; choose another path")
    ) { try fourth.conclusion() }
    #expect(try String(contentsOfFile: directory.path + "/path", encoding: .utf8) == "precious")
  }

  @Test("A port in use is named; listening beyond this machine without keys is refused unless it is allowed")
  func ports() throws {
    let first = try RunningHost(
      EchoRole(), .quiet(.channel, down: .init(endpoint: try Endpoint("tcp://127.0.0.1:*"))))
    let endpoint = try first.listening()
    let second = try RunningHost(EchoRole(), .quiet(.channel, down: .init(endpoint: endpoint)))
    #expect(throws: MessagingError.endpointInUse(endpoint)) { try second.conclusion() }
    try first.stop()

    let open = try Endpoint("tcp://0.0.0.0:*")
    let insecure = try RunningHost(EchoRole(), .quiet(.channel, down: .init(endpoint: open)))
    #expect(throws: MessagingError.insecureBinding(open)) { try insecure.conclusion() }
    let allowed = try RunningHost(
      EchoRole(), .quiet(.channel, down: .init(endpoint: open, allowInsecure: true)))
    _ = try allowed.listening()
    try allowed.stop()
    let keyed = try RunningHost(
      EchoRole(),
      .quiet(.channel, down: .init(endpoint: open, security: .curveServer(own: .generate(), allowed: .anyone))))
    _ = try keyed.listening()
    try keyed.stop()
  }

  private func makeStaleSocket(at path: String) throws {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let status = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe bind(descriptor, $0, size) }
    }
    try #require(status == 0)
  }
}

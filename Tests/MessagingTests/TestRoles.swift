import Foundation
import Logging
import Messaging
import Protocol
import Roles
import Synchronization

/// Does arithmetic on the compute thread.
struct SquaringEngine: Engine {
  func perform(_ work: Int) -> Int { work * work }
}

/// Answers every message on the link that it came from, and counts what else happens.
struct EchoRole: Role {
  var refused = 0
  var received = 0

  mutating func handle(_ event: Event<Int, Int>, at now: Instant) -> [Action<Int, Int, EchoNote>] {
    switch event {
    case .received(let envelope, let port):
      received += 1
      var answer = envelope
      swap(&answer.header.sender, &answer.header.recipient)
      return [.send(answer, port)]
    case .garbage(let error, _):
      refused += 1
      return [.note(.refused(error, total: refused))]
    case .connected: return []
    case .unreachable(let port): return [.note(.unreachable(port))]
    case .stopRequested: return [.finish(.completed)]
    case .started, .timer, .performed: return []
    }
  }
}

enum EchoNote: Sendable {
  case refused(ProtocolError, total: Int)
  case unreachable(Roles.Port)
}

/// Asks so many questions, each after the answer to the one before, then finishes.
struct AskingRole: Role {
  let name: UEName
  let questions: Int
  var answers = 0

  init(name: String, questions: Int) throws {
    self.name = try UEName(name)
    self.questions = questions
  }

  mutating func handle(_ event: Event<Int, Int>, at now: Instant) -> [Action<Int, Int, String>] {
    switch event {
    case .started: return [ask()]
    case .received(let envelope, _):
      guard envelope.header.recipient == .ue(name), envelope.header.sequence == UInt64(answers + 1) else {
        return [.finish(.failed("an answer of another's"))]
      }
      answers += 1
      return answers == questions ? [.finish(.completed)] : [ask()]
    case .connected: return []
    case .unreachable: return [.finish(.failed("unreachable"))]
    case .garbage(let error, _): return [.finish(.failed("garbage: \(error)"))]
    case .stopRequested: return [.finish(.failed("stopped after \(answers) answers"))]
    case .timer, .performed: return []
    }
  }

  private func ask() -> Action<Int, Int, String> {
    let header = Header(sender: .ue(name), recipient: .channel, incarnation: 1, sequence: UInt64(answers + 1))
    return .send(Envelope(header: header, message: .heartbeat(Heartbeat(question: true))), .up)
  }
}

/// Does what a closure says: for tests of one behaviour.
struct ScriptedRole: Role {
  var script: @Sendable (Event<Int, Int>, Instant) -> [Action<Int, Int, String>]

  func handle(_ event: Event<Int, Int>, at now: Instant) -> [Action<Int, Int, String>] { script(event, now) }
}

/// A value shared between the threads of a test.
final class Shared<Value: Sendable>: Sendable {
  private let mutex: Mutex<Value>

  init(_ value: Value) { mutex = Mutex(value) }

  var value: Value { mutex.withLock { $0 } }

  func update(_ change: (inout Value) -> Void) { mutex.withLock { change(&$0) } }

  /// Waits until a condition holds.
  func wait(seconds: Double, until holds: (Value) -> Bool) -> Bool {
    let deadline = Instant.monotonicNow.advanced(bySeconds: seconds)
    while !holds(value) {
      guard Instant.monotonicNow < deadline else { return false }
      usleep(500)
    }
    return true
  }
}

/// Runs a host on a thread of its own, as a process would.
final class RunningHost<R: Role, E: Engine & SendableMetatype>: Sendable
where R.Work == E.Work, R.Product == E.Product, R.Note: Sendable {
  let notes = Shared<[R.Note]>([])
  let states = Shared<[ConnectionState]>([])
  let endpoint = Shared<Endpoint?>(nil)
  let result = Shared<Result<Conclusion, MessagingError>?>(nil)
  let stopHandle: StopHandle

  init(
    _ role: R, _ configuration: HostConfiguration, takingNote: @escaping @Sendable (R.Note) throws -> Void = { _ in },
    engine: @escaping @Sendable () -> E
  ) throws {
    let handles = Shared<StopHandle?>(nil)
    let failure = Shared<MessagingError?>(nil)
    let (notes, states, endpoint, result) = (notes, states, endpoint, result)
    Thread.detachNewThread {
      do throws(MessagingError) {
        let host = try ProcessHost<R, E>(
          role: role, configuration: configuration, engine: engine,
          onNote: { note in
            try takingNote(note)
            notes.update { $0.append(note) }
          },
          onConnection: { state in states.update { $0.append(state) } },
          onListening: { at in endpoint.update { $0 = at } })
        handles.update { $0 = host.stopHandle }
        let conclusion = try host.run()
        result.update { $0 = .success(conclusion) }
      } catch {
        failure.update { $0 = error }
        result.update { $0 = .failure(error) }
      }
    }
    _ = handles.wait(seconds: 5) { $0 != nil || failure.value != nil }
    if let error = failure.value, handles.value == nil { throw error }
    guard let handle = handles.value else { throw MessagingError.system(call: "test host", reason: "no start") }
    stopHandle = handle
  }

  /// Waits until it listens.
  func listening() throws -> Endpoint {
    _ = endpoint.wait(seconds: 5) { $0 != nil || result.value != nil }
    if case .failure(let error) = result.value { throw error }
    guard let endpoint = endpoint.value else { throw MessagingError.system(call: "test host", reason: "no endpoint") }
    return endpoint
  }

  /// Waits for the end.
  func conclusion(within seconds: Double = 10) throws -> Conclusion? {
    _ = result.wait(seconds: seconds) { $0 != nil }
    return try result.value?.get()
  }

  /// Stops it and waits for the end.
  @discardableResult
  func stop() throws -> Conclusion? {
    stopHandle.requestStop()
    return try conclusion()
  }
}

extension RunningHost where E == SquaringEngine {
  convenience init(_ role: R, _ configuration: HostConfiguration) throws {
    try self.init(role, configuration) { SquaringEngine() }
  }
}

/// A directory of a test's own.
final class TemporaryDirectory {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "helio-\(UInt32.random(in: 0...UInt32.max))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func endpoint(_ name: String) throws -> Endpoint { try Endpoint("ipc://\(path)/\(name)") }
}

extension HostConfiguration {
  /// A host that says little.
  static func quiet(
    _ address: Address, down: Listening? = nil, up: Connecting? = nil, settings: SocketSettings = SocketSettings(),
    lifeline: Int32? = nil
  ) -> HostConfiguration {
    var configuration = HostConfiguration(
      address: address, down: down, up: up, settings: settings, lifeline: lifeline)
    configuration.logger.logLevel = .critical
    return configuration
  }
}

public import Roles
import Synchronization

/// Puts one role on ZeroMQ sockets: a loop thread that owns all sockets, and a compute thread that owns the engine.
///
/// The role runs synchronously on the thread that calls `run()`.
public struct ProcessHost<R: Role, E: Engine & SendableMetatype> where E.Work == R.Work, E.Product == R.Product {
  private let role: R
  private let makeEngine: @Sendable () -> E
  private let configuration: HostConfiguration
  private let onNote: (R.Note) throws -> Void
  private let onConnection: (ConnectionState) -> Void
  private let onListening: (Endpoint) -> Void

  /// Asks the role to stop, from any thread.
  public let stopHandle: StopHandle

  /// Puts a host together; nothing is opened yet.
  ///
  /// - Parameters:
  ///   - role: the state machine.
  ///   - configuration: sockets, lifeline and signals.
  ///   - engine: makes the engine, on the compute thread.
  ///   - onNote: takes the role's notes, on the loop thread, before the actions behind them. A note that cannot be taken
  ///     ends the host with the error's words, and what the role wanted done after it is left undone.
  ///   - onConnection: told whenever the connection towards the server stands otherwise, on the loop thread.
  ///   - onListening: told once where the host listens, with the port that the system chose.
  /// - Throws: `MessagingError.system` when no descriptor is left.
  public init(
    role: R, configuration: HostConfiguration, engine: @escaping @Sendable () -> E,
    onNote: @escaping (R.Note) throws -> Void = { _ in },
    onConnection: @escaping (ConnectionState) -> Void = { _ in },
    onListening: @escaping (Endpoint) -> Void = { _ in }
  ) throws(MessagingError) {
    self.role = role
    self.configuration = configuration
    self.makeEngine = engine
    self.onNote = onNote
    self.onConnection = onConnection
    self.onListening = onListening
    stopHandle = try StopHandle()
  }

  /// Runs the role until it finishes; the calling thread becomes the loop thread.
  ///
  /// - Throws: `MessagingError` when a socket cannot be opened.
  /// - Returns: how the role ended, or why the server cannot be reached when there is no patience left.
  public func run() throws(MessagingError) -> Conclusion {
    let signals = configuration.handlesSignals ? try SignalWatch() : nil
    let claim = try claimPath()
    let compute = try ComputeThread<E>(onProduct: stopHandle.wake)
    let loop = try HostLoop<R, E>(
      role: role, configuration: configuration, compute: compute, stopHandle: stopHandle,
      signalDescriptor: signals?.descriptor,
      observers: HostObservers(note: onNote, connection: onConnection, listening: onListening))
    let makeEngine = self.makeEngine
    let thread = try JoinedThread { compute.run(makeEngine) }
    let conclusion = loop.run()

    // The order of shutdown. The sockets close, and each lingers a second at most to send what is queued; with the last
    // of them goes the context, which waits for that. Only then the ipc path is given back, so that no late unlink of
    // libzmq's meets a successor's socket. Last the compute thread ends, after the piece of work that it is at.
    compute.stop()
    loop.close()
    _ = consume claim
    thread.join()
    withExtendedLifetime(signals) {}
    return conclusion
  }

  private func claimPath() throws(MessagingError) -> PathClaim? {
    guard let endpoint = configuration.down?.endpoint, case .ipc(let path) = endpoint.transport else { return nil }
    return try PathClaim(path, for: endpoint)
  }
}

/// Asks a host's role to stop.
public final class StopHandle: Sendable {
  let wake: WakeDescriptor
  private let requested = Atomic(false)

  init() throws(MessagingError) {
    wake = try WakeDescriptor()
  }

  /// Has `Event.stopRequested` happen to the role, once per call at most.
  public func requestStop() {
    requested.store(true, ordering: .releasing)
    wake.signal()
  }

  /// Takes the request if there is one.
  func take() -> Bool { requested.exchange(false, ordering: .acquiringAndReleasing) }
}

/// Whom the loop tells what it sees.
struct HostObservers<Note> {
  var note: (Note) throws -> Void
  var connection: (ConnectionState) -> Void
  var listening: (Endpoint) -> Void
}

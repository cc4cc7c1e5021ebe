import Glibc
import Synchronization

/// Answers HTTP on a port of 127.0.0.1, on a thread of its own.
///
/// Whoever is observed never waits for it: it puts its status on a `StatusBoard` and goes on. At most 16 connections are
/// served at a time, each for at most 5 s, with one request of at most 8 KiB; after its answer a connection is closed.
public final class StatusListener: Sendable {
  /// Where it answers: `http://127.0.0.1:PORT`.
  public let url: String
  /// Rings at the thread.
  private let bell: Descriptor
  private let thread: Mutex<pthread_t?>

  /// Begins to listen.
  ///
  /// - Parameters:
  ///   - port: the port; 0 for one that is free.
  ///   - pages: what to answer.
  /// - Throws: `ObservingError` when the port is in use or may not be had.
  public convenience init(port: UInt16, pages: StatusPages<some Observation>) throws(ObservingError) {
    try self.init(port: port, respond: { pages.response(to: $0) })
  }

  init(
    port: UInt16, patience: Duration = .seconds(5), respond: @escaping @Sendable (RequestHead) -> HTTPResponse
  ) throws(ObservingError) {
    let listening = try Descriptor.listening(on: port, backlog: Int32(ListenerLoop.maximumConnections))
    guard let (bell, wake) = Descriptor.pair() else {
      throw .cannotListen(port: port, reason: ObservingError.lastReason)
    }
    self.bell = bell
    url = "http://127.0.0.1:\(listening.port)"
    thread = try Mutex(
      Self.startThread(for: port) {
        var loop = ListenerLoop(listening: listening, wake: wake, patience: patience, respond: respond)
        loop.run()
      })
  }

  deinit { stop() }

  /// Closes every connection and the port; returns when that is done.
  public func stop() {
    thread.withLock { handle in
      guard let running = handle else { return }
      handle = nil
      _ = bell.send([0])
      _ = pthread_join(running, nil)
    }
  }

  /// What the new thread is handed.
  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Starts a thread that takes no signals: those are for the thread that runs the role.
  private static func startThread(
    for port: UInt16, _ run: @escaping @Sendable () -> Void
  ) throws(ObservingError) -> pthread_t {
    var (all, former) = (sigset_t(), sigset_t())
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_SETMASK, &all, &former)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &former, nil) }
    var handle = pthread_t()
    let body = unsafe Unmanaged.passRetained(Body(run))
    let status = unsafe pthread_create(
      &handle, nil,
      { argument in
        guard let argument = unsafe argument else { return nil }
        unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, body.toOpaque())
    guard status == 0 else {
      unsafe body.release()
      throw .cannotListen(port: port, reason: ObservingError.reason(status))
    }
    return handle
  }
}

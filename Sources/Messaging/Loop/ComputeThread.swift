import Glibc
import Roles
import Synchronization

/// One thread that owns an engine and does the pieces of work in the order in which they were asked for.
final class ComputeThread<E: Engine & SendableMetatype>: Sendable {
  private struct State: Sendable {
    var work: [E.Work] = []
    var products: [E.Product] = []
    var stopped = false
  }

  private let state = Mutex(State())
  private let doorbell: WakeDescriptor
  private let onProduct: WakeDescriptor

  /// Names the descriptor to signal when a product is there.
  init(onProduct: WakeDescriptor) throws(MessagingError) {
    doorbell = try WakeDescriptor()
    self.onProduct = onProduct
  }

  /// Asks for a piece of work.
  func submit(_ work: E.Work) {
    state.withLock { $0.work.append(work) }
    doorbell.signal()
  }

  /// Takes the products that are there.
  func takeProducts() -> [E.Product] {
    state.withLock { state in
      defer { state.products.removeAll() }
      return state.products
    }
  }

  /// Ends the thread after the piece of work it is at.
  func stop() {
    state.withLock { $0.stopped = true }
    doorbell.signal()
  }

  /// Works until told to stop; the engine is made, used and dropped on the calling thread.
  func run(_ makeEngine: @Sendable () -> E) {
    var engine = makeEngine()
    while true {
      let (work, stopped) = state.withLock { state in
        defer { state.work.removeAll() }
        return (state.work, state.stopped)
      }
      if stopped { return }
      for piece in work {
        let product = engine.perform(piece)
        let stopped = state.withLock { state in
          state.products.append(product)
          return state.stopped
        }
        onProduct.signal()
        if stopped { return }
      }
      if work.isEmpty { waitForDoorbell() }
    }
  }

  private func waitForDoorbell() {
    var item = pollfd(fd: doorbell.number, events: Int16(POLLIN), revents: 0)
    _ = unsafe poll(&item, 1, -1)
    doorbell.clear()
  }
}

/// A POSIX thread that is waited for in the end.
struct JoinedThread {
  private let handle: pthread_t

  /// What the new thread is handed.
  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Starts a thread.
  init(_ run: @escaping @Sendable () -> Void) throws(MessagingError) {
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
      throw .system(call: "pthread_create", reason: MessagingError.reason(status))
    }
    self.handle = handle
  }

  /// Waits until the thread is done; to be called once.
  func join() {
    _ = pthread_join(handle, nil)
  }
}

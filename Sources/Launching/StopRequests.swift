import Glibc
import Synchronization

/// How a run is told to stop: SIGINT, SIGTERM and SIGHUP of the process, or a call.
///
/// The signals are blocked and fetched at every turn of the launcher's loop, so that no handler runs in the middle of
/// anything. Make it before any thread is started: threads inherit the mask.
public final class StopRequests: Sendable {
  private let takesSignals: Bool
  private let calls = Atomic<Int>(0)
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// Begins to listen.
  ///
  /// - Parameter takesSignals: whether the process's signals count; false in tests.
  public init(takesSignals: Bool = true) {
    self.takesSignals = takesSignals
    guard takesSignals else { return }
    var mask = Self.mask
    unsafe pthread_sigmask(SIG_BLOCK, &mask, nil)
  }

  deinit {
    guard takesSignals else { return }
    var mask = Self.mask
    unsafe pthread_sigmask(SIG_UNBLOCK, &mask, nil)
  }

  /// Asks for a stop, from any thread; a second call asks for it at once.
  public func request() {
    calls.add(1, ordering: .relaxed)
  }

  /// How many requests have come since the last look.
  func take() -> Int {
    var count = calls.exchange(0, ordering: .relaxed)
    guard takesSignals else { return count }
    var mask = Self.mask
    var immediately = timespec()
    while unsafe sigtimedwait(&mask, nil, &immediately) > 0 { count += 1 }
    return count
  }

  private static var mask: sigset_t {
    var mask = sigset_t()
    unsafe sigemptyset(&mask)
    for signal in signals { unsafe sigaddset(&mask, signal) }
    return mask
  }
}

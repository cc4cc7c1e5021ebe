import Glibc
import Roles
import Synchronization

/// Turns SIGINT and SIGTERM into wake-ups of the loop. One per process at a time.
///
/// A handler rather than a `signalfd`: a numerics library may have started threads before, and a signal that is blocked
/// on the loop thread alone would reach one of those and end the process.
final class SignalWatch {
  let descriptor: WakeDescriptor

  init() throws(MessagingError) {
    let descriptor = try WakeDescriptor()
    self.descriptor = descriptor
    SignalState.lastSignal.store(0, ordering: .relaxed)
    SignalState.lastInstant.store(0, ordering: .relaxed)
    SignalState.wakeDescriptor.store(descriptor.number, ordering: .releasing)
    for number in [SIGINT, SIGTERM] { Self.install(number, handler: handleStopSignal) }
  }

  deinit {
    for number in [SIGINT, SIGTERM] { Self.install(number, handler: nil) }
    SignalState.wakeDescriptor.store(-1, ordering: .releasing)
  }

  private static func install(_ number: Int32, handler: (@convention(c) (Int32) -> Void)?) {
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = handler
    action.sa_flags = SA_RESTART
    _ = unsafe sigemptyset(&action.sa_mask)
    _ = unsafe sigaction(number, &action, nil)
  }
}

/// What the signal handler works on. It is global because POSIX hands a handler nothing but the signal's number.
private enum SignalState {
  static let wakeDescriptor = Atomic<Int32>(-1)
  static let lastSignal = Atomic<Int32>(0)
  static let lastInstant = Atomic<Int64>(0)
}

/// Wakes the loop; the same signal again within a second ends the process with status 130.
///
/// Only the same signal counts: a terminal's Ctrl-C reaches a child twice, as SIGINT and as its launcher's SIGTERM.
/// It uses async-signal-safe calls alone and leaves `errno` as it was.
private func handleStopSignal(_ number: Int32) {
  let savedError = errno
  defer { errno = savedError }
  let now = Instant.monotonicNow.nanoseconds
  let before = SignalState.lastInstant.exchange(now, ordering: .acquiringAndReleasing)
  let last = SignalState.lastSignal.exchange(number, ordering: .acquiringAndReleasing)
  if last == number, now - before < 1_000_000_000 { _exit(130) }
  var one: UInt64 = 1
  _ = unsafe write(SignalState.wakeDescriptor.load(ordering: .acquiring), &one, 8)
}

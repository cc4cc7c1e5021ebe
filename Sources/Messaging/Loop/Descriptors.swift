import CZeroMQ
import Glibc
public import Roles

/// An `eventfd`: any thread, and a signal handler, can wake the loop with it.
final class WakeDescriptor: Sendable {
  let number: Int32

  init() throws(MessagingError) {
    let number = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
    guard number >= 0 else { throw .fromSystem("eventfd") }
    self.number = number
  }

  deinit { close(number) }

  /// Makes the descriptor readable.
  func signal() {
    var one: UInt64 = 1
    _ = unsafe write(number, &one, 8)
  }

  /// Takes the signals that came.
  func clear() {
    var count: UInt64 = 0
    _ = unsafe read(number, &count, 8)
  }
}

/// A `timerfd` on CLOCK_MONOTONIC: `zmq_poll` counts whole milliseconds, this counts nanoseconds.
struct TimerDescriptor: ~Copyable {
  let number: Int32
  private var armed: Instant?

  init() throws(MessagingError) {
    let number = timerfd_create(CLOCK_MONOTONIC, Int32(TFD_CLOEXEC) | Int32(TFD_NONBLOCK))
    guard number >= 0 else { throw .fromSystem("timerfd_create") }
    self.number = number
  }

  deinit { close(number) }

  /// Has the descriptor become readable at an instant, or never.
  mutating func arm(at instant: Instant?) {
    guard instant != armed else { return }
    armed = instant
    var setting = itimerspec()
    if let instant {
      // Zero disarms: an instant in the past becomes the first nanosecond, which is in the past as well.
      let nanoseconds = max(instant.nanoseconds, 1)
      setting.it_value.tv_sec = Int(nanoseconds / 1_000_000_000)
      setting.it_value.tv_nsec = Int(nanoseconds % 1_000_000_000)
    }
    _ = unsafe timerfd_settime(number, Int32(TFD_TIMER_ABSTIME), &setting, nil)
  }

  /// Takes the expiry that came, so that the descriptor is not readable any more.
  mutating func clear() {
    var count: UInt64 = 0
    _ = unsafe read(number, &count, 8)
    armed = nil
  }
}

extension Instant {
  /// The present on CLOCK_MONOTONIC, the clock of the hosts.
  public static var monotonicNow: Instant {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Instant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }
}

import Glibc
import Roles

/// The runner's idea of the present.
protocol RunnerClock {
  /// Whether waiting takes time.
  var isReal: Bool { get }
  /// The present.
  var now: Instant { get }
  /// Lets time pass until then.
  mutating func wait(until instant: Instant)
}

/// Time that stands still until it is told to jump.
struct JumpingClock: RunnerClock {
  let isReal = false
  private(set) var now = Instant(nanoseconds: 0)

  mutating func wait(until instant: Instant) {
    now = max(now, instant)
  }
}

/// The machine's monotonic clock.
struct WallClock: RunnerClock {
  let isReal = true

  var now: Instant {
    let (seconds, attoseconds) = (ContinuousClock.now - origin).components
    return Instant(nanoseconds: seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
  }

  mutating func wait(until instant: Instant) {
    let nanoseconds = instant.nanoseconds - now.nanoseconds
    guard nanoseconds > 0 else { return }
    // Short naps, so that a request to stop is noticed.
    usleep(UInt32(min(nanoseconds / 1000, 20_000)))
  }

  private let origin = ContinuousClock.now
}

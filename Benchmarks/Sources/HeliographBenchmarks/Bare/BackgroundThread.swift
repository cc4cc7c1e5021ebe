import Foundation
import Messaging
import Roles
import Synchronization

/// A thread that is waited for in the end.
struct BackgroundThread {
  private let done = DispatchSemaphore(value: 0)

  init(_ body: @escaping @Sendable () -> Void) {
    let done = done
    Thread.detachNewThread {
      body()
      done.signal()
    }
  }

  func join() { done.wait() }
}

/// A value that one thread hands to another.
final class Handover<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)
  private let given = DispatchSemaphore(value: 0)

  func give(_ value: Value) {
    self.value.withLock { $0 = value }
    given.signal()
  }

  /// Waits for the value; nil when it does not come within ten seconds.
  func take() -> Value? {
    guard given.wait(timeout: .now() + 10) == .success else { return nil }
    return value.withLock { $0 }
  }
}

/// Seconds that a piece of work takes on the wall.
func seconds(_ work: () throws -> Void) rethrows -> Double {
  let start = Instant.monotonicNow
  try work()
  return Instant.monotonicNow.seconds(since: start)
}

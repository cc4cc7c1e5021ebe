import Synchronization

/// Holds the latest status of a process: its loop puts it there and goes on, the listener's thread looks at it.
///
/// Both hold the lock for no longer than it takes to put a value in or to take a copy.
public final class StatusBoard<Status: Observation>: Sendable {
  private struct Notice {
    var status: Status?
    var posted: ContinuousClock.Instant
  }

  private let notice: Mutex<Notice>

  /// An empty board.
  public init() {
    notice = Mutex(Notice(status: nil, posted: .now))
  }

  /// Replaces the status.
  public func post(_ status: Status) {
    update { $0 = status }
  }

  /// Changes the status in place.
  public func update(_ change: (inout Status?) -> Void) {
    notice.withLock {
      change(&$0.status)
      $0.posted = .now
    }
  }

  /// The latest status and its age, s; nil before the first.
  func latest() -> (status: Status, age: Double)? {
    let notice = notice.withLock { $0 }
    return notice.status.map { ($0, notice.posted.duration(to: .now) / .seconds(1)) }
  }
}

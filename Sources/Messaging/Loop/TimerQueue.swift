import Roles

/// Named timers, the earliest first; two of one instant in the order in which they were scheduled.
///
/// A binary heap, in which a timer that was replaced or cancelled stays until it comes up or until such entries are
/// more than half of the heap.
struct TimerQueue<Name: Hashable> {
  private struct Entry {
    var instant: Instant
    var order: UInt64
    var name: Name

    func precedes(_ other: Entry) -> Bool { (instant, order) < (other.instant, other.order) }
  }

  private var heap: [Entry] = []
  private var live: [Name: UInt64] = [:]
  private var nextOrder: UInt64 = 0

  /// Sets a timer; one of the same name is replaced.
  mutating func schedule(_ name: Name, at instant: Instant) {
    live[name] = nextOrder
    heap.append(Entry(instant: instant, order: nextOrder, name: name))
    nextOrder += 1
    siftUp(from: heap.count - 1)
    if heap.count > 64, heap.count > 2 * live.count { compact() }
  }

  /// Forgets a timer.
  mutating func cancel(_ name: Name) {
    live[name] = nil
  }

  /// When the earliest timer is due.
  mutating func earliest() -> Instant? {
    dropDead()
    return heap.first?.instant
  }

  /// Takes the earliest timer if it is due.
  mutating func popDue(at now: Instant) -> Name? {
    dropDead()
    guard let first = heap.first, first.instant <= now else { return nil }
    live[first.name] = nil
    removeFirst()
    return first.name
  }

  private mutating func dropDead() {
    while let first = heap.first, live[first.name] != first.order { removeFirst() }
  }

  private mutating func compact() {
    heap = heap.filter { live[$0.name] == $0.order }.sorted { $0.precedes($1) }
  }

  private mutating func removeFirst() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child].precedes(heap[least]) {
        least = child
      }
      guard least != parent else { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }

  private mutating func siftUp(from index: Int) {
    var child = index
    while child > 0, heap[child].precedes(heap[(child - 1) / 2]) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }
}

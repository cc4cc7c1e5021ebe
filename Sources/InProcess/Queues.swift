import Roles

/// First in, first out, without moving the elements at each removal.
struct FIFO<Element> {
  private var incoming: [Element] = []
  private var outgoing: [Element] = []

  var isEmpty: Bool { incoming.isEmpty && outgoing.isEmpty }

  mutating func append(_ element: Element) {
    incoming.append(element)
  }

  mutating func popFirst() -> Element? {
    if outgoing.isEmpty {
      outgoing = incoming.reversed()
      incoming.removeAll(keepingCapacity: true)
    }
    return outgoing.popLast()
  }
}

/// Timers by name; of two that are due at the same instant the one scheduled first comes first.
struct TimerQueue<Name: Hashable> {
  private struct Entry {
    var instant: Instant
    var order: UInt64
  }
  private var entries: [Name: Entry] = [:]
  private var count: UInt64 = 0

  mutating func schedule(_ name: Name, at instant: Instant) {
    count += 1
    entries[name] = Entry(instant: instant, order: count)
  }

  mutating func cancel(_ name: Name) {
    entries[name] = nil
  }

  private var next: (key: Name, value: Entry)? {
    entries.min { ($0.value.instant, $0.value.order) < ($1.value.instant, $1.value.order) }
  }

  var nextInstant: Instant? { next?.value.instant }

  mutating func popDue(at now: Instant) -> Name? {
    guard let (name, entry) = next, entry.instant <= now else { return nil }
    entries[name] = nil
    return name
  }
}

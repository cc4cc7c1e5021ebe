import CZeroMQ

/// What the loop waits for.
enum PollSource {
  case wake
  case signal
  case lifeline
  case timer
  case authentication
  case down
  case downMonitor
  case up
  case upMonitor
}

/// The sockets and descriptors of one turn of the loop.
@safe
struct PollSet {
  private var items: [zmq_pollitem_t]
  private var sources: [PollSource] = []

  init() {
    unsafe items = []
    unsafe items.reserveCapacity(10)
    sources.reserveCapacity(10)
  }

  /// Waits for nothing any more; keeps its memory.
  mutating func clear() {
    unsafe items.removeAll(keepingCapacity: true)
    sources.removeAll(keepingCapacity: true)
  }

  mutating func add(_ socket: borrowing Socket, _ source: PollSource, alsoWritable: Bool = false) {
    let events = Int16(ZMQ_POLLIN) | (alsoWritable ? Int16(ZMQ_POLLOUT) : 0)
    unsafe items.append(zmq_pollitem_t(socket: socket.pointer, fd: 0, events: events, revents: 0))
    sources.append(source)
  }

  mutating func add(descriptor: Int32, _ source: PollSource) {
    unsafe items.append(zmq_pollitem_t(socket: nil, fd: descriptor, events: Int16(ZMQ_POLLIN), revents: 0))
    sources.append(source)
  }

  /// Waits until something is ready; a signal may end the wait early.
  mutating func wait(milliseconds: Int) {
    let count = unsafe zmq_poll(&items, Int32(items.count), milliseconds)
    if count < 0 {
      for index in sources.indices { unsafe items[index].revents = 0 }
    }
  }

  /// Names what is ready, in the order in which it was added.
  func forEachReady(_ attend: (PollSource) -> Void) {
    for index in sources.indices where unsafe items[index].revents != 0 { attend(sources[index]) }
  }
}

import Glibc

/// The loop of the listener's thread: accepts, reads, answers, closes. Confined to that thread.
struct ListenerLoop {
  /// The most connections at a time; others wait in the kernel.
  static let maximumConnections = 16
  /// How long a peer that has its answer and says more is listened to.
  static let drainingTime = Duration.milliseconds(500)
  /// How long nobody is let in after a failure to accept, as when the process has no descriptor left.
  static let pause = Duration.milliseconds(100)

  private let listening: Descriptor
  private let wake: Descriptor
  /// How long a connection may last from its first byte to its last.
  private let patience: Duration
  private let respond: @Sendable (RequestHead) -> HTTPResponse
  private var open: [(descriptor: Descriptor, connection: Connection, deadline: ContinuousClock.Instant)] = []
  private var pausedUntil: ContinuousClock.Instant?
  private var buffer = [UInt8](repeating: 0, count: 4096)

  init(
    listening: Descriptor, wake: Descriptor, patience: Duration,
    respond: @escaping @Sendable (RequestHead) -> HTTPResponse
  ) {
    self.listening = listening
    self.wake = wake
    self.patience = patience
    self.respond = respond
  }

  /// Runs until `wake` can be read.
  mutating func run() {
    while true {
      var entries = open.map { pollfd(fd: $0.descriptor.number, events: Self.events($0.connection.phase), revents: 0) }
      entries.append(pollfd(fd: wake.number, events: Int16(POLLIN), revents: 0))
      if mayAccept { entries.append(pollfd(fd: listening.number, events: Int16(POLLIN), revents: 0)) }
      _ = unsafe poll(&entries, nfds_t(entries.count), milliseconds)
      guard entries[open.count].revents == 0 else { return }
      for index in open.indices where entries[index].revents != 0 { serve(index) }
      if entries.count > open.count + 1, entries[open.count + 1].revents != 0 { letIn() }
      let now = ContinuousClock.now
      open.removeAll { $0.connection.phase == .over || $0.deadline <= now }
    }
  }

  private var mayAccept: Bool {
    open.count < Self.maximumConnections && pausedUntil.map { $0 <= .now } ?? true
  }

  private static func events(_ phase: Connection.Phase) -> Int16 {
    phase == .writing ? Int16(POLLOUT) : Int16(POLLIN)
  }

  /// Until the next deadline; for ever when there is none.
  private var milliseconds: Int32 {
    let paused = pausedUntil.flatMap { $0 > .now ? $0 : nil }
    guard let next = (open.map(\.deadline) + [paused].compactMap(\.self)).min() else { return -1 }
    let left = ContinuousClock.now.duration(to: next) / .milliseconds(1)
    return Int32(max(0, left.rounded(.up)))
  }

  private mutating func letIn() {
    guard let descriptor = listening.accept() else {
      if errno != EAGAIN && errno != ECONNABORTED && errno != EINTR { pausedUntil = .now + Self.pause }
      return
    }
    open.append((descriptor, Connection(), .now + patience))
  }

  private mutating func serve(_ index: Int) {
    let descriptor = open[index].descriptor
    if open[index].connection.phase != .writing {
      switch descriptor.read(into: &buffer) {
      case .bytes(let count): open[index].connection.take(buffer[..<count], respond: respond)
      case .later: break
      case .broken: open[index].connection.giveUp()
      }
    }
    guard open[index].connection.phase == .writing else { return }
    switch descriptor.send(open[index].connection.unsent) {
    case .bytes(let count): open[index].connection.noteSent(count)
    case .later: break
    case .broken: open[index].connection.giveUp()
    }
    if open[index].connection.phase == .draining {
      shutdown(descriptor.number, Int32(SHUT_WR))
      open[index].deadline = min(open[index].deadline, .now + Self.drainingTime)
    }
  }
}

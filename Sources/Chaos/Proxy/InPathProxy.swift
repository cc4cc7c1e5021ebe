import Dispatch
public import Protocol
import Synchronization

/// Stands between processes that connect and one that listens, on the loopback interface, and disturbs what they say.
///
/// Bytes pass as they are, so that the peers' handshakes, routing ids and heartbeats are their own. Whole messages are told
/// apart by ZMTP's framing: they can be repeated, and seen as they pass. One thread serves all connections.
public final class InPathProxy: Sendable {
  /// What the proxy is to do from now on.
  struct Orders: Hashable, Sendable {
    /// Nobody gets through: connections are broken, new ones refused.
    var isCut = false
    /// The directions in which nothing is passed on for the time being.
    var held: Set<Direction> = []
    /// The directions in which each message is repeated, and after how many further ones.
    var repeated: [Direction: Int] = [:]
    var isOver = false
  }

  /// Told of a message before it is passed on, on the proxy's thread; true: it wants to see no more.
  public typealias Watch = @Sendable (_ header: Header, _ message: Message) -> Bool

  /// The port at which it listens.
  public let port: UInt16
  private let orders = Mutex(Orders())
  let watch = Mutex<Watch?>(nil)
  private let waker: Waker
  private let done = DispatchGroup()

  /// Begins to listen.
  ///
  /// - Parameters:
  ///   - port: where to listen: one that is not lost while the proxy is cut.
  ///   - target: the port of the process that listens; it need not be there yet.
  /// - Throws: `ProxyError` when the port is taken.
  public init(at port: UInt16, to target: UInt16) throws(ProxyError) {
    self.port = port
    waker = try Waker()
    let listener = try LoopbackSocket.listening(at: port)
    // Unsafe, since a dispatched closure cannot take over what is not Sendable: the loop is made here, where a taken port
    // can still be told, and used by the one closure below alone, which runs once.
    nonisolated(unsafe) let loop = ProxyLoop(listener, at: port, to: target, waker: waker)
    let group = done
    group.enter()
    DispatchQueue(label: "in-path proxy").async { [self] in
      unsafe loop.run(self)
      group.leave()
    }
  }

  /// Breaks all connections and refuses new ones until `restore`.
  public func cut() { order { $0.isCut = true } }

  /// Lets connections through again, after `cut`.
  public func restore() { order { $0.isCut = false } }

  /// Keeps back what goes one way, in its order, until `release`.
  public func hold(_ direction: Direction) { order { $0.held.insert(direction) } }

  /// Passes on what was kept back, and all that follows.
  public func release(_ direction: Direction) { order { $0.held.remove(direction) } }

  /// Repeats each message that goes one way, until `repeatNoMore`.
  ///
  /// - Parameters:
  ///   - direction: which way.
  ///   - lag: how many further messages pass before the copy follows; 0: at once.
  public func repeatMessages(_ direction: Direction, after lag: Int = 0) { order { $0.repeated[direction] = lag } }

  /// Passes each message once again.
  public func repeatNoMore(_ direction: Direction) { order { $0.repeated[direction] = nil } }

  /// Looks at the messages that pass, in the place of whoever looked before.
  public func look(_ watch: Watch?) { self.watch.withLock { $0 = watch } }

  /// Breaks all connections and listens no more.
  public func stop() {
    order { $0.isOver = true }
    done.wait()
  }

  func currentOrders() -> Orders { orders.withLock { $0 } }

  private func order(_ change: (inout sending Orders) -> Void) {
    orders.withLock { change(&$0) }
    waker.wake()
  }

  /// Shows a message to whoever looks.
  func show(_ frames: [[UInt8]]) {
    guard let watch = watch.withLock({ $0 }), let envelope = try? Envelope(frames: frames) else { return }
    guard watch(envelope.header, envelope.message) else { return }
    self.watch.withLock { $0 = nil }
  }

  var isLookedAt: Bool { watch.withLock { $0 != nil } }
}

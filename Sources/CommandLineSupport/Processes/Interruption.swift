import Dispatch
import Glibc
import Synchronization

/// Ctrl-C, or the request to terminate, as a question: whether it came since this value was made. The process is not
/// ended by it.
public struct Interruption {
  private final class Flag: Sendable {
    let isRaised = Atomic(false)
  }

  private let flag = Flag()
  private let sources: [any DispatchSourceSignal]

  /// Begins to listen.
  public init() {
    let queue = DispatchQueue(label: "interruption")
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      return DispatchSource.makeSignalSource(signal: number, queue: queue)
    }
    for source in sources {
      source.setEventHandler { [flag] in flag.isRaised.store(true, ordering: .relaxed) }
      source.resume()
    }
  }

  /// Whether it came.
  public var wasRequested: Bool { flag.isRaised.load(ordering: .relaxed) }
}

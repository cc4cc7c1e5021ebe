import Dispatch
import Glibc
import Synchronization

/// Ctrl-C, or the request to terminate, as a question: whether it came since this value was made. The process is not
/// ended by it, but while there is nothing to be saved, where this was said.
public struct Interruption {
  private final class Flag: Sendable {
    let isRaised = Atomic(false)
    let endsProcess: Atomic<Bool>

    init(endsProcess: Bool) { self.endsProcess = Atomic(endsProcess) }
  }

  private static let signals = [SIGINT, SIGTERM]

  private let flag: Flag
  private let sources: [any DispatchSourceSignal]

  /// Begins to listen.
  ///
  /// - Parameter words: what is said when it comes before `beAsked()` is called: the process then ends at once, with
  ///   status 130, whatever it is busy with. nil: it is a question from the first.
  public init(endingProcessSaying words: String? = nil) {
    flag = Flag(endsProcess: words != nil)
    let queue = DispatchQueue(label: "interruption")
    sources = Interruption.signals.map { number in
      signal(number, SIG_IGN)
      return DispatchSource.makeSignalSource(signal: number, queue: queue)
    }
    for source in sources {
      source.setEventHandler { [flag] in
        flag.isRaised.store(true, ordering: .relaxed)
        guard flag.endsProcess.load(ordering: .relaxed) else { return }
        Terminal.error.write("\(Terminal.error.isInteractive ? "\n" : "")\(words ?? "")\n")
        _exit(ExitStatus.interrupted)
      }
      source.resume()
    }
  }

  /// From now on it is a question.
  public func beAsked() { flag.endsProcess.store(false, ordering: .relaxed) }

  /// Does what nothing is lost of when it is broken off.
  ///
  /// - Parameters:
  ///   - words: what is said when it is.
  ///   - work: what is done.
  /// - Returns: what it comes to.
  public static func endingProcess<Result>(
    saying words: String, during work: () throws -> Result
  ) rethrows -> Result {
    let interruption = Interruption(endingProcessSaying: words)
    defer {
      interruption.beAsked()
      for number in Interruption.signals { signal(number, SIG_DFL) }
    }
    return try work()
  }

  /// Whether it came.
  public var wasRequested: Bool { flag.isRaised.load(ordering: .relaxed) }
}

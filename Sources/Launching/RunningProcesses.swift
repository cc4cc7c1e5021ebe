import Glibc
import Synchronization

/// The processes of an emulation that are alive, by name: to look at and to send signals to, from any thread.
///
/// A process is taken off the list in the same step in which the system forgets its number, so that a signal never
/// meets a stranger that was given the number afterwards.
public final class RunningProcesses: Sendable {
  private let list = Mutex<[String: Int32]>([:])

  init() {}

  /// The number of each process that was started and is not known to have ended.
  public var identifiers: [String: Int32] { list.withLock { $0 } }

  /// Sends a signal to a process and to what it started, as anybody could from outside: the launcher is not told and
  /// treats what comes of it like any other fate of the process.
  ///
  /// - Parameters:
  ///   - signal: SIGKILL, SIGSTOP, SIGCONT, …
  ///   - name: the process.
  /// - Returns: whether there is such a process.
  @discardableResult
  public func send(_ signal: Int32, to name: String) -> Bool {
    list.withLock { list in
      guard let identifier = list[name] else { return false }
      // Each child leads a group of its own.
      return kill(-identifier, signal) == 0 || kill(identifier, signal) == 0
    }
  }

  /// Puts a process on the list.
  func add(_ name: String, _ identifier: Int32) {
    list.withLock { $0[name] = identifier }
  }

  /// Looks whether a process has ended, and takes it off the list if so.
  ///
  /// - Returns: how it ended; nil while it runs.
  func reap(_ name: String, _ identifier: Int32) -> ProcessEnding? {
    list.withLock { list in
      var status: Int32 = 0
      guard unsafe waitpid(identifier, &status, WNOHANG) == identifier else { return nil }
      list[name] = nil
      let signal = status & 0x7F
      return signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
    }
  }
}

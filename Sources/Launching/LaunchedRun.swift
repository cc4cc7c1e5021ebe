import Dispatch
import Synchronization

/// An emulation that a `Launcher` runs on a thread of its own, for a caller that does something else meanwhile: watch it,
/// send signals to its processes, stop it.
public struct LaunchedRun: Sendable {
  /// The processes that are alive, to look at and to send signals to.
  public let processes: RunningProcesses
  private let stopRequests: StopRequests
  private let result: Result

  /// Starts an emulation.
  ///
  /// - Parameters:
  ///   - programs: what to start, the leader first; their names differ.
  ///   - patience: how long to wait for processes to stop.
  ///   - onEvent: told what happens as it happens, on the emulation's thread, which waits for its return.
  public init(
    _ programs: [ChildProgram], patience: StopPatience = StopPatience(),
    onEvent: @escaping @Sendable (LaunchEvent) -> Void
  ) {
    let (processes, stopRequests, result) = (RunningProcesses(), StopRequests(takesSignals: false), Result())
    self.processes = processes
    self.stopRequests = stopRequests
    self.result = result
    DispatchQueue(label: "launcher").async {
      let launcher = Launcher(
        programs, stop: stopRequests, patience: patience, processes: processes, onEvent: onEvent)
      let outcome: Swift.Result<LaunchOutcome, LaunchError>
      do throws(LaunchError) { outcome = .success(try launcher.run()) } catch { outcome = .failure(error) }
      result.set(outcome)
    }
  }

  /// Asks the leader to end the run; a second call stops everything at once.
  public func stop() { stopRequests.request() }

  /// Waits until no process is left.
  ///
  /// - Returns: how it went.
  /// - Throws: `LaunchError` when a program could not be started.
  public func wait() throws(LaunchError) -> LaunchOutcome { try result.wait().get() }

  /// What the launcher's thread leaves for the others.
  private final class Result: Sendable {
    private let value = Mutex<Swift.Result<LaunchOutcome, LaunchError>?>(nil)
    private let done = DispatchGroup()

    init() { done.enter() }

    func set(_ outcome: Swift.Result<LaunchOutcome, LaunchError>) {
      value.withLock { $0 = outcome }
      done.leave()
    }

    func wait() -> Swift.Result<LaunchOutcome, LaunchError> {
      done.wait()
      return value.withLock { $0 } ?? .failure(LaunchError("the launcher ended without an outcome"))
    }
  }
}

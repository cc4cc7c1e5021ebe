import FoundationEssentials
import Glibc
import Trace

/// Starts the processes of an emulation, listens to the leader, and sees to it that all of them end.
///
/// The first program leads: its standard output is a stream of `RunProgress` in JSON, a line each, and its end ends the
/// run. One loop on the calling thread waits for the leader's output and for requests to stop, and looks for ended
/// children at every turn.
public final class Launcher {
  /// How a run stands.
  enum Phase {
    case running
    /// The leader has ended well; the others are expected to follow by themselves.
    case leaving(deadline: Double)
    /// The leader's lifeline is closed; it ends the run and tells the others.
    case leaderStopping(deadline: Double)
    /// All lifelines are closed.
    case lifelinesClosed(deadline: Double)
    /// SIGTERM was sent.
    case terminating(deadline: Double)
    /// SIGKILL was sent.
    case killing
  }

  let stop: StopRequests
  let patience: StopPatience
  let onEvent: (LaunchEvent) -> Void
  var phase = Phase.running
  var children: [ChildProcess] = []
  var waiting: [(program: ChildProgram, due: Double)]
  var failures: [ChildFailure] = []
  var wasInterrupted = false
  private var summary: RunSummary?
  private var pendingOutput: [UInt8] = []
  private var isLeaderSilent = false

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - programs: what to start, the leader first.
  ///   - stop: how the run is told to stop.
  ///   - patience: how long to wait for processes to stop.
  ///   - onEvent: called on the thread of `run`.
  public init(
    _ programs: [ChildProgram], stop: StopRequests, patience: StopPatience = StopPatience(),
    onEvent: @escaping (LaunchEvent) -> Void
  ) {
    self.stop = stop
    self.patience = patience
    self.onEvent = onEvent
    let start = Self.now
    waiting = programs.map { ($0, start + $0.delay) }
  }

  /// Runs until no process is left.
  ///
  /// - Returns: how it went. No process that was started is alive any more.
  /// - Throws: `LaunchError` when a program cannot be started; those that were are stopped first.
  public func run() throws(LaunchError) -> LaunchOutcome {
    var startError: LaunchError?
    do throws(LaunchError) {
      while try startDue() || !isOver {
        turn()
      }
    } catch {
      startError = error
      waiting = []
      closeLifelines()
      while !isOver { turn() }
    }
    if let startError { throw startError }
    if !failures.isEmpty { return .failed(failures, summary) }
    if let summary, !wasInterrupted { return .finished(summary) }
    return .interrupted(summary)
  }

  /// Seconds on a clock that never jumps.
  static var now: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  var leader: ChildProcess? { children.first }

  private var isOver: Bool { waiting.isEmpty && children.allSatisfy { $0.ending != nil } }

  /// Starts what is due; true while something is still to be started.
  private func startDue() throws(LaunchError) -> Bool {
    let now = Self.now
    while let index = waiting.firstIndex(where: { $0.due <= now }) {
      let program = waiting.remove(at: index).program
      let child = try ChildProcess(program, readsOutput: children.isEmpty)
      children.append(child)
      onEvent(.started(name: program.name, processIdentifier: child.identifier))
    }
    return !waiting.isEmpty
  }

  /// One turn of the loop: waits a little, reads, looks for the dead, moves the phase on.
  private func turn() {
    Poll.wait(for: isLeaderSilent ? nil : leader?.output, milliseconds: 20)
    interrupt(requests: stop.take())
    readLeader()
    for child in children where child.reap() { ended(child) }
    advance()
  }

  /// Reads what the leader has written.
  func readLeader() {
    guard let output = leader?.output, !isLeaderSilent else { return }
    while true {
      guard let bytes = output.readAvailable() else {
        isLeaderSilent = true
        break
      }
      guard !bytes.isEmpty else { break }
      pendingOutput += bytes
    }
    while let end = pendingOutput.firstIndex(of: UInt8(ascii: "\n")) {
      take(line: pendingOutput[..<end])
      pendingOutput.removeSubrange(...end)
    }
    if isLeaderSilent, !pendingOutput.isEmpty {
      take(line: pendingOutput[...])
      pendingOutput = []
    }
  }

  private func take(line: ArraySlice<UInt8>) {
    guard let progress = try? JSONDecoder().decode(RunProgress.self, from: Data(line)) else {
      return onEvent(.output(String(decoding: line, as: UTF8.self)))
    }
    if case .summary(let summary) = progress { self.summary = summary }
    onEvent(.progress(progress))
  }

  /// Whether the leader has told how the run went.
  var hasSummary: Bool { summary != nil }
}

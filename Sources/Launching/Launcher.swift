import FoundationEssentials
import Glibc
import Trace

/// Starts the processes of an emulation, listens to the leader, starts again what dies where that is wished, and sees to
/// it that all of them end.
///
/// The first program leads: its standard output is a stream of `RunProgress` in JSON, a line each, and its end ends the
/// run. One loop on the calling thread waits for the leader's output, for ends of processes and for requests to stop.
/// `LaunchedRun` does the same on a thread of its own.
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

  /// One program of the run: its process, when the next one is to be started, and how often it has died.
  final class Member {
    let program: ChildProgram
    var process: ChildProcess?
    /// When it is to be started; nil: not at all.
    var due: Double?
    var history = RestartHistory()
    /// How the process ended that is to be replaced, and in which slot.
    var replaced: (ending: ProcessEnding, slot: Int?)?
    /// How often it comes back after it has left.
    var returns: Int

    init(_ program: ChildProgram, due: Double) {
      self.program = program
      returns = program.stays - 1
      self.due = due
    }

    var isAlive: Bool { process.map { $0.ending == nil } ?? false }
  }

  /// The processes that are alive.
  public let processes: RunningProcesses
  let stop: StopRequests
  let patience: StopPatience
  let onEvent: (LaunchEvent) -> Void
  var phase = Phase.running
  let members: [Member]
  var failures: [ChildFailure] = []
  var wasInterrupted = false
  /// The slot that was committed last.
  private(set) var lastSlot: Int?
  private var summary: RunSummary?

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - programs: what to start, the leader first; their names differ.
  ///   - stop: how the run is told to stop.
  ///   - patience: how long to wait for processes to stop.
  ///   - onEvent: called on the thread of `run`.
  public convenience init(
    _ programs: [ChildProgram], stop: StopRequests, patience: StopPatience = StopPatience(),
    onEvent: @escaping (LaunchEvent) -> Void
  ) {
    self.init(programs, stop: stop, patience: patience, processes: RunningProcesses(), onEvent: onEvent)
  }

  init(
    _ programs: [ChildProgram], stop: StopRequests, patience: StopPatience, processes: RunningProcesses,
    onEvent: @escaping (LaunchEvent) -> Void
  ) {
    self.processes = processes
    self.stop = stop
    self.patience = patience
    self.onEvent = onEvent
    let start = Self.now
    members = programs.map { Member($0, due: start + $0.delay) }
  }

  /// Runs until no process is left.
  ///
  /// - Returns: how it went. No process that was started is alive any more.
  /// - Throws: `LaunchError` when a program cannot be started; those that were are stopped first.
  public func run() throws(LaunchError) -> LaunchOutcome {
    var startError: LaunchError?
    while true {
      do throws(LaunchError) {
        try startDue()
      } catch {
        startError = error
        closeLifelines()
      }
      if isOver { break }
      turn()
    }
    if let startError { throw startError }
    if !failures.isEmpty { return .failed(failures, completeSummary) }
    if let completeSummary, !wasInterrupted { return .finished(completeSummary) }
    return .interrupted(completeSummary)
  }

  /// Seconds on a clock that never jumps.
  static var now: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  var leader: Member? { members.first }

  /// Whether the leader has told how the run went.
  var hasSummary: Bool { summary != nil }

  /// The leader's summary with what it cannot know: who was started again, and how often.
  private var completeSummary: RunSummary? {
    var complete = summary
    let restarts = members.filter { $0.history.total > 0 }.map { ($0.program.name, $0.history.total) }
    if !restarts.isEmpty { complete?.restarts = Dictionary(restarts) { $0 + $1 } }
    return complete
  }

  private var isOver: Bool { members.allSatisfy { !$0.isAlive && $0.due == nil } }

  /// Starts what is due.
  private func startDue() throws(LaunchError) {
    for member in members {
      guard let due = member.due, due <= Self.now else { continue }
      member.due = nil
      let name = member.program.name
      let process = try ChildProcess(member.program, readsOutput: member === leader, in: processes)
      member.process = process
      if let (ending, slot) = member.replaced {
        member.replaced = nil
        let account = RestartAccount(
          name: name, processIdentifier: process.identifier, ending: ending, slot: slot, count: member.history.total)
        onEvent(.restarted(account))
      } else {
        onEvent(.started(name: name, processIdentifier: process.identifier))
      }
    }
  }

  /// One turn of the loop: waits a little, reads, looks for the dead, moves the phase on.
  private func turn() {
    wait()
    interrupt(requests: stop.take())
    readLeader()
    // Who ended badly is judged before who ended well: the latter may have followed.
    let ended = members.filter { $0.process?.reap() == true }
    // The leader told its summary before anybody else went.
    if !ended.isEmpty { readLeader() }
    let isWell = { (member: Member) in member.process?.ending == .exited(0) }
    for member in ended.filter({ !isWell($0) }) + ended.filter(isWell) { judge(member) }
    advance()
  }

  /// Waits until the leader has written something or a process ends, 20 ms at most: requests to stop make no noise.
  private func wait() {
    let now = Self.now
    var pause = members.compactMap(\.due).reduce(0.02) { min($0, $1 - now) }
    let alive = members.compactMap(\.process).filter { $0.ending == nil }
    // The system closes a dying process's files a moment before it can be waited for.
    if alive.contains(where: { now - ($0.hungUpSince ?? -1) < 0.1 }) { pause = min(pause, 0.001) }
    let attached = alive.filter { $0.hungUpSince == nil }
    let hungUp = Poll.wait(
      input: leader?.process?.output?.descriptor, others: attached.compactMap(\.lifeline),
      milliseconds: Int32(max(0, (pause * 1000).rounded(.up))))
    for process in attached {
      if let lifeline = process.lifeline, hungUp.contains(lifeline.number) { process.hungUpSince = now }
    }
  }

  /// Reads what the leader has written.
  private func readLeader() {
    for line in leader?.process?.output?.next() ?? [] { take(line) }
  }

  /// Reads what a leader that has ended has left. The line that a signal cut off is dropped: it is half a message.
  func readLast(of member: Member) {
    readLeader()
    guard let rest = member.process?.output?.unfinished(), member.process?.ending?.isSignal == false else { return }
    take(rest)
  }

  private func take(_ line: [UInt8]) {
    guard let progress = try? JSONDecoder().decode(RunProgress.self, from: Data(line)) else {
      return onEvent(.output(String(decoding: line, as: UTF8.self)))
    }
    switch progress {
    case .summary(let summary): self.summary = summary
    case .slot(let slot, _, let ues, _):
      // A leader that goes on may tell once more of the slot that its predecessor told of last.
      if let lastSlot, slot <= lastSlot { return }
      lastSlot = slot
      for member in members where !member.program.mayLeave || ues.contains(where: { $0.name == member.program.name }) {
        member.history.progressed()
      }
    default: break
    }
    onEvent(.progress(progress))
  }
}

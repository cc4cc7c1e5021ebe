public import Trace

/// What happens while an emulation runs.
public enum LaunchEvent: Sendable {
  /// A process was started for the first time, or comes back after it has left.
  case started(name: String, processIdentifier: Int32)
  /// A process has ended, in whatever way and for whatever reason.
  case ended(name: String, processIdentifier: Int32, ending: ProcessEnding)
  /// A process that had died was started again.
  case restarted(RestartAccount)
  /// The leader tells how the run goes.
  case progress(RunProgress)
  /// The leader wrote a line that is no progress.
  case output(String)
  /// A process ended of its own will with status 0 while the run goes on.
  case left(name: String)
  /// A process ended badly when the leader had told its summary already: nothing was lost.
  case diedAfterTheEnd(name: String, ending: ProcessEnding)
  /// Everything is being stopped, and why.
  case stopping(String)
  /// A process did not stop when its lifeline closed and was sent this signal.
  case signalled(name: String, signal: Int32)
}

/// One restart of a process.
public struct RestartAccount: Hashable, Sendable, CustomStringConvertible {
  /// The process.
  public let name: String
  /// Its new number.
  public let processIdentifier: Int32
  /// How its predecessor ended.
  public let ending: ProcessEnding
  /// The slot that was being run when the predecessor ended, from 0; nil before the first slot was committed.
  public let slot: Int?
  /// Which restart of the run it is, from 1.
  public let count: Int

  /// "edge-server was killed by signal 9 (SIGKILL) in slot 41; started again (1)".
  public var description: String {
    let place = slot.map { "in slot \($0)" } ?? "before the first slot had ended"
    return "\(name) \(ending.account) \(place); started again (\(count))"
  }
}

/// How a run ended. A summary tells how often which process was started again.
public enum LaunchOutcome: Sendable {
  /// The leader's summary came and every process ended well.
  case finished(RunSummary)
  /// It was stopped from outside; the summary if the leader still gave one.
  case interrupted(RunSummary?)
  /// Processes ended that should not have, the one that is to blame first.
  case failed([ChildFailure], RunSummary?)
}

/// How long the launcher waits for processes to stop, s.
public struct StopPatience: Hashable, Sendable {
  /// For the leader to end the run in order, its lifeline being closed.
  public var leader: Double
  /// For the leader to complete its record after its summary, over and above.
  public var record: Double
  /// For the others to follow a leader that has ended; then their lifelines are closed.
  public var farewell: Double
  /// For the others, their lifelines being closed.
  public var lifelines: Double
  /// After SIGTERM; SIGKILL follows.
  public var termination: Double

  /// Makes the times.
  public init(
    leader: Double = 4, record: Double = 60, farewell: Double = 1, lifelines: Double = 3, termination: Double = 2
  ) {
    self.leader = leader
    self.record = record
    self.farewell = farewell
    self.lifelines = lifelines
    self.termination = termination
  }
}

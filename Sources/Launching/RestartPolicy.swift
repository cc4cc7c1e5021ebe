/// Whether processes that die are started again.
public enum RestartPolicy: String, Hashable, Sendable, CaseIterable {
  /// The first process that dies ends the run.
  case never
  /// A process that a signal ends, or that ends itself with a status that is nobody's mistake, is started again.
  case onFailure = "on-failure"
}

/// Whether one program is started again when it dies.
public enum Restart: Hashable, Sendable {
  /// It is not.
  case never
  /// It is, with the same command.
  case onFailure
  /// It would be, but it could not go on where it was; the reason is a sentence's end.
  case impossible(because: String)
}

/// How a process ended.
public enum ProcessEnding: Hashable, Sendable, CustomStringConvertible {
  /// It ended itself with this status.
  case exited(Int32)
  /// A signal ended it.
  case signalled(Int32)

  /// "exit status 3" or "signal 11 (SIGSEGV)".
  public var description: String {
    switch self {
    case .exited(let status): "exit status \(status)"
    case .signalled(let number): "signal \(number)\(Self.names[number].map { " (\($0))" } ?? "")"
    }
  }

  /// "ended with exit status 3" or "was killed by signal 11 (SIGSEGV)".
  public var account: String { isSignal ? "was killed by \(self)" : "ended with \(self)" }

  /// Whether a signal ended it.
  public var isSignal: Bool {
    if case .signalled = self { true } else { false }
  }

  /// Whether the status is one by which BSD's `sysexits.h` (64 to 78) blames the user's input or the surroundings: the
  /// same command would end in the same way. 70, an internal error, is not among them.
  public var isMistake: Bool {
    if case .exited(let status) = self { (64...78).contains(status) && status != 70 } else { false }
  }

  /// The common ones; the numbers of Linux.
  private static let names: [Int32: String] = [
    1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE", 9: "SIGKILL",
    11: "SIGSEGV", 13: "SIGPIPE", 15: "SIGTERM",
  ]
}

/// How often one program has died, and how long to wait before it is started again.
///
/// The first restart comes at once, the next after 0.1 s, each later one after twice the time of the one before, 2 s at
/// most. After five restarts without a committed slot in between it is given up.
struct RestartHistory {
  /// The restarts of the whole run.
  private(set) var total = 0
  /// How the processes ended since the last committed slot.
  private(set) var endings: [ProcessEnding] = []

  static let limit = 5
  static let longestDelay = 2.0

  /// Takes note of a death.
  ///
  /// - Parameter ending: how the process ended.
  /// - Returns: after how many seconds it is to be started again; nil when it is given up.
  mutating func died(_ ending: ProcessEnding) -> Double? {
    endings.append(ending)
    let restarts = endings.count - 1
    guard restarts < Self.limit else { return nil }
    total += 1
    guard restarts > 0 else { return 0 }
    return min(Self.longestDelay, 0.1 * Double(1 << (restarts - 1)))
  }

  /// Takes note of a committed slot: the count begins anew.
  mutating func progressed() { endings = [] }
}

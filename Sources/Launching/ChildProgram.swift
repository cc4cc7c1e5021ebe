/// A program to start: one process of an emulation.
public struct ChildProgram: Hashable, Sendable {
  /// What messages and the log file call it.
  public var name: String
  /// The path of the executable.
  public var executable: String
  /// Its arguments, the program's name left out.
  public var arguments: [String]
  /// The variables that its environment has over the launcher's.
  public var environment: [String: String]
  /// The log file that takes its standard error, and its standard output too unless it leads.
  public var logPath: String
  /// How long after the others it is started, s.
  public var delay: Double
  /// Whether the emulation can go on when it ends of its own will with status 0.
  public var mayLeave: Bool

  /// Describes a program.
  public init(
    name: String, executable: String, arguments: [String], environment: [String: String] = [:], logPath: String,
    delay: Double = 0, mayLeave: Bool = false
  ) {
    self.name = name
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.logPath = logPath
    self.delay = delay
    self.mayLeave = mayLeave
  }
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

  /// Whether a signal ended it.
  public var isSignal: Bool {
    if case .signalled = self { true } else { false }
  }

  /// The common ones; the numbers of Linux.
  private static let names: [Int32: String] = [
    1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE", 9: "SIGKILL",
    11: "SIGSEGV", 13: "SIGPIPE", 15: "SIGTERM",
  ]
}

/// A process that ended when it should not have.
public struct ChildFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The process.
  public let name: String
  /// How it ended.
  public let ending: ProcessEnding
  /// The last lines of its log.
  public let logTail: [String]

  /// Describes a failure.
  public init(name: String, ending: ProcessEnding, logTail: [String]) {
    self.name = name
    self.ending = ending
    self.logTail = logTail
  }

  /// Name, ending and the end of the log.
  public var description: String {
    let head = "\(name) ended with \(ending)"
    guard !logTail.isEmpty else { return "\(head); its log is empty" }
    return "\(head); the last lines of its log:\n" + logTail.map { "  \(name) | \($0)" }.joined(separator: "\n")
  }
}

/// Why an emulation cannot be started.
public struct LaunchError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong, what was expected and what to do, in a sentence.
  public let description: String

  /// Wraps a sentence.
  public init(_ description: String) {
    self.description = description
  }
}

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
  /// Whether it is a UE of this name: the emulation goes on when it ends of its own will with status 0, and only slots
  /// that it takes part in show that it is well again after a restart.
  public var mayLeave: Bool
  /// Whether it is started again when it dies.
  public var restart: Restart
  /// How often it is started when it leaves: a UE that comes back has a process for each stay.
  public var stays: Int

  /// Describes a program.
  public init(
    name: String, executable: String, arguments: [String], environment: [String: String] = [:], logPath: String,
    delay: Double = 0, mayLeave: Bool = false, restart: Restart = .never, stays: Int = 1
  ) {
    self.name = name
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.logPath = logPath
    self.delay = delay
    self.mayLeave = mayLeave
    self.restart = restart
    self.stays = stays
  }
}

public import ArgumentParser
import Glibc
public import Logging
public import Roles

/// What every process of an emulation obeys.
public struct ProcessOptions: ParsableArguments {
  /// Whether the end of standard input stops the process.
  @Flag(help: "Stop when standard input closes: ties the process to the one that started it.")
  public var lifeline = false

  /// How much is logged.
  @Option(help: ArgumentHelp("What to log: debug, info, warning or error.", valueName: "level"))
  public var logLevel: LogLevel = .info

  /// No options yet.
  public init() {}

  /// The descriptor that is watched, if any.
  public var lifelineDescriptor: Int32? { lifeline ? 0 : nil }

  /// A logger that writes to standard error under a process's name.
  ///
  /// - Parameter name: what the lines begin with.
  /// - Returns: the logger.
  public func logger(named name: String) -> Logger {
    var logger = Logger(label: name) { ProcessLog(name: $0) }
    logger.logLevel = logLevel.asLoggerLevel
    return logger
  }

  /// Ends the process as its role ended: silently when all went well, with the reason as the last line of the log when
  /// not.
  ///
  /// - Parameters:
  ///   - conclusion: how the role ended.
  ///   - logger: where the reason is written.
  /// - Throws: `ExitCode` of `ExitStatus.of(_:)` when the role failed.
  public func exit(with conclusion: Conclusion, logger: Logger) throws {
    guard let reason = conclusion.failure else { return }
    logger.error("\(reason)")
    throw ExitCode(ExitStatus.of(conclusion))
  }
}

extension LogLevel: ExpressibleByArgument {}

extension LogLevel {
  /// The same level in the logging library's words.
  public var asLoggerLevel: Logger.Level {
    switch self {
    case .debug: .debug
    case .info: .info
    case .warning: .warning
    case .error: .error
    }
  }
}

public import ArgumentParser
import FoundationEssentials
public import Messaging
public import Tasks
import Topology

/// A program of Heliograph: how it ends when its command line or its input is wrong.
///
/// The argument parser ends every error that it does not know with status 1 and shows the usage after each value that was
/// refused. Here a wrong command line ends with 64, everything else with the status that its error stands for, and the
/// usage is shown where the command line does not have the form of one.
public protocol Program: ParsableCommand {}

extension Program {
  /// Parses the command line, runs the command, and ends the process.
  public static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      ProgramFailure.end(Self.self, with: error)
    }
  }
}

/// An error that says with which status a program ends because of it.
public protocol ErrorWithStatus: Error {
  /// One of `ExitStatus`.
  var exitStatus: Int32 { get }
}

extension DataSetError: ErrorWithStatus {
  /// A data set is an input.
  public var exitStatus: Int32 { ExitStatus.data }
}

extension MessagingError: ErrorWithStatus {
  /// What is written wrongly is a mistake of the command line; what is taken or missing cannot be reached.
  public var exitStatus: Int32 {
    switch self {
    case .badEndpoint, .insecureBinding, .badKey: ExitStatus.usage
    case .keyFile: ExitStatus.data
    case .endpointInUse, .cannotOpen: ExitStatus.unavailable
    case .system: ExitStatus.system
    }
  }
}

/// Says why a program ends.
private enum ProgramFailure {
  static func end<Command: Program>(_ program: Command.Type, with error: any Error) -> Never {
    let wrapped = Wrapped(error)
    let cause = wrapped?.thrown ?? error
    if cause is ExitCode || program.exitCode(for: error).isSuccess { program.exit(withError: cause) }
    if let error = cause as? TopologyError {
      error.show()
      program.exit(withError: ExitCode(ExitStatus.data))
    }
    let (words, status) = account(of: cause, wrapped, in: program, of: error)
    Terminal.error.write("\(Terminal.error.red("error:")) \(words)\n")
    program.exit(withError: ExitCode(status))
  }

  private static func account<Command: Program>(
    of cause: any Error, _ wrapped: Wrapped?, in program: Command.Type, of error: any Error
  ) -> (words: String, status: Int32) {
    if cause is ValidationError { return (program.message(for: cause), ExitStatus.usage) }
    if case .endpointInUse(let endpoint)? = cause as? MessagingError, let use = EndpointUse(endpoint) {
      return ("\(use)", ExitStatus.unavailable)
    }
    // What is found while the command line is checked is a mistake of the command line.
    if wrapped?.thrown != nil { return ("\(cause)", ExitStatus.usage) }
    if let cause = cause as? any ErrorWithStatus { return ("\(cause)", cause.exitStatus) }
    if let cause = cause as? CocoaError {
      let file = cause.filePath ?? cause.url?.path ?? "a file"
      return ("\(file) cannot be read or written: check the path, its folder and its rights", ExitStatus.inputOutput)
    }
    guard wrapped != nil || program.exitCode(for: error) == .validationFailure else {
      return ("\(cause)", ExitStatus.software)
    }
    if let unknown = UnknownCommand(in: program, Array(CommandLine.arguments.dropFirst())) {
      return ("\(unknown)", ExitStatus.usage)
    }
    var words = program.fullMessage(for: error)
    if words.hasPrefix("Error: ") { words.removeFirst("Error: ".count) }
    if wrapped?.isValue == true, let usage = words.firstRange(of: "\nUsage:") {
      words = String(words[..<usage.lowerBound])
    }
    return (words, ExitStatus.usage)
  }

  /// What the argument parser makes of an error: a type of its own that it does not show. Where that type should change
  /// its form the usage is shown once too often, and nothing else.
  private struct Wrapped {
    /// What `validate()` threw.
    let thrown: (any Error)?
    /// Whether a value was refused, so that the form of the command line is sound.
    let isValue: Bool

    init?(_ error: any Error) {
      guard let parserError = Mirror(reflecting: error).descendant("parserError"),
        let content = Mirror(reflecting: parserError).children.first
      else { return nil }
      thrown = content.label == "userValidationError" ? content.value as? any Error : nil
      isValue = content.label == "unableToParseValue"
    }
  }
}

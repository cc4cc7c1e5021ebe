import ArgumentParser
import CommandLineSupport
import Launching

/// Commands that need the numerical library run in `helio-lab`, so that `helio` starts without it.
enum Laboratory {
  private static let commands = [Train._commandName, Evaluate._commandName, DrawFigure._commandName]

  /// Has `helio-lab` answer `helio help train …` and the like: of these commands `helio` knows the names alone.
  ///
  /// - Parameter arguments: the command line, the program's name included.
  static func answerHelp(_ arguments: [String]) {
    guard arguments.count > 2, arguments[1] == "help", commands.contains(arguments[2])
    else { return }
    do { try become("help", Array(arguments.dropFirst(2))) } catch { Helio.exit(withError: error) }
  }

  /// Becomes `helio-lab` with a command and its arguments.
  static func become(_ command: String, _ arguments: [String]) throws -> Never {
    let failure = Handover.become("helio-lab", calledAs: "helio", arguments: [command] + arguments)
    Terminal.error.write("\(Terminal.error.red("error:")) \(failure)\n")
    throw ExitCode(ExitStatus.unavailable)
  }
}

/// `helio train …`.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a model (see helio train --help).", helpNames: [])

  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

  func run() throws {
    try Laboratory.become("train", arguments)
  }
}

/// `helio evaluate …`.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Evaluate a model over the channel (see helio evaluate --help).", helpNames: [])

  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

  func run() throws {
    try Laboratory.become("evaluate", arguments)
  }
}

/// `helio figure …`.
struct DrawFigure: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figure", abstract: "Draw a paper's figures from recorded runs (see helio figure --help).",
    helpNames: [])

  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

  func run() throws {
    try Laboratory.become("figure", arguments)
  }
}

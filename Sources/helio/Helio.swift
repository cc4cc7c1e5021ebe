import ArgumentParser
import CommandLineSupport
import Protocol

@main
struct Helio: Program {
  static let configuration = CommandConfiguration(
    commandName: "helio",
    abstract: "Emulates task-oriented semantic communication with edge offloading as real processes.",
    discussion: """
      Begin with:
        helio up topology/quickstart.yaml
      """,
    version: SoftwareVersion.current,
    subcommands: [
      Up.self, Status.self, ChannelCommand.self, Inspect.self, Replay.self, ChaosCommand.self, Validate.self,
      Schema.self, Keys.self,
      Train.self, Evaluate.self, DrawFigure.self, Version.self,
    ])
}

extension Helio {
  /// Parses the command line, runs the command, and ends the process.
  static func main() {
    Laboratory.answerHelp(CommandLine.arguments)
    (Helio.self as any Program.Type).main()
  }
}

/// `helio version`.
struct Version: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Print the version of the software and of the wire format.")

  func run() {
    Terminal.output.write("heliograph \(SoftwareVersion.current), wire format \(WireVersion.current)\n")
  }
}

import ArgumentParser
import CommandLineSupport
import Launching

/// Finds the emulation on this machine that a command is about.
enum RunChoice {
  /// The run that is meant; ends the program with the reason when there is none, or more than one.
  ///
  /// - Parameter chosen: the number of its helio process; nil: the only one.
  /// - Throws: `ExitCode` when there is none, or more than one and none was chosen.
  /// - Returns: the run.
  static func run(_ chosen: Int32?) throws -> RunningEmulation {
    let runs = RunningEmulation.all()
    if let chosen {
      guard let run = runs.first(where: { $0.processIdentifier == chosen }) else {
        let others = runs.map { "\($0.processIdentifier)" }.joined(separator: ", ")
        try fail("no run \(chosen) can be watched; \(runs.isEmpty ? "none can" : "expected one of \(others)")")
      }
      return run
    }
    guard let only = runs.first else {
      try fail("no emulation of yours runs here: start one with helio up, or name an edge server with --server URL")
    }
    guard runs.count == 1 else {
      var table = TextTable([
        .init("run", .right), .init("topology", .left), .init("edge server", .left), .init("targets", .left),
      ])
      for run in runs { table.add(["\(run.processIdentifier)", run.topology, run.serverURL, run.targets]) }
      Terminal.error.write(table.lines(within: StatusTable.width).joined(separator: "\n") + "\n")
      try fail("\(runs.count) emulations run: choose one with --run NUMBER", ExitStatus.usage)
    }
    return only
  }

  private static func fail(_ words: String, _ status: Int32 = ExitStatus.unavailable) throws -> Never {
    Terminal.error.write("\(Terminal.error.red("error:")) \(words)\n")
    throw ExitCode(status)
  }
}

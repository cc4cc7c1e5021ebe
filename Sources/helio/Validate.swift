import ArgumentParser
import CommandLineSupport
import FoundationEssentials
import Quantities
import Scenario
import Topology

/// `helio validate`.
struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say everything that is wrong with a topology, where, and what to write instead.",
    discussion: "The exit status is 0 for a sound topology and 65 for a faulty one.")

  @Argument(help: ArgumentHelp("The topology.", valueName: "file"))
  var file: String

  @Option(help: ArgumentHelp("Write the verdict as JSON; - for standard output.", valueName: "file"))
  var json: String?

  @Option(
    help: ArgumentHelp(
      "Check also that this folder holds the models and policies that the topology names, each model with what was "
        + "measured of it; may be repeated.", valueName: "folder"))
  var models: [String] = []

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("A key with its value instead of the file's; may be repeated.", valueName: "key=value"))
  var settings: [String] = []

  @Flag(help: "Print the topology with every key written out.")
  var complete = false

  /// What `--json` writes.
  private struct Verdict: Encodable {
    var file: String
    var valid: Bool
    var faults: [TopologyFault]
  }

  func run() throws {
    do {
      let scenario = try TopologyFile.load(
        file,
        overrides: TopologyOverrides(
          settings: settings, modelFolders: models.isEmpty ? nil : models, comparesKnowledge: true))
      try writeVerdict([])
      if complete {
        Terminal.output.write(TopologyFile.text(of: scenario))
      } else if json != "-" {
        Terminal.output.write("\(file): sound (\(counted(scenario.ues.count, "UE")))\n")
      }
    } catch let error as TopologyError {
      try writeVerdict(error.faults)
      error.show()
      throw ExitCode(ExitStatus.data)
    }
  }

  private func writeVerdict(_ faults: [TopologyFault]) throws {
    guard let json else { return }
    try JSONFile.write(Verdict(file: file, valid: faults.isEmpty, faults: faults), to: json)
  }
}

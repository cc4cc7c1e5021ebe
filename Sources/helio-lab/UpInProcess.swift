import ArgumentParser
import CommandLineSupport
import EdgeServer
import InProcess
import Protocol
import Recording
import Roles
import Scenario
import Semantics
import Tensors
import Topology
import Trace
import UserEquipment

/// `helio up --in-process`: all roles on one queue in this process.
struct UpInProcess: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "up",
    abstract: "Run a topology in one process: the same roles and the same digest, without sockets.",
    discussion: """
      Example:
        helio up topology/quickstart.yaml --in-process
      """)

  @Argument(help: ArgumentHelp("The topology to run.", valueName: "file"))
  var topology: String

  @Option(help: "How to tell of progress on standard output: text, or one JSON object a line.")
  var progress: ProgressFormat = .text

  @Option(help: ArgumentHelp("Write the run summary here as JSON.", valueName: "file"))
  var json: String?

  @Flag(help: "Tell of each attempt what the task was answered and what the answer ought to be.")
  var showAnswers = false

  @Flag(help: "Show neither progress nor summary.")
  var quiet = false

  @OptionGroup var recordOptions: RecordOptions
  @OptionGroup var overrides: ScenarioOptions
  @OptionGroup var policies: PolicyOption
  @OptionGroup var models: ModelOptions

  func run() throws {
    try JSONFile.check(json)
    let scenario: Scenario
    do {
      scenario = try TopologyFile.load(
        topology,
        overrides: overrides.overrides(
          data: models.data, modelFolders: models.folders, policy: policies.policy))
    } catch {
      error.show()
      throw ExitCode(ExitStatus.data)
    }
    let recording = try recorded {
      try RecordPlace(file: recordOptions.record, isOff: recordOptions.noRecord)
        .reserve(topology: scenario.name).map { path in
          try RunRecording(path: path, .new, scenario: scenario, tokenSecret: [], runner: "in-process")
        }
    }
    try setThreads(1)
    var reporter = ProgressReporter(format: progress, jsonFile: json, quiet: quiet)
    var problem: (any Error)?
    let (library, galleries) = (ModelLibrary(folders: models.folders), GalleryShelf())
    let answers = showAnswers ? try AnswerSheet(scenario, replacement: models.replacement) : nil
    let interruption = Interruption()
    reporter.announce(scenario)
    var runner = try InProcessRunner(
      scenario: scenario,
      serverEngine: ServerEngine(library: library, galleries: galleries, data: models.replacement),
      ueEngine: { _ in EquipmentEngine(library: library, galleries: galleries, data: models.replacement) },
      onServerNote: { note in
        switch note {
        case .ready(let loaded):
          try recording?.begin(models: loaded.uses, numericsFingerprint: loaded.numericsFingerprint)
        case .committed(let slot):
          try recording?.append(slot)
          if let answers { try reporter.report(.answers(slot: slot.slot, try answers.reports(of: slot))) }
        case .status: break
        case .progress(let progress):
          if case .summary(let summary) = progress { try recording?.finish(summary) }
          do { try reporter.report(progress) } catch { problem = problem ?? error }
        }
      },
      shouldStop: { interruption.wasRequested })
    let conclusion = runner.run()
    try recorded { try recording?.complete() }
    if let recording, !quiet {
      (json == "-" ? Terminal.error : Terminal.output).write("record: \(recording.path)\n")
    }
    if let problem { throw problem }
    if let reason = conclusion.failure {
      Terminal.error.write("\(Terminal.error.red("error:")) \(reason)\n")
      throw ExitCode(ExitStatus.of(conclusion))
    }
    if interruption.wasRequested { throw ExitCode(ExitStatus.interrupted) }
  }

  /// Says what is wrong with the record and ends with status 73.
  private func recorded<Value>(_ work: () throws -> Value) throws -> Value {
    do {
      return try work()
    } catch {
      Terminal.error.write("\(Terminal.error.red("error:")) \(error)\n")
      throw ExitCode(ExitStatus.cannotCreate)
    }
  }
}

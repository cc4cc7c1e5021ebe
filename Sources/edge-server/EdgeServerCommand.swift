import ArgumentParser
import CommandLineSupport
import EdgeServer
import FoundationEssentials
import Logging
import Messaging
import Observing
import Protocol
import Recording
import Roles
import Scenario
import Semantics
import Tensors
import Topology
import Trace

@main
struct EdgeServerCommand: Program {
  static let configuration = CommandConfiguration(
    commandName: "edge-server",
    abstract: "Clock master, bandwidth allocator and decoder of an emulation.",
    discussion: """
      Reads the topology, waits for the channel emulator and for the UEs that the topology names, and runs the slots. \
      With --replay it runs a recorded run again: who comes and goes when is then as recorded.

      Example:
        edge-server --topology topology/quickstart.yaml --listen tcp://127.0.0.1:7701
      """,
    version: SoftwareVersion.current)

  @Option(help: ArgumentHelp("The topology to run.", valueName: "file"))
  var topology: String?

  @Option(help: ArgumentHelp("The record of a run to run again instead of a topology.", valueName: "run"))
  var replay: String?

  @Option(help: ArgumentHelp("Where the channel emulator connects to.", valueName: "endpoint"))
  var listen: String = "tcp://127.0.0.1:7701"

  @Option(help: "How to tell of progress on standard output: text, or one JSON object a line.")
  var progress: ProgressFormat = .text

  @Option(help: ArgumentHelp("Write the run summary here as JSON.", valueName: "file"))
  var json: String?

  @Option(
    help: ArgumentHelp(
      "Record the run in this file. With an unfinished run of the same topology in it, that run goes on.",
      valueName: "file"))
  var record: String?

  @Flag(help: "Tell of each attempt what the task was answered and what the answer ought to be.")
  var showAnswers = false

  @OptionGroup var overrides: ScenarioOptions
  @OptionGroup var policies: PolicyOption
  @OptionGroup var models: ModelOptions
  @OptionGroup var security: ListeningSecurityOptions
  @OptionGroup var observation: ObserveOptions
  @OptionGroup var process: ProcessOptions

  func run() throws {
    let logger = process.logger(named: "edge-server")
    let source = try source(logger)
    let scenario = source.scenario
    let configuration = try HostConfiguration(
      address: .server,
      down: .init(endpoint: Endpoint(listen), security: security.security(), allowInsecure: security.insecure),
      lifeline: process.lifelineDescriptor, handlesSignals: true, logger: logger)
    let recording = try recorded(logger) { try openRecord(of: scenario) }
    let role = try recorded(logger) {
      try EdgeServerRole(
        scenario: scenario, incarnation: UInt64.random(in: 1...UInt64.max),
        tokenSecret: recording?.tokenSecret ?? Self.newSecret(), runner: Self.runner, script: source.script,
        history: history(of: recording))
    }
    let answers = showAnswers ? try AnswerSheet(scenario, replacement: models.replacement) : nil
    var reporter = ProgressReporter(format: progress, jsonFile: json)
    let format = progress
    var problem: (any Error)?
    func report(_ progress: RunProgress) {
      switch progress {
      case .log(let level, let text):
        logger.log(level: Logger.Level(rawValue: level) ?? .info, "\(text)")
        // People read it there already.
        if format == .text { return }
      case .listening(let endpoint): logger.info("listening on \(endpoint)")
      default: break
      }
      do { try reporter.report(progress) } catch { problem = problem ?? error }
    }
    let board = StatusBoard<RunStatus>()
    let observed = try observation.begin(showing: board, program: "edge-server", name: "edge-server", logger: logger)
    if let observed { report(.observing(url: observed.url)) }
    let (folders, data) = (models.folders, models.replacement)
    let host = try ProcessHost(
      role: role, configuration: configuration,
      engine: {
        try? setThreads(1)
        return ServerEngine(library: ModelLibrary(folders: folders), galleries: GalleryShelf(), data: data)
      },
      onNote: { note in
        switch note {
        case .ready(let loaded):
          try source.check(loaded)
          try recording?.begin(models: loaded.uses, numericsFingerprint: loaded.numericsFingerprint)
        case .committed(let slot):
          try recording?.append(slot)
          if let answers { report(.answers(slot: slot.slot, try answers.reports(of: slot))) }
        case .status(let status): board.post(status)
        case .progress(let progress):
          if case .summary(let summary) = progress { try recording?.finish(summary) }
          report(progress)
        }
      },
      onListening: { report(.listening(endpoint: "\($0)")) })
    let conclusion = try withExtendedLifetime(observed) { try host.run() }
    try recorded(logger) { try recording?.complete() }
    if let problem { throw problem }
    try process.exit(with: conclusion, logger: logger)
  }

  func validate() throws {
    guard (topology == nil) != (replay == nil) else {
      throw ValidationError("name either a topology with --topology FILE or a record with --replay RUN")
    }
    guard replay == nil || (overrides.isEmpty && policies.policy == nil) else {
      throw ValidationError("what a recorded run was is in its record: leave out the options that say it anew")
    }
  }

  private static let runner = "processes"

  /// What is to be run.
  private func source(_ logger: Logger) throws -> RunSource {
    if let replay {
      do {
        return try RunSource(replaying: replay)
      } catch {
        logger.error("\(error)")
        throw ExitCode(ExitStatus.data)
      }
    }
    var overrides = overrides.overrides(
      data: models.data, modelFolders: models.folders, policy: policies.policy)
    // The UEs read them, on whichever host they are.
    overrides.requiresPolicies = false
    do throws(TopologyError) {
      return RunSource(scenario: try TopologyFile.load(topology ?? "", overrides: overrides))
    } catch {
      error.show()
      throw ExitCode(ExitStatus.data)
    }
  }

  private static func newSecret() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  private func openRecord(of scenario: Scenario) throws -> RunRecording? {
    try record.map { path in
      try RunRecording(
        path: path, .newOrExisting, scenario: scenario, tokenSecret: Self.newSecret(), runner: Self.runner)
    }
  }

  /// What an unfinished run in the record came to; nil for a new run.
  private func history(of recording: RunRecording?) throws -> RunHistory? {
    guard let recording, recording.resumedSlots > 0 else { return nil }
    var history = RunHistory()
    try recording.forEachSlot { try history.add($0, digest: $1) }
    history.restarts = try recording.restarts() + 1
    return history
  }

  /// Says what is wrong with the record and ends with status 73.
  private func recorded<Value>(_ logger: Logger, _ work: () throws -> Value) throws -> Value {
    do {
      return try work()
    } catch {
      logger.error("\(error)")
      throw ExitCode(ExitStatus.cannotCreate)
    }
  }
}

import ArgumentParser
import Chaos
import CommandLineSupport
import FoundationEssentials
import Glibc
import Launching
import Recording
import Scenario
import Topology

/// `helio chaos`.
struct ChaosCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chaos",
    abstract: "Kill, pause and cut off the processes of a run, and check that nothing is lost or counted twice.",
    discussion: """
      Starts the topology's processes over TCP through proxies, recorded and with restarts, and does one fault after the \
      other: the next one when the run has recovered from the one before. The faults are drawn from --seed, which is the \
      topology's too: kind, target, \
      slot, phase of the slot, and duration. Checked all the way and at the end: every task accounted for and delivered \
      once, slots without a gap, the record sound, its replay equal to the last bit, no process and no file left.

      The run goes on for as long as there are faults to do: --slots is unlimited unless said otherwise, and one task \
      comes to every UE with each slot where the topology has no arrivals. The exit status is 0 when everything held, 70 \
      when something did not.

      Examples:
        helio chaos topology/chaos.yaml --count 30
        helio chaos topology/quickstart.yaml --ues 8 --lease 2s --seed 5 --faults kill,pause --count 200 --json chaos.json
      """)

  @Argument(help: ArgumentHelp("The topology.", valueName: "file"))
  var file: String

  @Option(
    help: ArgumentHelp(
      "What may happen: \(FaultKind.allCases.map(\.rawValue).joined(separator: ",")). Default: all of it.",
      valueName: "kinds"))
  var faults: FaultKinds = FaultKinds(kinds: Set(FaultKind.allCases))

  @Option(help: "How many faults. Default: 30, or as many as there is time for with --duration.")
  var count: Int?

  @Option(help: ArgumentHelp("Do faults for so long, such as 1200s.", valueName: "time"))
  var duration: DurationArgument?

  @Option(help: ArgumentHelp("The least time from one fault to the next, such as 5s.", valueName: "time"))
  var interval: DurationArgument = DurationArgument(seconds: 0)

  @Option(help: ArgumentHelp("Write the report as JSON; - for standard output.", valueName: "file"))
  var json: String?

  @Option(
    help: ArgumentHelp(
      "Record the run in this file. Default: runs/<topology>-<UTC time>.sqlite, the last ten kept.", valueName: "file"))
  var record: String?

  @Option(help: ArgumentHelp("Keep the processes' logs in this folder.", valueName: "folder"))
  var logDir: String?

  @Flag(help: "Do not repeat the run from its record at the end.")
  var noReplay = false

  @OptionGroup var scenarioOptions: ScenarioOptions
  @OptionGroup var models: ModelOptions

  func validate() throws {
    if let count, count < 1 { throw ValidationError("--count is \(count), expected 1 or more") }
    guard scenarioOptions.clock != .realtime else {
      throw ValidationError("--clock realtime: such a run cannot be repeated from its record; leave it out")
    }
  }

  func run() throws {
    signal(SIGPIPE, SIG_IGN)
    do {
      try disturb()
    } catch let error as TopologyError {
      error.show()
      throw ExitCode(ExitStatus.data)
    } catch let error as LaunchError {
      try refuse("\(error)", ExitStatus.unavailable)
    } catch let error as ProxyError {
      try refuse("\(error)", ExitStatus.unavailable)
    } catch let error as RecordError {
      try refuse("\(error)", ExitStatus.cannotCreate)
    }
  }

  private func refuse(_ reason: String, _ status: Int32) throws -> Never {
    Terminal.error.write("\(Terminal.error.red("error:")) \(reason)\n")
    throw ExitCode(status)
  }

  // With JSON on standard output everything else goes to standard error, so that each can be read by itself.
  private var terminal: Terminal { json == "-" ? Terminal.error : Terminal.output }

  private func disturb() throws {
    try JSONFile.check(json)
    if let logDir { try FileManager.default.createDirectory(atPath: logDir, withIntermediateDirectories: true) }
    let overrides = try overrides()
    let path = try RecordPlace(file: record, isOff: false).reserve(topology: "chaos") ?? ""
    let terminal = terminal
    let interruption = Interruption()
    let emulation = try LiveEmulation(topology: file, overrides: overrides, record: path, logDirectory: logDir)
    let chaos = ChaosRun(
      emulation, seed: emulation.scenario.seed, kinds: faults.kinds,
      pace: ChaosRun.Pace(
        count: count ?? (duration == nil ? 30 : nil), duration: duration?.seconds, interval: interval.seconds),
      verification: noReplay ? nil : verification(of: path), shouldStop: { interruption.wasRequested }
    ) { event in
      switch event {
      case .fault(let account): terminal.write(ChaosTable.line(account) + "\n")
      case .stage(let words): terminal.write("\(words)\n")
      }
    }
    terminal.write("\(RunHeadline.text(emulation.scenario))\n")
    try conclude(try chaos.run(), path)
  }

  private func conclude(_ report: ChaosReport, _ path: String) throws {
    terminal.write("\n" + ChaosTable.lines(report, width: terminal.tableWidth).joined(separator: "\n") + "\n")
    terminal.write("record: \(path)\n")
    if let json { try JSONFile.write(report, to: json) }
    for violation in report.violations { Terminal.error.write("\(Terminal.error.red("error:")) \(violation)\n") }
    if !report.isSound { throw ExitCode(ExitStatus.software) }
    if report.wasInterrupted { throw ExitCode(ExitStatus.interrupted) }
  }

  /// What the command line says, with slots and tasks enough.
  private func overrides() throws(TopologyError) -> TopologyOverrides {
    var overrides = scenarioOptions.overrides(data: models.data, modelFolders: models.folders)
    overrides.clock = .virtual
    overrides.slots = overrides.slots ?? .unlimited
    let scenario = try TopologyFile.load(file, overrides: overrides)
    if overrides.arrivals == nil, !scenario.ues.contains(where: { $0.profile.supply.arrivalsPerSlot > 0 }) {
      overrides.arrivals = 1
    }
    return overrides
  }

  private func verification(of record: String) -> ChildProgram {
    let files = models.folders.flatMap { ["--models", $0] } + models.data.flatMap { ["--data", $0] }
    return ChildProgram(
      name: "replay", executable: "\(LaunchPlan.folderOfRunningProgram)/helio-lab",
      arguments: ["replay", record, "--verify", "--quiet"] + files, environment: ["OMP_NUM_THREADS": "1"],
      logPath: logDir.map { "\($0)/replay.log" } ?? "/dev/null")
  }
}

/// `kill,pause`: kinds of faults.
struct FaultKinds: ExpressibleByArgument {
  let kinds: Set<FaultKind>

  init(kinds: Set<FaultKind>) {
    self.kinds = kinds
  }

  init?(argument: String) {
    let words = argument.split(separator: ",", omittingEmptySubsequences: false).map { $0.filter { $0 != " " } }
    let kinds = words.map { FaultKind(rawValue: $0) }
    guard !kinds.isEmpty, !kinds.contains(nil) else { return nil }
    self.kinds = Set(kinds.compactMap(\.self))
  }

  var defaultValueDescription: String { FaultKind.allCases.map(\.rawValue).joined(separator: ",") }
}

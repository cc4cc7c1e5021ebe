import ArgumentParser
import CommandLineSupport
import FoundationEssentials
import Glibc
import Launching
import Messaging
import Recording
import Scenario
import Tasks
import Topology
import Trace

/// `helio up`.
struct Up: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Start a topology's processes, follow the run, and print its summary.",
    discussion: """
      Ctrl-C ends the run in order, once more at once. A process of a recorded run that dies is started again and goes \
      on where it was, five times in a row without a slot in between at most.

      The exit status is 0 after a whole run, 64 for a mistake of the command line, 65 for a faulty topology or other \
      input, 69 when something is not there or taken, 70 when a process died for good, 73 when something cannot be \
      written, and 130 after Ctrl-C.
      """)

  @Argument(help: ArgumentHelp("The topology.", valueName: "file"))
  var file: String

  @Option(help: ArgumentHelp("Write the run's summary as JSON; - for standard output.", valueName: "file"))
  var json: String?

  @Flag(help: "Run all roles in one process instead of starting one for each.")
  var inProcess = false

  @Option(help: "How the processes reach one another. Default: ipc.")
  var transport: Transport?

  @Option(help: ArgumentHelp("Where UEs attach, so that others can join: tcp://127.0.0.1:7700.", valueName: "endpoint"))
  var listen: String?

  @Option(help: ArgumentHelp("Keep the processes' logs in this folder.", valueName: "folder"))
  var logDir: String?

  @Option(
    help:
      "Whether a process that dies is started again. Default: on-failure when the run is recorded, never when it is not."
  )
  var restart: RestartPolicy?

  @Flag(help: "Have no process answer /status, /healthz or /metrics; helio status will not find the run.")
  var noObserve = false

  @Flag(help: "Tell of each attempt what the task was answered, with what the answer ought to be beside it.")
  var showAnswers = false

  @Flag(help: "Show neither progress nor summary.")
  var quiet = false

  @Option(help: .hidden)
  var startLate: [LateStart] = []

  @OptionGroup var recordOptions: RecordOptions
  @OptionGroup var scenarioOptions: ScenarioOptions
  @OptionGroup var policies: PolicyOption
  @OptionGroup var models: ModelOptions

  func validate() throws {
    let forProcesses: [(option: String, isGiven: Bool)] = [
      ("--transport", transport != nil), ("--listen", listen != nil), ("--log-dir", logDir != nil),
      ("--restart", restart != nil), ("--start-late", !startLate.isEmpty),
    ]
    if inProcess, let option = forProcesses.first(where: \.isGiven)?.option {
      throw ValidationError("\(option) is for runs of several processes: leave out either it or --in-process")
    }
    do throws(MessagingError) {
      if let listen { _ = try Endpoint(listen) }
    } catch {
      throw ValidationError("--listen: \(error)")
    }
  }

  func run() throws {
    if inProcess {
      try Laboratory.become(
        "up", CommandLine.arguments.dropFirst(2).filter { !["--in-process", "--no-observe"].contains($0) })
    }
    let stop = StopRequests()
    // A reader of the output that goes away must not keep the processes from being stopped in order.
    signal(SIGPIPE, SIG_IGN)
    do {
      try start(stop)
    } catch let error as TopologyError {
      error.show()
      throw ExitCode(ExitStatus.data)
    } catch let error as LaunchError {
      Terminal.error.write("\(Terminal.error.red("error:")) \(error)\n")
      throw ExitCode(status(error.kind))
    } catch let error as RecordError {
      Terminal.error.write("\(Terminal.error.red("error:")) \(error)\n")
      throw ExitCode(ExitStatus.cannotCreate)
    }
  }

  private func status(_ kind: LaunchError.Kind) -> Int32 {
    switch kind {
    case .commandLine: ExitStatus.usage
    case .unavailable: ExitStatus.unavailable
    case .cannotCreate: ExitStatus.cannotCreate
    }
  }

  /// Says, before anything starts, which place is taken or cannot be written.
  private func checkPlaces() throws {
    if let listen, let use = EndpointUse(try Endpoint(listen)) { throw LaunchError("--listen: \(use)") }
    try JSONFile.check(json)
    guard let logDir else { return }
    try? FileManager.default.createDirectory(atPath: logDir, withIntermediateDirectories: true)
    guard unsafe access(logDir, W_OK | X_OK) == 0 else {
      throw LaunchError("--log-dir: no logs can be written in \(logDir); check its rights", kind: .cannotCreate)
    }
  }

  private func start(_ stop: StopRequests) throws {
    let overrides = scenarioOptions.overrides(
      data: models.data, modelFolders: models.folders, policy: policies.policy)
    let scenario = try TopologyFile.load(file, overrides: overrides)
    if let kind = scenario.kindsOfUnlocatedData.first, let name = scenario.dataName(of: kind) {
      throw ValidationError("\(file) works on \(name): name the folder of its files with --data \(kind.rawValue)=PATH")
    }
    try checkPlaces()
    let record = try RecordPlace(file: recordOptions.record, isOff: recordOptions.noRecord)
      .reserve(topology: scenario.name)
    let directory = try Launching.RunDirectory()
    let options = LaunchOptions(
      .topology(file, overrides), transport: transport ?? .ipc, listen: listen, logDirectory: logDir,
      record: record, restart: restart ?? (record == nil ? .never : .onFailure), observes: !noObserve,
      showsAnswers: showAnswers,
      startLate: Dictionary(startLate.map { ($0.ue, $0.seconds) }) { $1 })
    let plan = try LaunchPlan(scenario, options: options, directory: directory)
    var follower = RunFollower(quiet: quiet, json: json, record: record)
    follower.announce(scenario, attachAt: plan.attachEndpoint)
    let launcher = Launcher(plan.programs, stop: stop) { event in
      if case .progress(.observing(let url)) = event {
        follower.announceStatus(of: scenario.name, serverURL: url, serverEndpoint: plan.serverEndpoint, in: directory)
      }
      follower.follow(event)
    }
    let outcome = try withExtendedLifetime(directory) { try launcher.run() }
    try follower.conclude(outcome)
  }
}

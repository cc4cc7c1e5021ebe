import ArgumentParser
import CommandLineSupport
import FoundationEssentials
import Glibc
import Launching
import Protocol
import Recording
import Scenario

/// `helio replay`.
struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Repeat a recorded run, joins, leaves and lost leases included.",
    discussion: """
      Who came and went is taken from the record; everything else comes about again from topology and seed, in processes \
      as in the run itself, or with --in-process in one. A UE that left and came back is a process for each stay. With \
      --verify every slot is compared with the record, and the first difference is named: slot, UE, field, both values. \
      The exit status is then 65 when there is one. Runs under the realtime clock promise no digest and are refused.

      Examples:
        helio replay runs/quickstart-20261121T034754Z.sqlite --verify
        helio replay runs/quickstart-20261121T034754Z.sqlite --verify --in-process
      """)

  @Argument(help: ArgumentHelp("The record.", valueName: "run"))
  var record: String

  @Flag(help: "Compare every slot with the record.")
  var verify = false

  @Flag(help: "Repeat it in one process instead of starting one for each role.")
  var inProcess = false

  @Option(help: "How the processes reach one another. Default: ipc.")
  var transport: Transport?

  @Option(help: ArgumentHelp("Write the repetition's summary as JSON; - for standard output.", valueName: "file"))
  var json: String?

  @Flag(help: "Tell of each attempt what the task was answered, with what the answer ought to be beside it.")
  var showAnswers = false

  @Flag(help: "Show neither progress nor summary.")
  var quiet = false

  @OptionGroup var models: ModelOptions

  func validate() throws {
    guard !inProcess || transport == nil else {
      throw ValidationError("--transport is for runs of several processes: leave out either it or --in-process")
    }
  }

  func run() throws {
    if inProcess {
      try Laboratory.become("replay", CommandLine.arguments.dropFirst(2).filter { $0 != "--in-process" })
    }
    let stop = StopRequests()
    signal(SIGPIPE, SIG_IGN)
    do {
      try replay(stop)
    } catch let error as RecordError {
      try refuse("\(error)")
    } catch let error as LaunchError {
      Terminal.error.write("\(Terminal.error.red("error:")) \(error)\n")
      throw ExitCode(ExitStatus.unavailable)
    }
  }

  private func refuse(_ reason: String) throws -> Never {
    Terminal.error.write("\(Terminal.error.red("error:")) \(reason)\n")
    throw ExitCode(ExitStatus.data)
  }

  private func replay(_ stop: StopRequests) throws {
    try JSONFile.check(json)
    let run = try RunRecord(path: record)
    let header = try run.requireRepeatable()
    let stays = Dictionary(uniqueKeysWithValues: try run.stays().map { ($0.key.rawValue, $0.value) })
    let directory = try Launching.RunDirectory()
    let repetition = "\(directory.path)/repetition.sqlite"
    let plan = try LaunchPlan(
      header.scenario,
      options: LaunchOptions(
        .replay(record: record, stays: stays, data: models.data, modelFolders: models.folders),
        transport: transport ?? .ipc, record: verify ? repetition : nil, showsAnswers: showAnswers),
      directory: directory)
    var follower = RunFollower(quiet: quiet, json: json, record: nil)
    try withExtendedLifetime(directory) {
      let outcome = try Launcher(plan.programs, stop: stop) { follower.follow($0) }.run()
      try follower.conclude(outcome)
      guard verify else { return }
      if let difference = try run.firstDifference(from: RunRecord(path: repetition)) { try refuse("\(difference)") }
    }
    guard verify, !quiet else { return }
    let slots = try run.slotCount()
    (json == "-" ? Terminal.error : Terminal.output)
      .write("verified: \(slots == 1 ? "the slot is" : "all \(slots) slots are") equal to the last bit\n")
  }
}

public import ArgumentParser
public import CommandLineSupport
import FoundationEssentials
public import Learning
import Offloading
import Quantities
import Scenario
import Tasks
import Tensors
import Topology

/// `train policy`.
struct TrainPolicy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Train the UEs of a topology to offload: an actor for each of them.",
    discussion: """
      MAPPO of Ji et al., or deep Q-networks (dqn, ddqn) over discrete levels, play the problem of the topology, with the \
      knowledge bases of its models, in an environment that comes to what the emulation comes to. The preset 'tuned' takes \
      about a minute; 'paper' has the paper's values and its 1000 episodes. The policy's file belongs to the problem: air, \
      slots, UEs and their tasks, parameters and models. Another seed, clock or name of the topology needs no other policy. \
      Ctrl-C completes the update, writes a checkpoint and says how to go on.

      Examples:
        helio train policy topology/offloading.yaml --output models/mine.policy.safetensors
        helio train policy topology/offloading.yaml --algorithm ddqn --output ddqn.policy.safetensors
        helio train policy topology/offloading.yaml --training-seed 2 --output mine.policy.safetensors
        helio evaluate policy topology/offloading.yaml --policy mine.policy.safetensors
      """)

  @Argument(help: ArgumentHelp("The topology.", valueName: "file"))
  var topology: String

  @Option(
    help: ArgumentHelp(
      "Where the policy goes. Default: models/<topology>.policy.safetensors, of dqn and ddqn "
        + "models/<topology>.dqn.policy.safetensors or .ddqn…; what is there is not replaced.",
      valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Where the figures of every update go as CSV. Default: history.csv beside the checkpoint.", valueName: "file"))
  var history: String?

  @Option(help: "Updates from one checkpoint to the next.")
  var checkpointEvery = 50

  @Option(help: ArgumentHelp("A checkpoint to continue from; its settings are kept.", valueName: "file"))
  var resume: String?

  @OptionGroup(title: "TRAINING") var options: PolicyTrainingOptions
  @OptionGroup var overrides: ScenarioOptions
  @OptionGroup var models: ModelOptions

  func validate() throws {
    guard checkpointEvery >= 1 else {
      throw ValidationError("--checkpoint-every is \(checkpointEvery), expected 1 or more")
    }
    guard overrides.seed == nil else {
      throw ValidationError("--seed is that of runs, of which a policy knows nothing: give --training-seed")
    }
    guard resume == nil || options.given.isEmpty else {
      throw ValidationError(
        "--resume keeps the checkpoint's settings: leave out \(options.given.joined(separator: ", "))")
    }
  }

  func run() throws {
    // Before anything that takes long.
    let checkpoint = try resume.map { try PolicyCheckpoint(reading: $0) }
    let played = try PolicyProblem(topology: topology, overrides: overrides, models: models)
    let training = try checkpoint?.training ?? options.training()
    try refuseTooLarge(training.method, played.problem)
    let output = try output ?? defaultOutput(training.method.algorithm, of: played.scenario.name)
    let run = PolicyTrainingRun(
      folder: resume.map { URL(filePath: $0).deletingLastPathComponent().relativePath }
        ?? TrainingOptions.checkpoints(of: output),
      resumed: resume, history: history, checkpointInterval: checkpointEvery, topology: played.scenario.name,
      problemDigest: played.digest, modelDigests: played.modelDigests)
    try makeFolders(for: [output, run.history, run.checkpoint])
    try TrainingOptions.prepareProcess()
    let learner =
      try checkpoint?.learner(
        for: played.problem, problemDigest: played.digest, modelDigests: played.modelDigests)
      ?? training.learner(for: played.problem)
    if resume == nil, training.remainderPenalty != 0, let warning = played.problem.unavoidableRemainder {
      Terminal.error.write("warning: \(warning): give --remainder-penalty 0\n")
    }
    let interruption = Interruption()
    var progress = PolicyTrainingProgress(updates: training.method.updates, from: learner.update)
    defer { progress.end() }
    switch try run.train(learner, shouldStop: { interruption.wasRequested }, report: { progress.report($0) }) {
    case .interrupted:
      progress.end()
      Terminal.error.write(
        "stopped after update \(learner.update). To go on:\n  \(commandToGoOn(from: run.checkpoint, output: output))\n")
      throw ExitCode(ExitStatus.interrupted)
    case .finished:
      try learner.writePolicy(
        to: output, topology: played.scenario.name, problemDigest: played.digest, modelDigests: played.modelDigests)
      print(
        "\(output): \(counted(played.problem.players.count, "actor")) after \(counted(learner.update, "update")) of "
          + "\(training.method.algorithm.rawValue); history in \(run.history)")
    }
  }

  /// Where a policy goes of which it is not said: never in the place of another, which may be one that is shipped.
  private func defaultOutput(_ algorithm: PolicyDescription.Algorithm, of topology: String) throws -> String {
    let path = "models/\(topology)\(algorithm == .mappo ? "" : ".\(algorithm.rawValue)").policy.safetensors"
    guard !FileManager.default.fileExists(atPath: path) else {
      throw ValidationError("\(path) is there already: say with --output where the new policy goes")
    }
    return path
  }

  /// Makes sure, before any work is done, that all files can be written.
  private func makeFolders(for files: [String]) throws {
    for file in files {
      let folder = URL(filePath: file).deletingLastPathComponent().path
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try JSONFile.check(file)
    }
  }

  private func refuseTooLarge(_ method: PolicyTraining.Method, _ problem: OffloadingProblem) throws {
    let players = problem.players.count
    // Starts that compete play at the same time.
    let size = method.environments * problem.steps * players * method.simultaneousStarts(players: players)
    guard size <= Self.largestRollout else {
      throw ValidationError(
        "\(method.environments) episodes of \(problem.steps) slots with \(players) UEs are \(size) decisions "
          + "an update, expected at most \(Self.largestRollout): lower --environments, --slots or --starts")
    }
    guard case .qLearning(let configuration) = method else { return }
    guard configuration.memory * players <= Self.largestRollout else {
      throw ValidationError(
        "\(configuration.memory) transitions of each of \(players) UEs are \(configuration.memory * players), "
          + "expected at most \(Self.largestRollout): lower --memory")
    }
  }

  private func commandToGoOn(from checkpoint: String, output: String) -> String {
    // Without them it would be another problem.
    let problem = overrides.overrides(data: models.data, modelFolders: models.given.models)
    var words = ["helio", "train", "policy", topology] + problem.scenarioArguments + problem.fileArguments
    words += ["--output", output, "--resume", checkpoint]
    if let history { words += ["--history", history] }
    words += ["--checkpoint-every", "\(checkpointEvery)"]
    return words.map(TrainingOptions.quoted).joined(separator: " ")
  }

  /// The most decisions of all UEs that an update or a replay memory may hold: about 1 GB.
  private static let largestRollout = 8_000_000
}

extension OffloadingProblem {
  /// Which queues no policy can empty, and what follows; nil when all can be: a UE does one task in a step at most.
  fileprivate var unavoidableRemainder: String? {
    let full = players.filter {
      Double($0.arrivals.initial) + $0.arrivals.meanPerSlot * Double(steps - 1) > Double(steps)
    }
    guard let first = full.first else { return nil }
    let others = full.count == 1 ? "" : full.count == 2 ? " and 1 other" : " and \(full.count - 1) others"
    return
      "more tasks come to \(first.name)\(others) than the \(steps) that can be done in as many slots, so that the penalty for "
      + "tasks that are left is paid whatever is learned, and hides what is better"
  }
}

extension MAPPOConfiguration.Critic: ExpressibleByArgument {}
extension ObservationLayout.Version: ExpressibleByArgument {
  /// A layout by its name.
  public init?(argument: String) {
    guard let version = Self.allCases.first(where: { $0.name == argument }) else { return nil }
    self = version
  }

  /// The names of all layouts.
  public static var allValueStrings: [String] { allCases.map(\.name) }

  /// The layout's name.
  public var defaultValueDescription: String { name }
}
extension PolicyDescription.Algorithm: ExpressibleByArgument {}
extension PolicyTraining.Preset: ExpressibleByArgument {}

extension PolicyError: ErrorWithStatus {
  /// A policy's file is an input.
  public var exitStatus: Int32 { ExitStatus.data }
}

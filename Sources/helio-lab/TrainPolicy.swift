public import ArgumentParser
public import CommandLineSupport
import FoundationEssentials
public import Learning
import Offloading
import Scenario
import Tensors

/// `train policy`.
struct TrainPolicy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Train the UEs of a topology to offload: an actor for each of them.",
    discussion: """
      MAPPO of Ji et al. plays the problem of the topology, with the knowledge bases of its models, in an environment that \
      comes to what the emulation comes to. Defaults: \(defaults.updates) updates after \(defaults.environments) episodes \
      each; about a minute. The policy's file belongs to the problem: air, slots, UEs and their tasks, parameters and models. \
      Another seed, clock or name of the topology needs no other policy.

      Examples:
        helio train policy topology/offloading.yaml
        helio train policy topology/offloading.yaml --training-seed 2 --output mine.policy.safetensors
        helio evaluate policy topology/offloading.yaml --policy mine.policy.safetensors
      """)

  private static var defaults: MAPPOConfiguration { MAPPOConfiguration() }

  @Argument(help: ArgumentHelp("The topology.", valueName: "file"))
  var topology: String

  @Option(
    help: ArgumentHelp("Where the policy goes. Default: models/<topology>.policy.safetensors.", valueName: "file"))
  var output: String?

  @Option(help: "The seed of weights, episodes and exploration.")
  var trainingSeed: UInt64 = 1

  @Option(help: "Updates of the whole training.")
  var updates = defaults.updates

  @Option(help: "Episodes before each update.")
  var environments = defaults.environments

  @Option(help: "η, the highest learning rate.")
  var learningRate = defaults.learningRate

  @Option(help: "γ of the discounted reward.")
  var discount = defaults.discount

  @Option(help: "λ of the generalised advantage estimation.")
  var advantageDiscount = defaults.advantageDiscount

  @Option(help: "δ, how far an update may go.")
  var clip = defaults.clip

  @Option(help: "c^E, the weight of the entropy.")
  var entropyWeight = defaults.entropyWeight

  @Option(help: "What the critic sees while training: centralised, all UEs, or local, as the paper prints it.")
  var critic = defaults.critic

  @Flag(help: "One actor for all UEs instead of one for each.")
  var shareParameters = false

  @Option(help: ArgumentHelp("Where the figures of every update go as CSV.", valueName: "file"))
  var history: String?

  @OptionGroup var overrides: ScenarioOptions
  @OptionGroup var models: ModelOptions

  func validate() throws {
    func require(_ condition: Bool, _ words: String) throws {
      if !condition { throw ValidationError(words) }
    }
    try require((1...1_000_000).contains(updates), "--updates is \(updates), expected 1 to 1000000")
    try require((1...65_536).contains(environments), "--environments is \(environments), expected 1 to 65536")
    try require(learningRate > 0 && learningRate.isFinite, "--learning-rate is \(learningRate), expected above 0")
    try require((0...1).contains(discount), "--discount is \(discount), expected 0 to 1")
    try require((0...1).contains(advantageDiscount), "--advantage-discount is \(advantageDiscount), expected 0 to 1")
    try require(clip > 0 && clip < 1, "--clip is \(clip), expected between 0 and 1")
    try require(overrides.seed == nil, "--seed is that of runs, of which a policy knows nothing: give --training-seed")
    try require(entropyWeight >= 0 && entropyWeight.isFinite, "--entropy-weight is \(entropyWeight), expected from 0")
  }

  func run() throws {
    let played = try PolicyProblem(topology: topology, overrides: overrides, models: models)
    let output = output ?? "models/\(played.scenario.name).policy.safetensors"
    let folder = URL(filePath: output).deletingLastPathComponent().path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try JSONFile.check(output)
    try JSONFile.check(history)
    let size = environments * played.problem.steps * played.problem.players.count
    guard size <= Self.largestRollout else {
      throw ValidationError(
        "\(environments) episodes of \(played.problem.steps) slots with \(played.problem.players.count) UEs are \(size) decisions "
          + "an update, expected at most \(Self.largestRollout): lower --environments or --slots")
    }
    try TrainingOptions.prepareProcess()
    var configuration = MAPPOConfiguration()
    configuration.seed = trainingSeed
    configuration.updates = updates
    configuration.environments = environments
    configuration.learningRate = learningRate
    configuration.discount = discount
    configuration.advantageDiscount = advantageDiscount
    configuration.clip = clip
    configuration.entropyWeight = entropyWeight
    configuration.critic = critic
    configuration.sharesParameters = shareParameters
    let learner = try MAPPOLearner(played.problem, configuration)
    let interruption = Interruption()
    var line = ProgressLine(total: updates, unit: "updates")
    var rows = ["update,reward,entropy,actor_loss,critic_loss"]
    defer { if let history { try? Data((rows.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: history)) } }
    while !learner.isFinished, !interruption.wasRequested {
      let update = try learner.advance()
      rows.append(
        "\(update.update),\(update.reward),\(update.entropy),\(update.actorLoss),\(update.criticLoss)")
      guard update.isFinite else {
        line.end()
        Terminal.error.write(
          "\(Terminal.error.red("error:")) update \(update.update): a loss is not a number. "
            + "Start again with a lower --learning-rate\n")
        throw ExitCode(ExitStatus.software)
      }
      line.show(
        update.update,
        details: "reward \(FixedPoint.text(update.reward, decimals: 3))  "
          + "entropy \(FixedPoint.text(update.entropy, decimals: 2))  "
          + "critic loss \(FixedPoint.text(update.criticLoss, decimals: 4))")
    }
    line.end()
    // What is not trained to the end takes no trained policy's place.
    let written = learner.isFinished ? output : output + ".partial"
    try learner.writePolicy(
      to: written, topology: played.scenario.name, problemDigest: played.digest, modelDigests: played.modelDigests)
    print("\(written): \(played.problem.players.count) actors after \(learner.update) updates")
    if interruption.wasRequested { throw ExitCode(ExitStatus.interrupted) }
  }

  /// The most decisions of all UEs that an update may remember: about 1 GB.
  private static let largestRollout = 8_000_000
}

extension MAPPOConfiguration.Critic: ExpressibleByArgument {}

extension PolicyError: ErrorWithStatus {
  /// A policy's file is an input.
  public var exitStatus: Int32 { ExitStatus.data }
}

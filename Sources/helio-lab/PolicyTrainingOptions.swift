import ArgumentParser
import Learning

/// How `train policy` trains: the algorithm, a preset and what the options change of it.
struct PolicyTrainingOptions: ParsableArguments {
  @Option(help: "mappo, dqn (deep Q-networks) or ddqn (those with double Q-learning). Default: mappo.")
  var algorithm: PolicyDescription.Algorithm?

  @Option(help: "The values to begin with: tuned, or those that the paper prints. Default: tuned.")
  var preset: PolicyTraining.Preset?

  @Option(help: "The seed of weights, episodes and exploration. Default: 1.")
  var trainingSeed: UInt64?

  @Option(help: "Updates of the whole training.")
  var updates: Int?

  @Option(help: "Episodes played in step in each update.")
  var environments: Int?

  @Option(help: "The width of the hidden layers.")
  var hidden: Int?

  @Option(help: "η, the highest learning rate.")
  var learningRate: Double?

  @Option(help: "γ of the discounted reward.")
  var discount: Double?

  @Option(help: "ξ_S, the reward for each step that is left when all queues are empty. Default: 1.")
  var completionBonus: Double?

  @Option(help: "ξ_F, the penalty for each task that is left at the end. Default: 1.")
  var remainderPenalty: Double?

  @Option(help: "mappo: passes over what was played, in each update.")
  var passes: Int?

  @Option(help: "mappo: parts that a pass is cut into.")
  var parts: Int?

  @Option(help: "mappo: λ of the generalised advantage estimation.")
  var advantageDiscount: Double?

  @Option(help: "mappo: δ, how far an update may go.")
  var clip: Double?

  @Option(help: "mappo: c^E, the weight of the entropy.")
  var entropyWeight: Double?

  @Option(help: "mappo: what the critic sees: centralised, all UEs, or local, as the paper prints it.")
  var critic: MAPPOConfiguration.Critic?

  @Option(
    help: ArgumentHelp(
      "mappo: what the actors see: local, or broadcast, which adds how many UEs offloaded and how many had a task in the "
        + "last slot, as the server told them. Default: local."))
  var observation: ObservationLayout.Version?

  @Flag(help: "mappo: one actor for all UEs instead of one for each.")
  var shareParameters = false

  @Option(
    help: ArgumentHelp(
      "mappo: starts that compete over the first 3/10 of the updates; in the first all UEs begin undecided, in the "
        + "others some begin with local execution. There are no more of them than sets of UEs, that of all left out."))
  var starts: Int?

  @Option(help: "dqn, ddqn: levels each of power, frequency and bid.")
  var levels: Int?

  @Option(help: "dqn, ddqn: transitions that a UE remembers.")
  var memory: Int?

  @Option(help: "dqn, ddqn: transitions of a UE in each step of learning.")
  var batch: Int?

  @Option(help: "dqn, ddqn: steps of play from one step of learning to the next.")
  var learningInterval: Int?

  @Option(help: "dqn, ddqn: steps of learning from one target network to the next.")
  var targetInterval: Int?

  @Option(help: "dqn, ddqn: ε in the end; it falls from 1.")
  var finalExploration: Double?

  /// The names of the options that were given.
  var given: [String] {
    let common = [
      ("--algorithm", algorithm != nil), ("--preset", preset != nil), ("--training-seed", trainingSeed != nil),
      ("--updates", updates != nil), ("--environments", environments != nil), ("--hidden", hidden != nil),
      ("--learning-rate", learningRate != nil), ("--discount", discount != nil),
      ("--completion-bonus", completionBonus != nil), ("--remainder-penalty", remainderPenalty != nil),
    ]
    return Self.names(common) + givenForMAPPO + givenForQLearning
  }

  private var givenForMAPPO: [String] {
    Self.names([
      ("--passes", passes != nil), ("--parts", parts != nil), ("--advantage-discount", advantageDiscount != nil),
      ("--clip", clip != nil), ("--entropy-weight", entropyWeight != nil), ("--critic", critic != nil),
      ("--share-parameters", shareParameters), ("--starts", starts != nil),
      ("--observation", observation != nil),
    ])
  }

  private var givenForQLearning: [String] {
    Self.names([
      ("--levels", levels != nil), ("--memory", memory != nil), ("--batch", batch != nil),
      ("--learning-interval", learningInterval != nil), ("--target-interval", targetInterval != nil),
      ("--final-exploration", finalExploration != nil),
    ])
  }

  private static func names(_ options: [(name: String, isGiven: Bool)]) -> [String] {
    options.filter(\.isGiven).map(\.name)
  }

  func validate() throws {
    let algorithm = algorithm ?? .mappo
    let foreign = algorithm == .mappo ? givenForQLearning : givenForMAPPO
    guard foreign.isEmpty else {
      throw ValidationError(
        "\(algorithm.rawValue) has no \(foreign.joined(separator: ", ")): leave out what is not its own, or give "
          + "--algorithm \(algorithm == .mappo ? "dqn or ddqn" : "mappo")")
    }
    if shareParameters, starts ?? 1 > 1 {
      throw ValidationError("UEs that share an actor have one start: leave out --starts or --share-parameters")
    }
    do {
      try training().check()
    } catch let fault as PolicyTrainingFault {
      throw ValidationError(
        "--\(fault.quantity.replacing(" ", with: "-")) is \(fault.found), expected \(fault.expected)")
    }
  }

  /// The preset's training with what the options change.
  func training() throws -> PolicyTraining {
    var method = PolicyTraining.Method(algorithm ?? .mappo, preset ?? .tuned)
    switch method {
    case .mappo(let values): method = .mappo(changed(values))
    case .qLearning(let values): method = .qLearning(changed(values))
    }
    return PolicyTraining(
      method, completionBonus: completionBonus ?? 1, remainderPenalty: remainderPenalty ?? 1)
  }

  /// Changes what both algorithms have.
  private func changedInCommon<Configuration: PolicyTrainingConfiguration>(
    _ values: Configuration
  ) -> Configuration {
    var values = values
    values.seed = trainingSeed ?? values.seed
    values.updates = updates ?? values.updates
    values.environments = environments ?? values.environments
    values.hidden = hidden ?? values.hidden
    values.learningRate = learningRate ?? values.learningRate
    values.discount = discount ?? values.discount
    return values
  }

  private func changed(_ values: MAPPOConfiguration) -> MAPPOConfiguration {
    var values = changedInCommon(values)
    values.epochs = passes ?? values.epochs
    values.minibatches = parts ?? values.minibatches
    values.advantageDiscount = advantageDiscount ?? values.advantageDiscount
    values.clip = clip ?? values.clip
    values.entropyWeight = entropyWeight ?? values.entropyWeight
    values.critic = critic ?? values.critic
    values.sharesParameters = shareParameters
    values.observation = observation ?? values.observation
    values.starts = starts ?? values.starts
    return values
  }

  private func changed(_ values: QLearningConfiguration) -> QLearningConfiguration {
    var values = changedInCommon(values)
    values.levels = levels ?? values.levels
    values.memory = memory ?? values.memory
    values.batchSize = batch ?? values.batchSize
    values.warmUp = min(values.warmUp, values.memory)
    values.learningInterval = learningInterval ?? values.learningInterval
    values.targetInterval = targetInterval ?? values.targetInterval
    values.finalExploration = finalExploration ?? values.finalExploration
    return values
  }
}

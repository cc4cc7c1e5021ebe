import ArgumentParser
import CommandLineSupport
import Learning
import Offloading
import Scenario

/// `evaluate policy`.
struct EvaluatePolicy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Play test episodes of a topology with trained policies and with those that need no training.",
    discussion: """
      All policies play the same episodes, whose seeds follow one another from --first-seed; none of them was trained on. \
      The sum QoE is Σ_i (Σ_t QoE_i)/(steps until queue i was empty, or T), a failure counting 0; ± is half of a 95 % \
      interval; "of search" is its share of what exhaustive search over discrete levels, which sees all channels, comes to.

      Examples:
        helio evaluate policy topology/offloading.yaml
        helio evaluate policy topology/offloading.yaml --policy mine.policy.safetensors --episodes 1000 --json result.json
        helio evaluate policy topology/offloading.yaml --policy mine.policy.safetensors --cost
      """)

  @Argument(help: ArgumentHelp("The topology.", valueName: "file"))
  var topology: String

  @Option(help: ArgumentHelp("A trained policy; may be repeated.", valueName: "file"))
  var policy: [String] = []

  @Option(help: "How many test episodes.")
  var episodes = 100

  @Option(help: "The seed of the first episode.")
  var firstSeed: UInt64 = 1_000_000

  @Flag(inversion: .prefixedNo, help: "Whether exhaustive search plays too; it takes the longest.")
  var search = true

  @Flag(help: "Time each decision too, on one thread, and count its operations.")
  var cost = false

  @Option(help: ArgumentHelp("Write all figures as JSON; - for standard output.", valueName: "file"))
  var json: String?

  @Flag(
    help: "Play nothing where the JSON file already holds the figures of this problem, these policies and episodes.")
  var reuse = false

  @OptionGroup var overrides: ScenarioOptions
  @OptionGroup var models: ModelOptions

  func validate() throws {
    guard !reuse || (json != nil && json != "-") else {
      throw ValidationError("--reuse needs the file that may be reused: give --json FILE")
    }
    guard (1...1_000_000).contains(episodes) else {
      throw ValidationError("--episodes is \(episodes), expected 1 to 1000000")
    }
    guard firstSeed < 1 << 62 else {
      throw ValidationError("--first-seed is \(firstSeed), expected below 2^62: above are the seeds of training")
    }
  }

  func run() throws {
    try JSONFile.check(json)
    let played = try PolicyProblem(topology: topology, overrides: overrides, models: models)
    let problem = played.problem
    let trained = try policy.map {
      try TrainedPolicy.load($0, for: problem, problemDigest: played.digest, modelDigests: played.modelDigests)
    }
    let request = PolicyReport.Request(
      problemDigest: played.digest, modelDigests: played.modelDigests, episodes: episodes, firstSeed: firstSeed,
      withSearch: search, withCost: cost,
      policies: try zip(policy, trained).map { try PolicyReport.Trained($0, $1.description) })
    if reuse, let json, let report = try? PolicyReport(reading: json), report.request == request {
      Terminal.error.write("\(json) holds these figures already\n")
      return show(report)
    }
    let seeds = (0..<UInt64(episodes)).map { firstSeed + $0 }
    var lines: [PolicyReport.Line] = []
    func play(_ name: String, _ description: PolicyDescription? = nil, _ policy: some JointPolicy) throws {
      Terminal.error.write("playing \(name)…\n")
      let (figures, cost) = try evaluated(policy, problem, seeds)
      lines.append(
        PolicyReport.Line(
          policy: name, algorithm: description?.algorithm, seed: description?.seed, figures: figures, cost: cost))
    }
    if search {
      do {
        try play(PolicyReport.Line.search, nil, ExhaustivePolicy(try ExhaustiveSearch(problem)))
      } catch let error as SearchError {
        throw ValidationError("\(error). Or leave it out: --no-search")
      }
    }
    for (name, policy) in zip(policy, trained) { try play(name, policy.description, ActorsPolicy(policy.actors)) }
    for policy in Policy.allCases { try play(policy.rawValue, nil, FixedJointPolicy(policy)) }
    let report = PolicyReport(topology: played.scenario.name, request: request, problem: problem, policies: lines)
    show(report)
    if let json { try JSONFile.write(report, to: json) }
  }

  private func evaluated<Base: JointPolicy>(
    _ policy: Base, _ problem: OffloadingProblem, _ seeds: [UInt64]
  ) throws -> (PolicyEvaluation, DecisionCost?) {
    var policy = policy
    guard cost else { return (try PolicyEvaluation(of: problem, by: &policy, seeds: seeds), nil) }
    var timed = TimedPolicy(policy)
    let figures = try PolicyEvaluation(of: problem, by: &timed, seeds: seeds)
    return (figures, timed.cost)
  }

  private func show(_ report: PolicyReport) {
    // With JSON on standard output the tables go to standard error, so that each can be read by itself.
    let terminal = json == "-" ? Terminal.error : Terminal.output
    let tables = [report.qualities] + (report.costs.map { [$0] } ?? [])
    terminal.write(
      tables.map { $0.lines(within: terminal.tableWidth).joined(separator: "\n") + "\n" }.joined(separator: "\n"))
  }
}

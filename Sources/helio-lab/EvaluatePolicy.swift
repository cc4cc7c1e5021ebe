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

  @Option(help: ArgumentHelp("Write all figures as JSON; - for standard output.", valueName: "file"))
  var json: String?

  @OptionGroup var overrides: ScenarioOptions
  @OptionGroup var models: ModelOptions

  func validate() throws {
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
      (
        name: $0,
        policy: try TrainedPolicy.load(
          $0, for: problem, problemDigest: played.digest, modelDigests: played.modelDigests)
      )
    }
    let seeds = (0..<UInt64(episodes)).map { firstSeed + $0 }
    var lines: [Line] = []
    func play(_ name: String, _ policy: some JointPolicy) throws {
      var policy = policy
      Terminal.error.write("playing \(name)…\n")
      lines.append(Line(policy: name, figures: try PolicyEvaluation(of: problem, by: &policy, seeds: seeds)))
    }
    if search {
      do {
        try play("exhaustive search", ExhaustivePolicy(try ExhaustiveSearch(problem)))
      } catch let error as SearchError {
        throw ValidationError("\(error). Or leave it out: --no-search")
      }
    }
    for (name, policy) in trained { try play(name, ActorsPolicy(policy.actors)) }
    for policy in Policy.allCases { try play(policy.rawValue, FixedJointPolicy(policy)) }
    // With JSON on standard output the table goes to standard error, so that each can be read by itself.
    let terminal = json == "-" ? Terminal.error : Terminal.output
    let rows = table(lines, steps: problem.steps).lines(within: terminal.tableWidth)
    terminal.write(rows.joined(separator: "\n") + "\n")
    if let json {
      try JSONFile.write(
        Report(
          topology: played.scenario.name, problemDigest: played.digest, episodes: episodes, firstSeed: firstSeed,
          policies: lines), to: json)
    }
  }

  private func table(_ lines: [Line], steps: Int) -> TextTable {
    let best = search ? lines.first?.figures.meanQoE.mean : nil
    func percent(_ share: Double) -> String { FixedPoint.text(100 * share, decimals: 1) }
    func estimate(_ value: MeanEstimate) -> String {
      "\(FixedPoint.text(value.mean, decimals: 3)) ± \(FixedPoint.text(value.halfInterval, decimals: 3))"
    }
    var table = TextTable([
      .init("policy", .left), .init("sum QoE", .right),
      .init("paired, less the first", .right, short: "less the first", leaves: 4),
      .init("of search (%)", .right, short: "of search/%"),
      .init("offloaded (%)", .right, short: "offl./%", leaves: 1),
      .init("empty within 15 (%)", .right, short: "≤ 15/%", leaves: 2),
      .init("within \(steps) (%)", .right, short: "≤ \(steps)/%", leaves: 3),
    ])
    for line in lines {
      let (figures, quality) = (line.figures, line.figures.meanQoE)
      table.add([
        line.policy,
        estimate(quality),
        line.policy == lines.first?.policy
          ? "–" : lines.first.map { estimate(figures.difference(from: $0.figures)) } ?? "–",
        best.map { percent(quality.mean / $0) } ?? "–", percent(figures.offloaded),
        percent(figures.share(emptiedWithin: 15)), percent(figures.share(emptiedWithin: steps)),
      ])
    }
    return table
  }

  private struct Line: Encodable {
    let policy: String
    let figures: PolicyEvaluation
  }

  private struct Report: Encodable {
    let topology: String
    let problemDigest: String
    let episodes: Int
    let firstSeed: UInt64
    let policies: [Line]
  }
}

import CommandLineSupport
import Crypto
import FoundationEssentials
import Learning
import Offloading
import Quantities
import Radio
import Tasks

/// What `evaluate policy` writes as JSON, and what figures are drawn from.
struct PolicyReport: Codable {
  /// What was played, and by whom: equal requests come to equal figures.
  struct Request: Codable, Hashable {
    /// What was played: `Scenario.problemDigest()`.
    let problemDigest: String
    /// The digests of the models, by kind of task.
    let modelDigests: [String: String]
    let episodes: Int
    let firstSeed: UInt64
    /// Whether exhaustive search played.
    let withSearch: Bool
    /// Whether decisions were timed.
    let withCost: Bool
    /// The trained policies in their order.
    let policies: [Trained]
  }

  /// A trained policy.
  struct Trained: Codable, Hashable {
    let name: String
    /// How it was learned.
    let algorithm: PolicyDescription.Algorithm
    /// The seed of its training.
    let seed: UInt64
    /// The SHA-256 digest of its file in lower-case hexadecimal.
    let digest: String

    init(_ path: String, _ description: PolicyDescription) throws {
      name = path
      algorithm = description.algorithm
      seed = description.seed
      digest = SHA256.hash(data: try Data(contentsOf: URL(filePath: path)))
        .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
  }

  /// The parameters of the problem that figures are drawn over.
  struct Parameters: Codable {
    /// k^T.
    let symbolsPerWord: Int
    /// k^I.
    let symbolsPerPatch: Int
    /// σ² in dBm/Hz.
    let noiseDensity: Double
    /// T.
    let steps: Int

    private enum CodingKeys: String, CodingKey {
      case symbolsPerWord, symbolsPerPatch
      case noiseDensity = "noise_dBm_per_Hz"
      case steps
    }

    init(_ problem: OffloadingProblem) {
      symbolsPerWord = problem.offloading.symbolsPerWord
      symbolsPerPatch = problem.offloading.symbolsPerPatch
      noiseDensity = problem.radio.noiseDensity.dBmPerHertz
      steps = problem.steps
    }
  }

  /// A UE, in the order of the queues.
  struct UE: Codable {
    let name: String
    let modality: Modality
  }

  /// A policy with what it came to.
  struct Line: Codable {
    /// A trained policy's file, or what a policy is called that needs no training.
    let policy: String
    /// How it was learned; nil for a policy that needs no training.
    let algorithm: PolicyDescription.Algorithm?
    /// The seed of its training; nil for a policy that needs none.
    let seed: UInt64?
    let figures: PolicyEvaluation
    /// What a decision costs; nil where it was not asked for.
    let cost: DecisionCost?

    /// What exhaustive search is called.
    static let search = "exhaustive search"
  }

  let topology: String
  let request: Request
  let parameters: Parameters
  let ues: [UE]
  let policies: [Line]

  /// Reads a report.
  ///
  /// - Parameter path: what `evaluate policy --json` wrote.
  /// - Throws: `CocoaError` for a file that cannot be read, `DecodingError` for one of another form.
  init(reading path: String) throws {
    self = try JSONDecoder().decode(PolicyReport.self, from: Data(contentsOf: URL(filePath: path)))
  }

  init(topology: String, request: Request, problem: OffloadingProblem, policies: [Line]) {
    self.topology = topology
    self.request = request
    parameters = Parameters(problem)
    ues = problem.players.map { UE(name: $0.name, modality: $0.modality) }
    self.policies = policies
  }
}

extension PolicyReport {
  /// A policy as tables name it: its file without the folder where no other has this name.
  private func name(of line: Line) -> String {
    func short(_ line: Line) -> String { line.policy.split(separator: "/").last.map(String.init) ?? line.policy }
    return policies.count { short($0) == short(line) } == 1 ? short(line) : line.policy
  }

  /// What the policies came to, a row each.
  var qualities: TextTable {
    let best = policies.first { $0.policy == Line.search }?.figures.meanQoE.mean
    let steps = parameters.steps
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
    for (index, line) in policies.enumerated() {
      let (figures, quality) = (line.figures, line.figures.meanQoE)
      table.add([
        name(of: line), estimate(quality),
        index == 0 ? "–" : estimate(figures.difference(from: policies[0].figures)),
        best.map { percent(quality.mean / $0) } ?? "–", percent(figures.offloaded),
        percent(figures.share(emptiedWithin: 15)), percent(figures.share(emptiedWithin: steps)),
      ])
    }
    return table
  }

  /// What a decision of each policy costs; nil where that was not measured.
  var costs: TextTable? {
    var table = TextTable([
      .init("one decision", .left), .init("is for", .left), .init("median (µs)", .right),
      .init("10 % … 90 % (µs)", .right, leaves: 2), .init("operations", .right), .init("of what", .left),
      .init("joint actions", .right, leaves: 1),
    ])
    func micro(_ time: Double) -> String { FixedPoint.text(time, decimals: time < 100 ? 2 : 0) }
    var isMeasured = false
    for line in policies {
      guard let cost = line.cost else { continue }
      isMeasured = true
      let operation =
        switch cost.operation {
        case .multiplyAdds: "multiply-adds"
        case .evaluations: "accuracies looked up"
        }
      table.add([
        name(of: line), cost.isJoint ? "all UEs" : "one UE", micro(cost.microseconds),
        "\(micro(cost.low)) … \(micro(cost.high))", FixedPoint.text(cost.operations, decimals: 0), operation,
        cost.grid.map { FixedPoint.text($0, decimals: 0) } ?? "–",
      ])
    }
    return isMeasured ? table : nil
  }
}

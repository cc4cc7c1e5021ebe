public import Offloading

/// What a policy came to over test episodes.
public struct PolicyEvaluation: Hashable, Codable, Sendable {
  /// The sum QoE of each episode, Σ_i (Σ_t QoE_i)/(steps until queue i was empty, or T).
  public var sumQoE: [Double]
  /// The steps of each episode.
  public var steps: [Int]
  /// Whether all queues were empty at the end of each episode.
  public var isEmptied: [Bool]
  /// d_i before each step and after the last, the mean over the episodes: `[UE][step]`; after the end of an episode what was
  /// left then.
  public var queues: [[Double]]
  /// The share of attempts that were offloaded.
  public var offloaded: Double

  /// Plays episodes to their ends.
  ///
  /// - Parameters:
  ///   - problem: what is played.
  ///   - policy: who decides.
  ///   - seeds: the seed of each episode; the seeds of training episodes have their highest bit set.
  /// - Throws: `LinkError` for channels that cannot be.
  public init(of problem: OffloadingProblem, by policy: inout some JointPolicy, seeds: [UInt64]) throws {
    var environments = try OffloadingEnvironment(problem, seeds: seeds)
    let players = problem.players.count
    var actions = ActionBatch(count: seeds.count * players)
    queues = Array(repeating: Array(repeating: 0, count: problem.steps + 1), count: players)
    var (attempts, offloads) = (0, 0)
    for step in 0...problem.steps {
      for index in 0..<seeds.count * players {
        queues[index % players][step] += Double(environments.queues[index]) / Double(seeds.count)
      }
      guard environments.isTerminal.contains(false) else { continue }
      for environment in seeds.indices where !environments.isTerminal[environment] {
        policy.decide(environments, environment, into: &actions)
        for index in environment * players..<(environment + 1) * players where environments.queues[index] > 0 {
          attempts += 1
          offloads += actions.offloads[index] ? 1 : 0
        }
      }
      try environments.step(actions)
    }
    sumQoE = seeds.indices.map { environments.tallies[$0 * players..<($0 + 1) * players].sumQoE }
    steps = environments.steps
    isEmptied = seeds.indices.map { environment in
      environments.queues[environment * players..<(environment + 1) * players].allSatisfy { $0 == 0 }
    }
    offloaded = attempts == 0 ? 0 : Double(offloads) / Double(attempts)
  }

  /// The mean sum QoE with half of its 95 % interval.
  public var meanQoE: MeanEstimate { MeanEstimate(sumQoE) }

  /// The share of episodes in which all queues were empty within so many steps.
  public func share(emptiedWithin limit: Int) -> Double {
    Double(zip(isEmptied, steps).count { $0 && $1 <= limit }) / Double(max(steps.count, 1))
  }

  /// The mean difference in sum QoE from another policy on the same episodes, with half of its 95 % interval.
  public func difference(from other: PolicyEvaluation) -> MeanEstimate {
    MeanEstimate(zip(sumQoE, other.sumQoE).map { $0 - $1 })
  }
}

/// A mean and how sure it is.
public struct MeanEstimate: Hashable, Codable, Sendable {
  /// The mean.
  public var mean: Double
  /// Half of the 95 % interval, 1.96·s/√n; 0 for fewer than two values.
  public var halfInterval: Double

  /// The mean of values.
  public init(_ values: [Double]) {
    let count = Double(max(values.count, 1))
    mean = values.reduce(0, +) / count
    let center = mean
    let squares = values.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    halfInterval = values.count < 2 ? 0 : 1.96 * (squares / (count - 1) / count).squareRoot()
  }
}

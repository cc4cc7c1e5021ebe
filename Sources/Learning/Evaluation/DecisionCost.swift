public import Offloading

/// What a policy computes for a decision.
public enum DecisionWork: Hashable, Sendable {
  /// Each UE decides by itself, with so many multiply-adds of its network; 0 where there is none.
  case alone(multiplyAdds: Int)
  /// One decision for all UEs: the mean number of times that ε(k, γ) was looked up, and the number of joint actions of the
  /// grid when every UE has a task.
  case jointly(evaluations: Double, grid: Double)
}

/// What a decision costs: its time on this machine, and what is counted independently of it.
public struct DecisionCost: Hashable, Codable, Sendable {
  /// What `operations` counts.
  public enum Operation: String, Codable, Sendable {
    /// Multiplications, each with an addition, of a UE's network.
    case multiplyAdds
    /// Accuracies ε(k, γ) looked up, for all UEs together.
    case evaluations
  }

  /// The median of the times from observation to action, in µs: of one UE, or of all where one decision is for all.
  public var microseconds: Double
  /// The 10 % quantile, µs.
  public var low: Double
  /// The 90 % quantile, µs.
  public var high: Double
  /// How many decisions were timed.
  public var samples: Int
  /// Whether one decision is for all UEs, by whoever sees all channels.
  public var isJoint: Bool
  /// The operations of a decision, the mean where they vary.
  public var operations: Double
  /// What is counted.
  public var operation: Operation
  /// The joint actions among which a search finds the best; nil for a policy that does not search.
  public var grid: Double?
}

/// A policy whose decisions are timed, on the thread that calls it.
public struct TimedPolicy<Base: JointPolicy>: JointPolicy {
  private var base: Base
  private var seconds: [Double] = []

  /// - Parameter base: who decides.
  public init(_ base: Base) { self.base = base }

  /// What the policy has taken so far.
  public var work: DecisionWork { base.work }

  /// Decides as the policy does. Where each UE decides by itself the time counts in equal parts for those with a task.
  public mutating func decide(
    _ environments: OffloadingEnvironment, _ environment: Int, into actions: inout ActionBatch
  ) {
    let players = environments.players
    let tasks = (environment * players..<(environment + 1) * players).count { environments.queues[$0] > 0 }
    let start = ContinuousClock.now
    base.decide(environments, environment, into: &actions)
    let time = (ContinuousClock.now - start) / .seconds(1)
    guard tasks > 0 else { return }
    if case .alone = base.work { seconds.append(time / Double(tasks)) } else { seconds.append(time) }
  }

  /// What the decisions so far have cost; nil before the first.
  public var cost: DecisionCost? {
    let sorted = seconds.sorted()
    guard !sorted.isEmpty else { return nil }
    func quantile(_ share: Double) -> Double { 1e6 * sorted[Int(share * Double(sorted.count - 1))] }
    var cost = DecisionCost(
      microseconds: quantile(0.5), low: quantile(0.1), high: quantile(0.9), samples: sorted.count, isJoint: false,
      operations: 0, operation: .multiplyAdds)
    switch work {
    case .alone(let multiplyAdds): cost.operations = Double(multiplyAdds)
    case .jointly(let evaluations, let grid):
      (cost.isJoint, cost.operations, cost.operation, cost.grid) = (true, evaluations, .evaluations, grid)
    }
    return cost
  }
}

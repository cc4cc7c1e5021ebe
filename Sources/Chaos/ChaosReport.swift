/// One fault as it happened.
public struct FaultAccount: Hashable, Sendable, Encodable {
  /// Its place in the plan, from 1.
  public var number: Int
  /// Its kind.
  public var kind: FaultKind
  /// What was done to whom, for how long, in which phase.
  public var fault: String
  /// The slot that was open.
  public var slot: Int
  /// Whether it was injected when the phase's message passed; false when none came for a second.
  public var isInPhase: Bool
  /// From the restart or the continuation to the next completed task, s; nil when the run did not recover.
  public var recoverySeconds: Double?
  /// What did not hold after it.
  public var violations: [Violation]

  enum CodingKeys: String, CodingKey {
    case number, kind, fault, slot
    case isInPhase = "in_phase"
    case recoverySeconds = "recovery_s"
    case violations
  }
}

/// All faults of one kind, or all of all kinds.
public struct RecoveryStatistics: Hashable, Sendable, Encodable {
  /// How many faults.
  public var count: Int
  /// The median time to recover, s; nil without any.
  public var medianSeconds: Double?
  /// The 99th percentile by nearest rank, s.
  public var p99Seconds: Double?
  /// The longest time, s.
  public var worstSeconds: Double?
  /// How many faults the run did not recover from, or after which something did not hold.
  public var failures: Int

  enum CodingKeys: String, CodingKey {
    case count
    case medianSeconds = "median_s"
    case p99Seconds = "p99_s"
    case worstSeconds = "worst_s"
    case failures
  }

  init(_ faults: [FaultAccount]) {
    let times = faults.compactMap(\.recoverySeconds).sorted()
    count = faults.count
    medianSeconds = Self.percentile(0.5, of: times)
    p99Seconds = Self.percentile(0.99, of: times)
    worstSeconds = times.last
    failures = faults.count { $0.recoverySeconds == nil || !$0.violations.isEmpty }
  }

  /// The smallest value that is at least as great as this share of all values: nearest rank, ⌈p·n⌉.
  static func percentile(_ share: Double, of sorted: [Double]) -> Double? {
    guard !sorted.isEmpty else { return nil }
    return sorted[min(sorted.count - 1, max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1))]
  }
}

/// What came of a run with faults.
public struct ChaosReport: Sendable, Encodable {
  /// The topology's name.
  public var topology: String
  /// The seed from which the faults were drawn.
  public var seed: UInt64
  /// How many UE processes there were.
  public var ues: Int
  /// How many slots were committed.
  public var slots: Int
  /// The tasks that were completed.
  public var completedTasks: Int
  /// The faults in their order.
  public var faults: [FaultAccount]
  /// How often each process was started again, by name.
  public var restarts: [String: Int]
  /// What did not hold, after a fault or at the end.
  public var violations: [Violation]
  /// Whether the run was stopped from outside before its last fault.
  public var wasInterrupted: Bool

  /// The kinds that occurred, with their statistics.
  public var kinds: [(kind: FaultKind, statistics: RecoveryStatistics)] {
    FaultKind.allCases.compactMap { kind in
      let those = faults.filter { $0.kind == kind }
      return those.isEmpty ? nil : (kind, RecoveryStatistics(those))
    }
  }

  /// The statistics over all faults.
  public var total: RecoveryStatistics { RecoveryStatistics(faults) }

  /// Whether every invariant held.
  public var isSound: Bool { violations.isEmpty }

  enum CodingKeys: String, CodingKey {
    case topology, seed, ues, slots
    case completedTasks = "completed_tasks"
    case total, kinds, restarts, violations
    case wasInterrupted = "interrupted"
    case faults
  }

  /// Writes the statistics of each kind beside the faults.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(topology, forKey: .topology)
    try container.encode(seed, forKey: .seed)
    try container.encode(ues, forKey: .ues)
    try container.encode(slots, forKey: .slots)
    try container.encode(completedTasks, forKey: .completedTasks)
    try container.encode(total, forKey: .total)
    try container.encode(
      Dictionary(uniqueKeysWithValues: kinds.map { ($0.kind.rawValue, $0.statistics) }), forKey: .kinds)
    try container.encode(restarts, forKey: .restarts)
    try container.encode(violations, forKey: .violations)
    try container.encode(wasInterrupted, forKey: .wasInterrupted)
    try container.encode(faults, forKey: .faults)
  }
}

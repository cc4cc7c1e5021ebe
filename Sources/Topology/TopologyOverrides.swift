public import Quantities
public import Scenario

/// How many slots a command line asks for.
public enum SlotCount: Hashable, Sendable {
  /// So many.
  case exactly(Int)
  /// Until stopped.
  case unlimited
}

/// What a command line says instead of the file.
public struct TopologyOverrides: Hashable, Sendable {
  /// `--seed`.
  public var seed: UInt64?
  /// `--slots`.
  public var slots: SlotCount?
  /// `--clock`.
  public var clock: ClockMode?
  /// `--ues`: that many copies of the template, `ue-1`… , instead of the file's UEs.
  public var ues: Int?
  /// `--lease`: how long a peer may be silent before it is detached.
  public var lease: Seconds?
  /// `--arrivals`: the mean number of tasks that come to every UE with each slot after its first.
  public var arrivals: Double?
  /// `--policy`: how every UE decides.
  public var policy: PolicyChoice?
  /// `--set KEY=VALUE`, for each time that it is written: a key of the file, dotted, with its value in YAML. What it says
  /// stands as if the file said it, so that all other options win over it.
  public var settings: [String]
  /// `--data`, for each time that it is written: a data set's name or its path, relative to the working directory, with
  /// `KIND=` before it where there are codecs for several kinds of tasks.
  public var data: [String]
  /// `--models`, for each time that it is written: folders of which one must hold each model that the topology names; nil:
  /// nobody looks whether it does.
  public var modelFolders: [String]?
  /// Whether one of them must hold the trained policies that the topology names, too: for whoever runs UEs, or has them run.
  public var requiresPolicies: Bool
  /// Whether what was measured beside a model must be of that model, too. Who loads the models looks there itself.
  public var comparesKnowledge: Bool

  /// Says nothing until its properties are set.
  public init(
    seed: UInt64? = nil, slots: SlotCount? = nil, clock: ClockMode? = nil, ues: Int? = nil, lease: Seconds? = nil,
    arrivals: Double? = nil, policy: PolicyChoice? = nil, settings: [String] = [], data: [String] = [],
    modelFolders: [String]? = nil, requiresPolicies: Bool = true,
    comparesKnowledge: Bool = false
  ) {
    self.seed = seed
    self.slots = slots
    self.clock = clock
    self.ues = ues
    self.lease = lease
    self.arrivals = arrivals
    self.policy = policy
    self.settings = settings
    self.data = data
    self.modelFolders = modelFolders
    self.requiresPolicies = requiresPolicies
    self.comparesKnowledge = comparesKnowledge
  }
}

extension FaultLog {
  /// Logs a fault of the command line.
  func add(option: String, found: String, expected: String, suggestion: String? = nil) {
    add(at: nil, key: option, found: found, expected: expected, suggestion: suggestion)
  }
}

extension TopologyDraft {
  /// Sets what the command line says; the data set is left to `resolved`.
  mutating func apply(_ overrides: TopologyOverrides, log: FaultLog) {
    if let seed = overrides.seed { self.seed = seed }
    if let clock = overrides.clock { self.clock = clock }
    switch overrides.slots {
    case nil: break
    case .unlimited: slots.count = nil
    case .exactly(let count):
      if ScenarioLimits.slotCounts.contains(count) {
        slots.count = count
      } else {
        log.add(
          option: "--slots", found: "\(count)",
          expected: "a whole number\(ScenarioLimits.slotCounts.words { "\($0)" }), or `unlimited`")
      }
    }
    if let count = overrides.ues {
      let limits = Limits.from(1, to: ScenarioLimits.mostUEs)
      if limits.contains(count) {
        ues = (1...count).map { UEDraft(name: "ue-\($0)", profile: template) }
      } else {
        log.add(option: "--ues", found: "\(count)", expected: "a whole number\(limits.words { "\($0)" })")
      }
    }
    if let lease = overrides.lease {
      if ScenarioLimits.leases.contains(lease) {
        attendance.lease = lease
      } else {
        log.add(option: "--lease", found: "\(lease)", expected: "a duration\(ScenarioLimits.leases.words { "\($0)" })")
      }
    }
    if let policy = overrides.policy {
      template.policy = policy
      for index in ues.indices { ues[index].profile.policy = policy }
    }
    if let arrivals = overrides.arrivals {
      if ScenarioLimits.arrivalMeans.contains(arrivals) {
        template.supply.arrivalsPerSlot = arrivals
        for index in ues.indices { ues[index].profile.supply.arrivalsPerSlot = arrivals }
      } else {
        log.add(
          option: "--arrivals", found: "\(arrivals)",
          expected: "a number\(ScenarioLimits.arrivalMeans.words { "\($0)" })")
      }
    }
  }
}

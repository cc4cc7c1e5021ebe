public import Tasks

/// Where a UE stands in the run.
public enum UEState: String, Codable, Hashable, Sendable, CaseIterable {
  /// The topology names it and it has not come, or its process is gone and its place is kept.
  case absent
  /// It was let in and loads its models.
  case loading
  /// It takes part from the next slot on.
  case ready
  /// It takes part.
  case attached
  /// It takes part until the next slot boundary.
  case leaving
  /// It took part and does not any more.
  case detached
}

/// One UE as the edge server sees it. A value that does not apply is `null`.
public struct UEStatus: Codable, Hashable, Sendable {
  /// The UE's name.
  public var name: String
  /// What its tasks are.
  public var task: String
  /// How it decides.
  public var policy: String
  /// Where it stands.
  public var state: UEState
  /// The first slot of its present or last stay; null before it took part.
  public var attachSlot: Int?
  /// Since it was last heard, s; null when no process of its is known.
  public var heardSeconds: Double?
  /// Its horizontal distance from the base station in its last slot, m.
  public var distanceMetres: Double?
  /// The measured SNR of its last burst, dB.
  public var snrDecibels: Double?
  /// Its tasks, over all its stays; `queued` is the length of its queue.
  public var tasks: TaskCounts
  /// How its last attempt ended: `completed`, `accuracy too low`, `latency too high`, `battery flat` or
  /// `undecodable`.
  public var lastOutcome: String?
  /// How often a process took this name that another one had, as this server has seen.
  public var restarts: Int

  enum CodingKeys: String, CodingKey {
    case name, task, policy, state, attachSlot, tasks, lastOutcome, restarts
    case heardSeconds = "heard_s"
    case distanceMetres = "distance_m"
    case snrDecibels = "snr_dB"
  }

  /// Describes a UE that has done nothing yet.
  public init(name: String, task: String, policy: String, state: UEState) {
    self.name = name
    self.task = task
    self.policy = policy
    self.state = state
    tasks = TaskCounts()
    restarts = 0
  }

  /// Writes every key, `null` where a value does not apply.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(task, forKey: .task)
    try container.encode(policy, forKey: .policy)
    try container.encode(state, forKey: .state)
    try container.encode(attachSlot, forKey: .attachSlot)
    try container.encode(heardSeconds, forKey: .heardSeconds)
    try container.encode(distanceMetres, forKey: .distanceMetres)
    try container.encode(snrDecibels, forKey: .snrDecibels)
    try container.encode(tasks, forKey: .tasks)
    try container.encode(lastOutcome, forKey: .lastOutcome)
    try container.encode(restarts, forKey: .restarts)
  }
}

public import Radio
public import Tasks

/// What a UE that attaches by itself says about itself; what it leaves open the topology's template decides.
public struct ProfileWish: Codable, Hashable, Sendable {
  /// What its tasks are.
  public var task: TaskKind?
  /// How it decides.
  public var policy: PolicyChoice?
  /// Where it is, and how it moves.
  public var mobility: Mobility?
  /// Tasks that wait when it attaches.
  public var initialTasks: Int?
  /// Mean of the Poisson number of tasks that come with each later slot.
  public var arrivalsPerSlot: Double?

  /// Makes a wish; nil leaves a point open.
  public init(
    task: TaskKind? = nil, policy: PolicyChoice? = nil, mobility: Mobility? = nil, initialTasks: Int? = nil,
    arrivalsPerSlot: Double? = nil
  ) {
    self.task = task
    self.policy = policy
    self.mobility = mobility
    self.initialTasks = initialTasks
    self.arrivalsPerSlot = arrivalsPerSlot
  }

  /// A profile with everything that is wished in place.
  public func applied(to profile: UEProfile) -> UEProfile {
    var result = profile
    result.task = task ?? profile.task
    result.policy = policy ?? profile.policy
    result.mobility = mobility ?? profile.mobility
    result.supply.initial = initialTasks ?? profile.supply.initial
    result.supply.arrivalsPerSlot = arrivalsPerSlot ?? profile.supply.arrivalsPerSlot
    return result
  }
}

public import Quantities
public import Radio
public import Tasks

/// The problem (P0) of Ji et al. [Ji24] over T steps, as learners, searches and evaluations play it: who the UEs are,
/// which air and which server they share, and what is rewarded.
public struct OffloadingProblem: Hashable, Sendable {
  /// A UE.
  public struct Player: Hashable, Sendable {
    /// Its name, which names its random streams.
    public var name: String
    /// What its tasks carry.
    public var modality: Modality
    /// Where it is, and how it moves.
    public var mobility: Mobility
    /// When tasks come.
    public var arrivals: ArrivalProcess
    /// Attempts after which a task is given up; nil: never.
    public var maximumAttempts: Int?
    /// Its battery.
    public var battery: BatteryConfiguration
    /// ε(k, γ) of its codec's model.
    public var knowledge: KnowledgeBase
    /// ε of local execution, relative to the codec's model without a channel: 1 where they are one model.
    public var localAccuracy: Double

    /// Describes a UE.
    public init(
      name: String, modality: Modality, mobility: Mobility, arrivals: ArrivalProcess, maximumAttempts: Int? = nil,
      battery: BatteryConfiguration, knowledge: KnowledgeBase, localAccuracy: Double = 1
    ) {
      self.name = name
      self.modality = modality
      self.mobility = mobility
      self.arrivals = arrivals
      self.maximumAttempts = maximumAttempts
      self.battery = battery
      self.knowledge = knowledge
      self.localAccuracy = localAccuracy
    }
  }

  /// The air.
  public var radio: RadioConfiguration
  /// The length of a slot, for channels with memory and UEs that move.
  public var slotDuration: Seconds
  /// Computation, power, constraints and preference.
  public var offloading: OffloadingParameters
  /// The UEs, in the order of the bytes of their names, as the edge server sums over them.
  public let players: [Player]
  /// T, the steps of an episode.
  public var steps: Int
  /// ξ_S of (14), for each step that is left when all queues are empty.
  public var completionBonus: Double
  /// ξ_F of (14), for each task that is left after T steps.
  public var remainderPenalty: Double

  /// Puts a problem together.
  ///
  /// - Parameters:
  ///   - radio: the air.
  ///   - slotDuration: the length of a slot.
  ///   - offloading: computation, power, constraints and preference.
  ///   - players: the UEs, at least one, with names of their own.
  ///   - steps: T ≥ 1.
  ///   - completionBonus: ξ_S. Not in the paper; 1.
  ///   - remainderPenalty: ξ_F. Not in the paper; 1, and without the E₀ of (14), which would add joules to a reward.
  public init(
    radio: RadioConfiguration, slotDuration: Seconds = Seconds(0.05), offloading: OffloadingParameters,
    players: [Player], steps: Int = 20, completionBonus: Double = 1, remainderPenalty: Double = 1
  ) {
    precondition(!players.isEmpty && steps >= 1, "a problem has at least one UE and one step")
    precondition(Set(players.map(\.name)).count == players.count, "each UE has a name of its own")
    self.radio = radio
    self.slotDuration = slotDuration
    self.offloading = offloading
    self.players = players.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    self.steps = steps
    self.completionBonus = completionBonus
    self.remainderPenalty = remainderPenalty
  }

  /// The extra reward (14) at the end of an episode.
  ///
  /// - Parameters:
  ///   - step: the number of steps that were played.
  ///   - remaining: Σ_i d_i, the tasks that are left.
  /// - Returns: ξ_S·(T − t₀) when none is left, otherwise −ξ_F·Σ_i d_i.
  public func finalReward(after step: Int, remaining: Int) -> Double {
    remaining == 0 ? completionBonus * Double(steps - step) : -remainderPenalty * Double(remaining)
  }
}

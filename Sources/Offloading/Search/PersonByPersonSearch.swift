import Quantities
import Randomness
import Tasks

/// The best that actors can do who see only their own channel, as far as person-by-person optimisation finds it.
///
/// The game is one step of a problem, every queue holding a task and every battery full: each UE acts by a table from its
/// own gain g|h|², in classes, to an action of a grid, and all want the greatest mean of Σ QoE (10). Of K classes the j-th
/// ends at the quantile (j/K)^{3/2} of the gain: the weaker the channel, where tasks begin to fail, the narrower they are.
/// One UE after the other takes the table that is best while the others keep theirs (Radner, "Team decision problems",
/// 1962), judged on the same sampled channels throughout, until nobody has anything to change. That is a person-by-person
/// optimum; there may be better ones, hence several starting points.
///
/// A local UE takes the frequency that is best on a full battery, since its channel does not matter to it.
public struct PersonByPersonSearch: Sendable {
  /// Where the search begins.
  public enum Start: Hashable, Sendable {
    /// Every task is done by its UE.
    case local
    /// Every task is offloaded with the bid nearest to 0 and the highest power.
    case remote
    /// In each class the action that exhaustive search takes most often.
    case exhaustive
    /// Each UE offloads from some class upwards, with some bid and the highest power: both drawn, differently for each
    /// number ≥ 0.
    case random(Int)

    /// The first three, and a few drawn ones.
    public static let standard: [Start] = [.local, .remote, .exhaustive] + (0..<4).map { .random($0) }
  }

  /// How the search went from a starting point.
  public struct Ascent: Hashable, Sendable {
    /// Where it began.
    public let start: Start
    /// The mean Σ QoE there, on the search's own samples.
    public let initialQoE: Double
    /// The mean Σ QoE in the end, on the same samples.
    public let finalQoE: Double
    /// How many times each UE was asked for a better table.
    public let sweeps: Int
    /// The tables in the end.
    public let policy: OwnChannelPolicy
  }

  /// A mean over samples.
  public struct Estimate: Hashable, Sendable {
    /// The mean Σ QoE.
    public let mean: Double
    /// Half of the 95 % confidence interval, 1.96 standard errors.
    public let halfWidth: Double
    /// How many samples there were.
    public let samples: Int
  }

  /// What is played, with every battery full and one step long.
  public let problem: OffloadingProblem
  /// The grid.
  public let levels: SearchLevels
  /// How many channels are sampled.
  public let samples: Int
  /// K, how many classes a UE's gain has.
  public let classes: Int
  /// The seed of the samples.
  public let seed: UInt64

  /// Prepares a search.
  ///
  /// - Parameters:
  ///   - problem: its UEs, its air and its parameters.
  ///   - levels: the grid; the default one unless given.
  ///   - samples: how many channels are sampled, at least as many as classes.
  ///   - classes: K ≥ 1, how many classes a UE's gain has.
  ///   - seed: of the samples.
  public init(
    _ problem: OffloadingProblem, levels: SearchLevels? = nil, samples: Int = 16_384, classes: Int = 64,
    seed: UInt64 = 0
  ) {
    precondition(
      classes >= 1 && samples >= classes, "each of \(classes) classes needs a sample, found \(samples) samples")
    self.problem = Self.oneStep(of: problem)
    self.levels = levels ?? SearchLevels(problem.offloading)
    self.samples = samples
    self.classes = classes
    self.seed = seed
  }

  /// Searches from each starting point.
  ///
  /// - Parameter starts: at least one.
  /// - Returns: how each went, in the order of the starts; the best has the greatest `finalQoE`.
  /// - Throws: `LinkError` for a UE whose channel cannot be; `SearchError` for too many UEs to search exhaustively.
  public func run(from starts: [Start] = Start.standard) throws -> [Ascent] {
    precondition(!starts.isEmpty, "a search has at least one starting point")
    let environment = try OffloadingEnvironment(problem, seeds: seeds(samples, purpose: "person-by-person"))
    let game = OneStepGame(environment, levels: levels, classes: classes)
    return try starts.map { start in
      var tables = try self.tables(at: start, game, environment)
      let initial = game.meanQoE(tables)
      var sweeps = 0
      var hasChanged = true
      while hasChanged {
        hasChanged = false
        for player in problem.players.indices where game.improve(&tables, of: player) { hasChanged = true }
        sweeps += 1
      }
      return Ascent(
        start: start, initialQoE: initial, finalQoE: game.meanQoE(tables), sweeps: sweeps,
        policy: game.policy(tables))
    }
  }

  /// The mean Σ QoE of a policy in one step, on samples that no search with this seed has seen.
  ///
  /// - Parameters:
  ///   - policy: an action for each UE's gain.
  ///   - samples: how many channels are sampled, ≥ 2.
  /// - Returns: the mean with its 95 % confidence interval.
  /// - Throws: `LinkError` for a UE whose channel cannot be.
  public func estimate(_ policy: OwnChannelPolicy, samples: Int) throws -> Estimate {
    precondition(samples >= 2, "an interval needs at least 2 samples, found \(samples)")
    var environment = try OffloadingEnvironment(problem, seeds: seeds(samples, purpose: "person-by-person test"))
    let players = environment.players
    var actions = ActionBatch(count: samples * players)
    for index in 0..<samples * players {
      actions[index] = policy.decision(
        for: environment.observation(index / players, index % players), player: index % players)
    }
    try environment.step(actions)
    let sums = (0..<samples).map { environment.qualities[$0 * players..<($0 + 1) * players].reduce(0, +) }
    let mean = sums.reduce(0, +) / Double(samples)
    let variance = sums.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(samples - 1)
    return Estimate(mean: mean, halfWidth: 1.96 * (variance / Double(samples)).squareRoot(), samples: samples)
  }

  private func seeds(_ count: Int, purpose: String) -> [UInt64] {
    var stream = RandomStream(seed: seed, purpose: purpose)
    return (0..<count).map { _ in stream.next() }
  }

  private static func oneStep(of problem: OffloadingProblem) -> OffloadingProblem {
    let players = problem.players.map { player in
      var player = player
      player.arrivals = ArrivalProcess(initial: 1)
      player.battery.charge = .full
      return player
    }
    return OffloadingProblem(
      radio: problem.radio, slotDuration: problem.slotDuration, offloading: problem.offloading, players: players,
      steps: 1, completionBonus: problem.completionBonus, remainderPenalty: problem.remainderPenalty)
  }

  private func tables(
    at start: Start, _ game: OneStepGame, _ environment: OffloadingEnvironment
  ) throws -> [[OneStepGame.Action]] {
    let highest = levels.powers.count - 1
    switch start {
    case .local: return problem.players.map { _ in Array(repeating: .local, count: classes) }
    case .remote:
      let nearest = levels.bids.indices.min { abs(levels.bids[$0]) < abs(levels.bids[$1]) } ?? 0
      return problem.players.map { _ in Array(repeating: .offload(bid: nearest, power: highest), count: classes) }
    case .exhaustive:
      return game.mostFrequent(
        of: try ExhaustiveSearch(problem, levels: levels), in: environment, samples: min(samples, 4096))
    case .random(let number):
      return problem.players.map { player in
        var stream = RandomStream(seed: seed, purpose: "person-by-person start", ue: player.name, slot: number)
        let first = stream.integer(below: classes + 1)
        let bid = stream.integer(below: levels.bids.count)
        return (0..<classes).map { $0 < first ? .local : .offload(bid: bid, power: highest) }
      }
    }
  }
}

internal import Glibc
public import Quantities
import Radio

/// The joint action of the greatest Σ QoE (10) over a grid, found by whoever sees every UE's channel: the near-optimal
/// reference of Ji et al. [Ji24], Section V-A.
///
/// The result is exact over the grid of ``SearchLevels``, without looking at each of its Π_i (m_f + m_b̂·m_p) actions:
///
/// - the shares (12) do not change when all bids are raised alike. Of such joint actions only the one is looked at in
///   which the largest bid is the highest level. With levels whose differences are binary fractions, as the default's
///   are, the others come to the same bits; otherwise they may differ from it by rounding;
/// - given the bids, each UE's power is chosen alone, and so is a local UE's frequency;
/// - a set of offloaders and a way to share the bandwidth among them is passed over where the sum of upper bounds of
///   each UE's QoE is below what has been found. A bound takes ε at the greatest γ of a cell of shares with the highest
///   power, and the energy of the lowest; ε is not falling in γ, see `KnowledgeBase`. Where that does not suffice, it is
///   replaced by the best of all powers at the share itself.
///
/// Of several actions with the same Σ QoE in bits, the greatest Σ of rewards (13) decides (they are the same unless a
/// task fails), then the order: UE by UE, local before offloaded and a lower bid before a higher one. Of several powers
/// or frequencies of a UE with the same QoE the greatest reward decides, then the lowest level.
///
/// β lies in 0 … 1, and the UEs are no more than the search was made for.
public struct ExhaustiveSearch: Sendable {
  /// What is best for some UEs in one step.
  public struct Choice: Hashable, Sendable {
    /// An action of each contender, in their order.
    public let decisions: [Decision]
    /// What each comes to.
    public let assessments: [TaskAssessment]
    /// Σ QoE, a failed task counting 0.
    public let qoe: Double
    /// Σ r of (13).
    public let reward: Double
    /// How many times ε(k, γ) was looked up: what the decision has cost.
    public let evaluations: Int
  }

  /// The most pairs of a set of offloaders and a way to share the bandwidth among them: eight UEs with thirteen bids
  /// have about half as many.
  public static let mostSplits = 1_000_000

  /// The grid.
  public let levels: SearchLevels
  /// Computation, power, constraints and preference.
  public let parameters: OffloadingParameters
  /// BW.
  public let bandwidth: Hertz
  /// The most UEs that the search was made for.
  public let players: Int

  /// The ways to share the bandwidth, at k − 1 those of k offloaders.
  let splits: [BandwidthSplits]
  /// The lower ends of the cells of shares, rising from 0.
  let cellShares: [Double]
  /// The cell in which the share of each part of each of the splits lies.
  let cells: [[Int]]

  /// Prepares a search.
  ///
  /// - Parameters:
  ///   - parameters: computation, power, constraints and preference.
  ///   - bandwidth: BW > 0.
  ///   - players: the most UEs that there will be.
  ///   - levels: the grid; the default ones unless given.
  /// - Throws: `SearchError` where that would be more than `mostSplits` pairs.
  public init(
    parameters: OffloadingParameters, bandwidth: Hertz, players: Int, levels: SearchLevels? = nil
  ) throws(SearchError) {
    let levels = levels ?? SearchLevels(parameters)
    let total = BandwidthSplits.total(players: players, levels: levels.bids.count)
    guard total <= Self.mostSplits else {
      throw .tooManySplits(players: players, bids: levels.bids.count, found: total, limit: Self.mostSplits)
    }
    self.levels = levels
    self.parameters = parameters
    self.bandwidth = bandwidth
    self.players = players
    splits = (0..<players).map { BandwidthSplits(offloaders: $0 + 1, bids: levels.bids) }
    let cellShares = Self.cellShares(splits)
    self.cellShares = cellShares
    cells = splits.map { $0.parts.map { Self.cell(of: $0.share, cellShares) } }
  }

  /// Prepares a search in a problem.
  ///
  /// - Parameters:
  ///   - problem: its UEs, its air and its parameters.
  ///   - levels: the grid; the default ones unless given.
  /// - Throws: `SearchError` for a problem with too many UEs.
  public init(_ problem: OffloadingProblem, levels: SearchLevels? = nil) throws(SearchError) {
    try self.init(
      parameters: problem.offloading, bandwidth: problem.radio.bandwidth, players: problem.players.count,
      levels: levels)
  }

  /// Finds the best joint action.
  ///
  /// - Parameter contenders: the UEs with a task, at most `players`.
  /// - Returns: an action of each; nothing for nobody.
  public func best(for contenders: [Contender]) -> Choice {
    precondition(
      contenders.count <= players, "the search was made for \(players) UEs at most, found \(contenders.count)")
    var descent = SearchDescent(self, contenders)
    descent.run()
    return descent.best.choice
  }

  /// 0, then cells of equal width in dB up to a share of one. Below a millionth they are one cell.
  private static func cellShares(_ splits: [BandwidthSplits]) -> [Double] {
    let least = splits.flatMap(\.parts).reduce(1) { min($0, $1.share) }
    let width = 0.25
    let range = -10 * log10(max(least, 1e-6))
    let count = Int((range / width).rounded(.up)) + 1
    return [0] + (0..<count).map { pow(10, (Double($0) * width - range) / 10) }
  }

  private static func cell(of share: Double, _ shares: [Double]) -> Int {
    var (lower, upper) = (0, shares.count)
    while upper - lower > 1 {
      let middle = (lower + upper) / 2
      if shares[middle] <= share { lower = middle } else { upper = middle }
    }
    return lower
  }
}

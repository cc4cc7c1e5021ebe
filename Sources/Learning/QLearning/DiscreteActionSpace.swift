public import Offloading

/// The discrete actions of a UE: L levels of f for ρ = 0, then the L·L pairs of levels of b̂ and p for ρ = 1, those of p
/// following one another. L = 5 of Ji et al. [Ji24], Section V, makes 30 actions.
public struct DiscreteActionSpace: Hashable, Sendable {
  /// L.
  public let levels: Int
  private let grid: SearchLevels

  /// Divides the ranges of p (in dBm), f and b̂ evenly, their ends included.
  ///
  /// - Parameters:
  ///   - parameters: the ranges.
  ///   - levels: L ≥ 1.
  public init(_ parameters: OffloadingParameters, levels: Int = 5) {
    precondition(levels >= 1, "discrete actions have at least one level, found \(levels)")
    self.levels = levels
    grid = SearchLevels(parameters, powers: levels, bids: levels, frequencies: levels)
  }

  /// L + L².
  public var count: Int { grid.actionCount }

  /// The decision of an action.
  ///
  /// - Parameter action: 0 ..< ``count``.
  /// - Returns: the decision, within its ranges.
  public func decision(_ action: Int) -> Decision {
    guard action >= levels else { return .local(frequency: grid.frequencies[action]) }
    let (bid, power) = (action - levels).quotientAndRemainder(dividingBy: levels)
    return .offload(bid: grid.bids[bid], power: grid.powers[power])
  }
}

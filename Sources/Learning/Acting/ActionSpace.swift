public import Offloading

/// What a network's outputs mean.
public enum ActionSpace: Hashable, Sendable {
  /// Two logits of ρ, then the numbers of b̂, p and f.
  case hybrid(HybridActionSpace)
  /// The value Q of each discrete action.
  case discrete(DiscreteActionSpace)

  /// A space by its kind, as a policy's file names it.
  public enum Kind: Codable, Hashable, Sendable, CustomStringConvertible {
    /// Real numbers for b̂, p and f.
    case hybrid
    /// So many levels each of p, f and b̂.
    case discrete(levels: Int)

    /// In words.
    public var description: String {
      switch self {
      case .hybrid: "hybrid actions"
      case .discrete(let levels): "actions of \(levels) levels"
      }
    }
  }

  /// The space of a kind for a problem's ranges.
  ///
  /// - Parameters:
  ///   - kind: which; a discrete one has at least one level.
  ///   - parameters: the ranges.
  public init(_ kind: Kind, _ parameters: OffloadingParameters) {
    switch kind {
    case .hybrid: self = .hybrid(HybridActionSpace(parameters))
    case .discrete(let levels): self = .discrete(DiscreteActionSpace(parameters, levels: levels))
    }
  }

  /// Which kind it is.
  public var kind: Kind {
    switch self {
    case .hybrid: .hybrid
    case .discrete(let space): .discrete(levels: space.levels)
    }
  }

  /// How many outputs a network has.
  public var outputs: Int {
    switch self {
    case .hybrid: HybridActionSpace.outputs
    case .discrete(let space): space.count
    }
  }

  /// The action taken once nothing is explored any more: of a hybrid actor the most probable one, ρ of the greater logit
  /// and b̂, p and f at their means; of a Q-network the one of the greatest value, the first of equal ones.
  func decision(_ outputs: [Float]) -> Decision {
    switch self {
    case .hybrid(let space):
      space.decision(offloads: outputs[1] > outputs[0], bid: outputs[2], power: outputs[3], frequency: outputs[4])
    case .discrete(let space):
      space.decision(outputs.indexOfGreatest)
    }
  }
}

extension Array where Element: Comparable {
  /// The index of the greatest element, the first of equal ones; 0 of none.
  var indexOfGreatest: Int {
    var best = 0
    for index in indices where self[index] > self[best] { best = index }
    return best
  }
}

/// A table for each UE from its own channel gain g|h|² to an action: actors that see nothing of the others.
public struct OwnChannelPolicy: Hashable, Sendable {
  /// For each UE the gains that part one class from the next, rising.
  public let thresholds: [[Double]]
  /// For each UE the action in each class, one more than thresholds.
  public let actions: [[Decision]]

  /// Puts a policy together.
  ///
  /// - Parameters:
  ///   - thresholds: for each UE gains, rising.
  ///   - actions: for each UE one more than it has thresholds.
  public init(thresholds: [[Double]], actions: [[Decision]]) {
    precondition(
      thresholds.count == actions.count && zip(thresholds, actions).allSatisfy { $0.count + 1 == $1.count },
      "a policy has one action more than thresholds for each UE")
    self.thresholds = thresholds
    self.actions = actions
  }

  /// Decides one step. With an empty queue the UE stays idle.
  ///
  /// - Parameters:
  ///   - observation: what the UE knows; its queue and its channel gain are looked at.
  ///   - player: the UE's place among the problem's players.
  /// - Returns: the action of the class that the gain lies in; a threshold belongs to the class above it.
  public func decision(for observation: Observation, player: Int) -> Decision {
    guard observation.queueLength > 0 else { return .idle }
    return actions[player][Self.classIndex(of: observation.channelGain, thresholds[player])]
  }

  /// How many thresholds are not above a gain.
  static func classIndex(of gain: Double, _ thresholds: [Double]) -> Int {
    var (lower, upper) = (0, thresholds.count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if thresholds[middle] <= gain { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }
}

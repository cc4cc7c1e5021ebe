/// How a UE learns by itself while a run goes on.
public struct OnlineLearning: Hashable, Codable, Sendable {
  /// Slots with a task over which ε falls from 1 to ``leastExploration``, along a line.
  public var explorationSlots: Int

  /// ε in the end: the probability that an action is drawn instead of chosen.
  public static let leastExploration = 0.01

  /// Says how to learn.
  ///
  /// - Parameter explorationSlots: slots with a task over which ε falls, at least 1.
  public init(explorationSlots: Int = 3000) {
    self.explorationSlots = explorationSlots
  }

  /// ε.
  ///
  /// - Parameter lessons: what was learned from so far, one a slot.
  /// - Returns: a probability.
  public func exploration(after lessons: Int) -> Double {
    max(1 - Double(lessons) / Double(explorationSlots), Self.leastExploration)
  }
}

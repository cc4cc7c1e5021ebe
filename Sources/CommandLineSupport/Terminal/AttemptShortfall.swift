public import Offloading
public import Protocol

/// By how much an attempt at a task missed what was asked of it.
public enum AttemptShortfall {
  /// What was found and what is required, in words.
  ///
  /// - Parameters:
  ///   - outcome: the attempt.
  ///   - parameters: what is required: ε_min and t_max.
  /// - Returns: nil for an attempt that was completed, or that failed for want of energy or of an answer.
  public static func words(_ outcome: Outcome, _ parameters: OffloadingParameters) -> String? {
    func percent(_ share: Double) -> String { FixedPoint.text(100 * share, decimals: 1) + " %" }
    switch outcome.result {
    case .accuracyTooLow:
      // Its reward is ε − ε_min, ε being relative to local.
      let expected = parameters.minimumAccuracy + outcome.reward
      return "expected \(percent(expected)) of local, required \(percent(parameters.minimumAccuracy))"
    case .latencyTooHigh: return "\(outcome.latency), allowed \(parameters.maximumLatency)"
    case .completed, .batteryFlat, .undecodable: return nil
    }
  }
}

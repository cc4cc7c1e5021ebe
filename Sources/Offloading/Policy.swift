import Quantities
public import Randomness

/// The policies that need no learning: the benchmarks of Ji et al. [Ji24], Section V-A.
public enum Policy: String, Codable, Hashable, Sendable, CaseIterable {
  /// Every task is done by the UE, at the clock frequency of the least cost for its preference.
  case local
  /// Every task is offloaded with the highest power and the bid 0, an even share among such UEs.
  case remote
  /// A fair coin decides whether to offload; bid, power (in dBm) and clock frequency are uniform in their ranges.
  case random

  /// Decides one step. With an empty queue the UE stays idle.
  ///
  /// - Parameters:
  ///   - observation: what the UE knows.
  ///   - parameters: the ranges and the preference.
  ///   - stream: the numbers of the policy `random`, the stream "policy" of the UE and the slot.
  /// - Returns: the decision, within its ranges.
  public func decision(
    for observation: Observation, parameters: OffloadingParameters, stream: inout RandomStream
  ) -> Decision {
    guard observation.queueLength > 0 else { return .idle }
    switch self {
    case .local:
      let weight = parameters.preference.weight(for: observation.battery)
      return .local(frequency: parameters.optimalLocalFrequency(weight: weight))
    case .remote:
      return Decision.offload(bid: 0, power: parameters.transmitPower.upperBound).limited(by: parameters)
    case .random:
      return random(parameters, &stream)
    }
  }

  private func random(_ parameters: OffloadingParameters, _ stream: inout RandomStream) -> Decision {
    if stream.uniform() < 0.5 {
      let range = parameters.localFrequency
      return .local(frequency: Hertz(stream.uniform(in: range.lowerBound.value...range.upperBound.value)))
    }
    let power = parameters.transmitPower
    return Decision.offload(
      bid: stream.uniform(in: parameters.bandwidthBid),
      power: Watts(dBm: stream.uniform(in: power.lowerBound.dBm...power.upperBound.dBm))
    ).limited(by: parameters)
  }
}

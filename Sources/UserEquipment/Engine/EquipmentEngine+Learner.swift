package import Learning
package import Protocol
package import Scenario

extension EquipmentEngine {
  /// The learner of a UE that learns while the run goes on.
  ///
  /// - Parameters:
  ///   - profile: the UE's.
  ///   - name: the UE's.
  ///   - scenario: what is run.
  /// - Returns: a learner that knows nothing yet; nil for a UE that decides otherwise.
  /// - Throws: `TensorError` when memory runs out.
  package static func learner(of profile: UEProfile, _ name: UEName, in scenario: Scenario) throws -> OnlineLearner? {
    guard case .learning(let learning) = profile.policy else { return nil }
    return try OnlineLearner(
      learning, name: name.rawValue, seed: scenario.seed, ues: scenario.ues.count, parameters: scenario.offloading,
      layout: layout(of: profile, in: scenario))
  }

  /// How a UE's own observations become numbers.
  static func layout(
    of profile: UEProfile, in scenario: Scenario, version: ObservationLayout.Version = .local
  ) -> ObservationLayout {
    ObservationLayout(
      radio: scenario.radio, offloading: scenario.offloading, initialQueues: [profile.supply.initial],
      steps: scenario.slots.count ?? Int.max, version: version)
  }
}

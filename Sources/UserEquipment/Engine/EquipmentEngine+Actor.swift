package import Learning
import Offloading
package import Protocol
package import Scenario
import Tasks

extension EquipmentEngine {
  /// Loads the actor of a UE that decides by a trained policy.
  ///
  /// - Parameters:
  ///   - profile: the UE's.
  ///   - name: the UE's.
  ///   - scenario: what is run, as the server sent it.
  ///   - modelDigests: of the codec's model, then of the one that executes on the UE alone.
  ///   - folders: where policies lie, the first first.
  /// - Returns: the actor; nil for a UE that decides otherwise.
  /// - Throws: `PolicyError` and `SafetensorsError` for a policy that cannot be used.
  package static func actor(
    of profile: UEProfile, _ name: UEName, in scenario: Scenario, modelDigests: [String], folders: [String]
  ) throws -> DeployedActor? {
    guard case .trained(let policy) = profile.policy else { return nil }
    let kind = profile.task.rawValue
    let digests = Dictionary(uniqueKeysWithValues: zip([kind, "\(kind).local"], modelDigests))
    return try DeployedActor.load(
      policy + PolicyChoice.fileSuffix, in: folders, for: name.rawValue, profile.task.modality,
      problemDigest: try scenario.problemDigest(), modelDigests: digests, parameters: scenario.offloading
    ) { layout(of: profile, in: scenario, version: $0) }
  }
}

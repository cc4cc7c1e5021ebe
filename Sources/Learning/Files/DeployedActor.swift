import Crypto
import FoundationEssentials
public import Offloading
public import Tasks
import Tensors

/// One UE's actor out of a policy's file, as the UE's own process uses it: of what the others do it knows nothing.
public struct DeployedActor: Hashable, Sendable {
  /// Decides.
  public let network: ActorNetwork
  /// The UE that it was trained for: the one that asks, or one whose place it takes.
  public let owner: String
  /// The SHA-256 digest of the policy's file, in lower-case hexadecimal.
  public let digest: String

  /// Reads the actor of a UE: the one of its name, or for a UE that the policy does not know the first one for tasks of
  /// the same modality.
  ///
  /// - Parameters:
  ///   - name: the name of a file that `helio train policy` wrote.
  ///   - folders: where it may lie, the first first.
  ///   - ue: the UE's name.
  ///   - modality: what its tasks carry.
  ///   - problemDigest: the digest of the problem of the run, which must be the one that the policy was trained for.
  ///   - modelDigests: the digests of the UE's own models, which must be among those that it was trained with.
  ///   - parameters: the ranges of actions.
  ///   - layout: the UE's layout of observations, of the version that the policy was trained with.
  /// - Returns: the actor.
  /// - Throws: `SafetensorsError` for a file that is damaged, ``PolicyError`` for one that is missing, holds no policy, or one
  ///   for another problem, other models or other tasks.
  public static func load(
    _ name: String, in folders: [String], for ue: String, _ modality: Modality, problemDigest: String,
    modelDigests: [String: String],
    parameters: OffloadingParameters, layout: (ObservationLayout.Version) -> ObservationLayout
  ) throws -> DeployedActor {
    let paths = folders.map { "\($0)/\(name)" }
    guard let path = paths.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      let first = paths.first ?? name
      throw PolicyError(
        place: paths.joined(separator: ", "), expected: "a trained policy", found: "no such file",
        remedy: "Train it with helio train policy TOPOLOGY --output \(first), or point at another folder with --models")
    }
    // Digest and actor are of the same bytes, whatever happens to the file meanwhile.
    let bytes = try SafetensorsFile.bytes(of: path)
    let file = try SafetensorsFile(contents: bytes, path: path)
    let description = try PolicyDescription(in: file, remedy: "Give a file that helio train policy wrote")
    let remedy = "\(description.trainAgain) TOPOLOGY --output FILE and name it in the topology"
    try description.check(place: path, problemDigest: problemDigest, remedy: remedy)
    for (kind, digest) in modelDigests.sorted(by: { $0.key < $1.key }) {
      try description.check(place: path, model: digest, of: kind, remedy: remedy)
    }
    let suitable = description.actors.filter { $0.modality == modality }
    guard let owner = suitable.first(where: { $0.name == ue }) ?? suitable.first else {
      let actors = description.actors.map { "\($0.name) (\($0.modality.rawValue))" }
      throw PolicyError(
        place: path, expected: "an actor of \(ue), or one for tasks with the modality \(modality.rawValue)",
        found: "those of \(actors.joined(separator: ", "))",
        remedy: "Give the UE another policy, or train one for a topology that has such a UE with helio train policy")
    }
    let layout = layout(description.observation)
    let space = ActionSpace(description.actions, parameters)
    let network = try TrainedPolicy.network(of: owner.name, in: file, inputs: layout.count, space: space)
    return DeployedActor(
      network: ActorNetwork(network: network, layout: layout, space: space, player: 0), owner: owner.name,
      digest: SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
  }
}

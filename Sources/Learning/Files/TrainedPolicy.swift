import FoundationEssentials
public import Offloading
import Tensors

/// The actors of a policy's file: for each UE `NAME.layers.{0,1,2}.{weight,bias}`, as `torch.nn.Linear` has them, with tanh
/// between them; outputs are two logits of ρ, then b̂, p and f before they are brought into their ranges.
public struct TrainedPolicy: Sendable {
  /// What the policy is.
  public let description: PolicyDescription
  /// The actors, by player.
  public let actors: [ActorNetwork]

  /// Reads a policy for a problem.
  ///
  /// - Parameters:
  ///   - path: a file that `helio train policy` wrote.
  ///   - problem: what it is to be used for.
  ///   - problemDigest: the problem's digest, which must be the one that it was trained for.
  ///   - modelDigests: the digests of the models in use, which must be those that it was trained with.
  /// - Returns: the policy.
  /// - Throws: `SafetensorsError` for a file that is missing or damaged, ``PolicyError`` for one that holds no policy or
  ///   one for another problem.
  public static func load(
    _ path: String, for problem: OffloadingProblem, problemDigest: String, modelDigests: [String: String]
  ) throws -> TrainedPolicy {
    let file = try SafetensorsFile.read(path)
    let description = try description(in: file)
    guard description.problemDigest == problemDigest else {
      throw PolicyError(
        place: path, expected: "a policy trained for the problem \(problemDigest.prefix(12))…",
        found: "one trained for \(description.problemDigest.prefix(12))… of the topology \(description.topology)",
        remedy: "Train one for this topology with helio train policy")
    }
    for kind in Set(modelDigests.keys).union(description.modelDigests.keys).sorted()
    where modelDigests[kind] != description.modelDigests[kind] {
      func words(_ digest: String?) -> String { digest.map { "\($0.prefix(12))…" } ?? "no model" }
      throw PolicyError(
        place: path, expected: "a policy trained with the model of \(kind) in use, \(words(modelDigests[kind]))",
        found: "one trained with \(words(description.modelDigests[kind]))",
        remedy: "Train one with helio train policy")
    }
    let actors = problem.players.map { PolicyDescription.Actor(name: $0.name, modality: $0.modality) }
    guard description.actors == actors else {
      throw PolicyError(
        place: path, expected: "actors for \(actors.map(\.name).joined(separator: ", "))",
        found: "those for \(description.actors.map(\.name).joined(separator: ", "))",
        remedy: "Train one for this topology with helio train policy")
    }
    let layout = ObservationLayout(problem, version: description.observation)
    let space = HybridActionSpace(problem.offloading)
    return TrainedPolicy(
      description: description,
      actors: try actors.indices.map { player in
        let layers = try layers(of: actors[player].name, in: file, inputs: layout.count)
        return ActorNetwork(layers: layers, layout: layout, space: space, player: player)
      })
  }

  private static func description(in file: SafetensorsFile) throws(PolicyError) -> PolicyDescription {
    let remedy = "Give a file that helio train policy wrote"
    guard let json = file.metadata[PolicyDescription.metadataKey] else {
      throw PolicyError(
        place: file.path, expected: "a policy with its description in the metadata",
        found: file.metadata.isEmpty
          ? "no metadata" : "the keys \(file.metadata.keys.sorted().joined(separator: ", "))",
        remedy: remedy)
    }
    do {
      return try JSONDecoder().decode(PolicyDescription.self, from: Data(json.utf8))
    } catch {
      throw PolicyError(
        place: file.path, expected: "a policy's description that this version knows", found: "\(json.prefix(80))",
        remedy: remedy)
    }
  }

  /// The layers of a UE, each fitting the one before.
  private static func layers(
    of name: String, in file: SafetensorsFile, inputs: Int
  ) throws -> [ActorNetwork.Layer] {
    let tensors = Dictionary(file.tensors.map { ($0.name, $0.tensor) }) { first, _ in first }
    var layers: [ActorNetwork.Layer] = []
    var width = inputs
    while let weight = tensors["\(name).layers.\(layers.count).weight"] {
      let place = "\(name).layers.\(layers.count)"
      guard let bias = tensors["\(place).bias"], weight.shape.count == 2, weight.shape[1] == width,
        bias.shape == [weight.shape[0]]
      else {
        throw PolicyError(
          place: file.path, expected: "a weight [outputs, \(width)] and a bias [outputs] of \(place)",
          found: "\(weight.shape) and \(tensors["\(place).bias"].map { "\($0.shape)" } ?? "none")",
          remedy: "Train it again with helio train policy")
      }
      let layer = ActorNetwork.Layer(weight: try weight.transpose(0, 1).floats(), bias: try bias.floats())
      guard layer.weight.allSatisfy(\.isFinite), layer.bias.allSatisfy(\.isFinite) else {
        throw PolicyError(
          place: file.path, expected: "finite weights of \(place)", found: "one that is not finite",
          remedy: "Train it again with helio train policy")
      }
      layers.append(layer)
      width = weight.shape[0]
    }
    guard !layers.isEmpty, width == ActorNetwork.outputs else {
      throw PolicyError(
        place: file.path, expected: "layers of \(name) that end with \(ActorNetwork.outputs) outputs",
        found: layers.isEmpty ? "no layers" : "\(width) outputs", remedy: "Train it again with helio train policy")
    }
    return layers
  }
}

extension MAPPOLearner {
  /// Writes the actors as a policy's file.
  ///
  /// - Parameters:
  ///   - path: a safetensors file, replaced at once.
  ///   - topology: the topology's name.
  ///   - problemDigest: what the policy was trained for.
  ///   - modelDigests: the models whose knowledge bases it was trained with, by kind of task.
  /// - Throws: `SafetensorsError` when it cannot be written.
  public func writePolicy(
    to path: String, topology: String, problemDigest: String, modelDigests: [String: String]
  ) throws {
    let description = PolicyDescription(
      algorithm: .mappo, topology: topology, problemDigest: problemDigest, modelDigests: modelDigests,
      actors: problem.players.map { PolicyDescription.Actor(name: $0.name, modality: $0.modality) },
      seed: configuration.seed, updates: update)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = String(decoding: try encoder.encode(description), as: UTF8.self)
    var tensors: [NamedTensor] = []
    for (player, profile) in problem.players.enumerated() {
      for (index, layer) in networks.actor.layers.enumerated() {
        let agent = layer.weight.shape[0] == 1 ? 0 : player
        tensors.append(
          (
            name: "\(profile.name).layers.\(index).weight",
            tensor: try layer.weight.select(axis: 0, agent).transpose(0, 1).copied()
          ))
        tensors.append(
          (
            name: "\(profile.name).layers.\(index).bias",
            tensor: try layer.bias.select(axis: 0, agent).reshape([layer.bias.shape[2]]).copied()
          ))
      }
    }
    try SafetensorsFile.write(path, tensors: tensors, metadata: [PolicyDescription.metadataKey: json])
  }
}

public import Offloading
import Tensors

/// The actors of a policy's file: for each UE `NAME.layers.{0,1,2}.{weight,bias}`, as `torch.nn.Linear` has them, with tanh
/// between them. Outputs are two logits of ρ, then b̂, p and f before they are brought into their ranges, or the value of each
/// discrete action (``ActionSpace``).
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
    let description = try PolicyDescription(in: file, remedy: "Give a file that helio train policy wrote")
    try description.check(
      place: path, for: problem, problemDigest: problemDigest, modelDigests: modelDigests,
      remedy: description.trainAgain)
    let layout = ObservationLayout(problem, version: description.observation)
    let space = ActionSpace(description.actions, problem.offloading)
    return TrainedPolicy(
      description: description,
      actors: try problem.players.indices.map { player in
        let network = try network(of: problem.players[player].name, in: file, inputs: layout.count, space: space)
        return ActorNetwork(network: network, layout: layout, space: space, player: player)
      })
  }

  /// The layers of a UE, each fitting the one before.
  static func network(
    of name: String, in file: SafetensorsFile, inputs: Int, space: ActionSpace
  ) throws -> Perceptron {
    let tensors = Dictionary(file.tensors.map { ($0.name, $0.tensor) }) { first, _ in first }
    var layers: [Perceptron.Layer] = []
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
      let layer = Perceptron.Layer(weight: try weight.transpose(0, 1).floats(), bias: try bias.floats())
      guard layer.weight.allSatisfy(\.isFinite), layer.bias.allSatisfy(\.isFinite) else {
        throw PolicyError(
          place: file.path, expected: "finite weights of \(place)", found: "one that is not finite",
          remedy: "Train it again with helio train policy")
      }
      layers.append(layer)
      width = weight.shape[0]
    }
    guard !layers.isEmpty, width == space.outputs else {
      throw PolicyError(
        place: file.path, expected: "layers of \(name) that end with \(space.outputs) outputs for \(space.kind)",
        found: layers.isEmpty ? "no layers" : "\(width) outputs", remedy: "Train it again with helio train policy")
    }
    return Perceptron(layers: layers)
  }
}

extension TrainedPolicy {
  /// Writes the policy.
  ///
  /// - Parameter path: a safetensors file, replaced at once.
  /// - Throws: `SafetensorsError` when it cannot be written, `TensorError` when memory runs out.
  public func write(to path: String) throws {
    var tensors: [NamedTensor] = []
    for (actor, described) in zip(actors, description.actors) {
      tensors += try actor.network.tensors().map { (name: "\(described.name).\($0.name)", tensor: $0.tensor) }
    }
    try SafetensorsFile.write(
      path, tensors: tensors, metadata: [PolicyDescription.metadataKey: try PolicyDescription.json(description)])
  }
}

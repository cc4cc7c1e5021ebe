public import Offloading

/// One UE's actor: an observation's numbers through a network's layers, whose outputs are an action.
public struct ActorNetwork: Hashable, Sendable {
  /// The layers.
  let network: Perceptron
  /// How an observation becomes numbers.
  let layout: ObservationLayout
  /// What the outputs mean.
  public let space: ActionSpace
  /// The UE's place among the players.
  let player: Int

  init(network: Perceptron, layout: ObservationLayout, space: ActionSpace, player: Int) {
    self.network = network
    self.layout = layout
    self.space = space
    self.player = player
  }

  /// The action of the policy without any exploration. Idle with an empty queue.
  public func decision(for observation: Observation) -> Decision {
    guard observation.queueLength > 0 else { return .idle }
    var input = [Float](repeating: 0, count: layout.count)
    layout.write(observation, of: player, into: &input, at: 0)
    return space.decision(network(input))
  }

  /// The multiplications, each with an addition, of a decision: Σ inputs·outputs over the layers.
  var multiplyAdds: Int { network.layers.reduce(0) { $0 + $1.weight.count } }
}

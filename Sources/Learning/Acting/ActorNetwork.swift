import Glibc
public import Offloading

/// One UE's actor in plain Swift: tanh layers, then the logits of ρ and the means of b̂, p and f. What is deployed and what
/// is evaluated run through here, so that both decide alike to the last bit, without libtorch.
public struct ActorNetwork: Sendable {
  /// W and b of a layer, y = x·W + b.
  struct Layer: Sendable {
    /// `[inputs, outputs]` in row-major order.
    let weight: [Float]
    /// `[outputs]`.
    let bias: [Float]
  }

  /// How many outputs an actor has: two logits of ρ, then b̂, p, f.
  static let outputs = 2 + HybridActionSpace.components

  private let layers: [Layer]
  private let layout: ObservationLayout
  private let space: HybridActionSpace
  private let player: Int

  init(layers: [Layer], layout: ObservationLayout, space: HybridActionSpace, player: Int) {
    self.layers = layers
    self.layout = layout
    self.space = space
    self.player = player
  }

  /// The most probable action: ρ of the greater logit, b̂, p and f at their means. Idle with an empty queue.
  public func decision(for observation: Observation) -> Decision {
    guard observation.queueLength > 0 else { return .idle }
    var input = [Float](repeating: 0, count: layout.count)
    layout.write(observation, of: player, into: &input, at: 0)
    let output = forward(input)
    return space.decision(
      offloads: output[1] > output[0], bid: output[2], power: output[3], frequency: output[4])
  }

  /// The outputs for an observation's numbers.
  func forward(_ input: [Float]) -> [Float] {
    var values = input
    for (index, layer) in layers.enumerated() {
      var next = layer.bias
      let width = next.count
      for (row, value) in values.enumerated() {
        let start = row * width
        for column in 0..<width { next[column] += value * layer.weight[start + column] }
      }
      if index < layers.count - 1 {
        for column in 0..<width { next[column] = tanh(next[column]) }
      }
      values = next
    }
    return values
  }
}

import Tensors
import Testing

@Suite("Adam")
struct AdamTests {
  /// The update of Kingma and Ba's Algorithm 1 with decoupled decay, written out for one number.
  private func byHand(
    _ start: Double, gradients: [Double], rate: Double, epsilon: Double, decay: Double
  ) -> Double {
    var (parameter, mean, square) = (start, 0.0, 0.0)
    var (power1, power2) = (1.0, 1.0)
    for gradient in gradients {
      parameter -= rate * decay * parameter
      mean = 0.9 * mean + 0.1 * gradient
      square = 0.999 * square + 0.001 * gradient * gradient
      power1 *= 0.9
      power2 *= 0.999
      parameter -= rate * (mean / (1 - power1)) / ((square / (1 - power2)).squareRoot() + epsilon)
    }
    return parameter
  }

  private func train(_ parameter: Tensor, _ adam: inout Adam, gradients: [Double]) throws {
    for gradient in gradients {
      adam.clearGradients()
      try (parameter * gradient).sum().backward()
      try adam.step()
    }
  }

  @Test("The first step moves by the learning rate against the gradient's sign")
  func firstStep() throws {
    let parameter = try Tensor([1, 1]).requiringGradient()
    var adam = try Adam([("p", parameter)], learningRate: 0.125)
    try (parameter * Tensor([0.5, -20])).sum().backward()
    try adam.step()
    try expectClose(parameter, [0.875, 1.125], within: 1e-6)
  }

  @Test("Several steps with epsilon and weight decay follow the update written out by hand")
  func manySteps() throws {
    let gradients = [0.3, -0.1, 0.7, 0.0, -0.4]
    let parameter = try Tensor(doubles: [2]).requiringGradient()
    var adam = try Adam([("p", parameter)], learningRate: 0.05, epsilon: 1e-2, weightDecay: 0.1)
    try train(parameter, &adam, gradients: gradients)
    let expected = byHand(2, gradients: gradients, rate: 0.05, epsilon: 1e-2, decay: 0.1)
    try expectClose(parameter, [expected], within: 1e-12)
  }

  @Test("A parameter without a gradient stays where it is")
  func idle() throws {
    let used = try Tensor([1]).requiringGradient()
    let idle = try Tensor([1]).requiringGradient()
    var adam = try Adam([("used", used), ("idle", idle)], learningRate: 0.5, weightDecay: 1)
    try used.sum().backward()
    try adam.step()
    #expect(try idle.floats() == [1])
  }

  @Test("An optimiser restored from its state goes on as if it had not been interrupted")
  func resumed() throws {
    let gradients = [0.3, -0.1, 0.7]
    let whole = try Tensor([2]).requiringGradient()
    var optimiser = try Adam([("p", whole)], learningRate: 0.1)
    try train(whole, &optimiser, gradients: gradients)

    let first = try Tensor([2]).requiringGradient()
    var before = try Adam([("p", first)], learningRate: 0.1)
    try train(first, &before, gradients: [gradients[0]])
    let state = try before.state()
    #expect(state.map(\.name) == ["p.exp_avg", "p.exp_avg_sq", "p.step"])
    let second = try first.copied().requiringGradient()
    var after = try Adam([("p", second)], learningRate: 0.1)
    try after.restore(state)
    try train(second, &after, gradients: Array(gradients[1...]))
    #expect(try second.floats() == whole.floats())
  }

  @Test("A state that lacks a tensor or has another shape is refused by name")
  func badState() throws {
    let parameter = try Tensor([2, 3])
    var adam = try Adam([("p", parameter)])
    let lacking = #expect(throws: TensorError.self) { try adam.restore([]) }
    #expect(lacking?.description == "Adam.restore: 'p.step' is missing")
    let other = try Adam([("p", Tensor([1, 2, 3]))]).state()
    let misshapen = #expect(throws: TensorError.self) { try adam.restore(other) }
    #expect(
      misshapen?.description == "Adam.restore of [2] and [3]: 'p.exp_avg' has another shape than its parameter")
  }
}

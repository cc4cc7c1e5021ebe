import Glibc

/// Adam (Kingma and Ba 2015, Algorithm 1) with decoupled weight decay (Loshchilov and Hutter 2019, Algorithm 2: AdamW).
///
/// For each parameter θ with gradient g at its step t:
/// θ ← θ − η·λ·θ, m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²,
/// θ ← θ − η·(m/(1 − β₁ᵗ)) / (√(v/(1 − β₂ᵗ)) + ε),
/// η the learning rate, λ the weight decay. This is `torch.optim.AdamW`; with λ = 0 it is `torch.optim.Adam`.
/// A parameter without a gradient is passed over and its step does not count.
public struct Adam: Sendable {
  /// η, may be changed between steps.
  public var learningRate: Double
  /// β₁ and β₂.
  public let betas: (Double, Double)
  /// ε, added after the square root.
  public let epsilon: Double
  /// λ, 0 for none.
  public let weightDecay: Double

  private struct Entry: Sendable {
    let name: String
    let parameter: Tensor
    let mean: Tensor
    let square: Tensor
    var steps: Int
  }

  private var entries: [Entry]

  /// An optimiser of `parameters` in its initial state. Each parameter is changed in place by `step()`.
  public init(
    _ parameters: [NamedTensor], learningRate: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
    epsilon: Double = 1e-8, weightDecay: Double = 0
  ) throws(TensorError) {
    self.learningRate = learningRate
    self.betas = betas
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    entries = []
    for (name, parameter) in parameters {
      let shape = parameter.shape
      let type = try parameter.elementType
      entries.append(
        Entry(
          name: name, parameter: parameter, mean: try .zeros(shape, type: type),
          square: try .zeros(shape, type: type), steps: 0))
    }
  }

  /// Moves every parameter that has a gradient by one step; the gradients stay.
  public mutating func step() throws(TensorError) {
    let before = entries
    let (beta1, beta2) = betas
    entries = try withoutGradient { () throws(TensorError) in
      var entries = before
      for index in entries.indices {
        guard let gradient = try entries[index].parameter.gradient else { continue }
        entries[index].steps += 1
        let entry = entries[index]
        if weightDecay != 0 {
          try callInPlace("mul_.Scalar", .tensor(entry.parameter), .real(1 - learningRate * weightDecay))
        }
        try callInPlace("mul_.Scalar", .tensor(entry.mean), .real(beta1))
        try callInPlace("add_.Tensor", .tensor(entry.mean), .tensor(gradient), .real(1 - beta1))
        try callInPlace("mul_.Scalar", .tensor(entry.square), .real(beta2))
        try callInPlace(
          "addcmul_", .tensor(entry.square), .tensor(gradient), .tensor(gradient), .real(1 - beta2))
        let correction1 = 1 - pow(beta1, Double(entry.steps))
        let correction2 = 1 - pow(beta2, Double(entry.steps))
        let denominator = try entry.square.squareRoot() * (1 / correction2.squareRoot()) + epsilon
        try callInPlace(
          "addcdiv_", .tensor(entry.parameter), .tensor(entry.mean), .tensor(denominator),
          .real(-learningRate / correction1))
      }
      return entries
    }
  }

  /// Forgets the gradients of all parameters, before the next backward pass.
  public func clearGradients() {
    for entry in entries { entry.parameter.clearGradient() }
  }

  /// The moments and step counts, copied, to be stored beside the weights: `NAME.exp_avg`, `NAME.exp_avg_sq`,
  /// `NAME.step` for each parameter NAME.
  public func state() throws(TensorError) -> [NamedTensor] {
    var state: [NamedTensor] = []
    for entry in entries {
      state.append((name: "\(entry.name).exp_avg", tensor: try entry.mean.copied()))
      state.append((name: "\(entry.name).exp_avg_sq", tensor: try entry.square.copied()))
      state.append((name: "\(entry.name).step", tensor: try Tensor(indices: [entry.steps], shape: [])))
    }
    return state
  }

  /// Continues from a state that `state()` gave for the same parameters. Throws, naming the tensor, when one is
  /// missing or has another shape; nothing changes then. Tensors of other names are passed over.
  public mutating func restore(_ state: [NamedTensor]) throws(TensorError) {
    let found = Dictionary(state.map { ($0.name, $0.tensor) }) { first, _ in first }
    let lookUp: (String, [Int]) throws(TensorError) -> Tensor = { (name, shape) throws(TensorError) in
      guard let tensor = found[name] else {
        throw TensorError(.invalidArgument, operation: "Adam.restore", reason: "'\(name)' is missing")
      }
      guard tensor.shape == shape else {
        throw TensorError(
          .invalidArgument, operation: "Adam.restore", shapes: [shape, tensor.shape],
          reason: "'\(name)' has another shape than its parameter")
      }
      return tensor
    }
    var moments: [(mean: Tensor, square: Tensor, steps: Int)] = []
    for entry in entries {
      let shape = entry.parameter.shape
      let steps = try lookUp("\(entry.name).step", []).integers()[0]
      moments.append((try lookUp("\(entry.name).exp_avg", shape), try lookUp("\(entry.name).exp_avg_sq", shape), steps))
    }
    for (index, moment) in moments.enumerated() {
      try entries[index].mean.assign(moment.mean)
      try entries[index].square.assign(moment.square)
      entries[index].steps = moment.steps
    }
  }
}

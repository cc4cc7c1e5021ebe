/// A tensor and its name in a module, as `self_attn.in_proj_weight`.
public typealias NamedTensor = (name: String, tensor: Tensor)

/// A part of a network: named tensors that training changes, and named tensors that it keeps beside them.
///
/// Names and shapes are those of the PyTorch module of the same name, in its order, so weights can be exchanged.
public protocol Module: Sendable {
  /// What an optimiser changes, in a fixed order.
  var parameters: [NamedTensor] { get }
  /// What else belongs to the module's state: running statistics.
  var buffers: [NamedTensor] { get }
}

extension Module {
  /// No buffers.
  public var buffers: [NamedTensor] { [] }

  /// Parameters, then buffers: what a file of weights holds.
  public var state: [NamedTensor] { parameters + buffers }

  /// The number of trainable numbers.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.tensor.count } }

  /// The parameters with `name.` in front, for the module that this one is part of.
  public func parameters(under name: String) -> [NamedTensor] {
    parameters.map { (name: "\(name).\($0.name)", tensor: $0.tensor) }
  }

  /// The buffers with `name.` in front, for the module that this one is part of.
  public func buffers(under name: String) -> [NamedTensor] {
    buffers.map { (name: "\(name).\($0.name)", tensor: $0.tensor) }
  }
}

/// What a forward pass is for; dropout and batch normalisation differ.
public enum ForwardMode: Sendable {
  /// Nothing is dropped and running statistics are used.
  case inference
  /// Dropout draws from the generator; running statistics are updated.
  case training(TensorGenerator)

  /// Whether this is a training pass.
  public var isTraining: Bool {
    if case .training = self { true } else { false }
  }
}

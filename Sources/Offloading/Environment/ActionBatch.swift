import Quantities

/// The actions of all UEs in all environments, component by component. The UE u of environment e has the index
/// e·U + u, as in ``OffloadingEnvironment``.
public struct ActionBatch: Sendable {
  /// ρ: whether the task is offloaded.
  public var offloads: [Bool]
  /// b̂, looked at where ρ = 1.
  public var bids: [Double]
  /// p in W, looked at where ρ = 1.
  public var powers: [Double]
  /// f in Hz, looked at where ρ = 0.
  public var frequencies: [Double]

  /// Room for actions, all of them local at 0 Hz at first, which an environment brings into the range.
  ///
  /// - Parameter count: environments times UEs.
  public init(count: Int) {
    offloads = Array(repeating: false, count: count)
    bids = Array(repeating: 0, count: count)
    powers = Array(repeating: 0, count: count)
    frequencies = Array(repeating: 0, count: count)
  }

  /// The action at an index as a decision. Setting `.idle` sets nothing: whose queue is empty is idle whatever it does.
  public subscript(index: Int) -> Decision {
    get {
      offloads[index]
        ? .offload(bid: bids[index], power: Watts(powers[index])) : .local(frequency: Hertz(frequencies[index]))
    }
    set {
      switch newValue {
      case .idle: break
      case .local(let frequency):
        offloads[index] = false
        frequencies[index] = frequency.value
      case .offload(let bid, let power):
        offloads[index] = true
        bids[index] = bid
        powers[index] = power.value
      }
    }
  }
}

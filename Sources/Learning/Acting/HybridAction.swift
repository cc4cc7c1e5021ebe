public import Offloading
public import Quantities

/// The ranges into which a network's real numbers are brought: x ↦ a + (b − a)·min(max(½ + x/4, 0), 1) for the bid b̂,
/// the power p in dBm and the clock frequency f. At x = 0 its slope is that of the logistic function, but the ends, where
/// the best power often lies, are reached.
public struct HybridActionSpace: Hashable, Sendable {
  /// The components besides ρ, in the order of a network's outputs.
  public static let components = 3
  /// How many outputs a network has: two logits of ρ, then b̂, p and f.
  public static let outputs = 2 + components
  private let bids: ClosedRange<Double>
  private let powerLevels: ClosedRange<Double>
  private let frequencies: ClosedRange<Double>

  /// The space of a problem's actions.
  public init(_ parameters: OffloadingParameters) {
    bids = parameters.bandwidthBid
    powerLevels = parameters.transmitPower.lowerBound.dBm...parameters.transmitPower.upperBound.dBm
    frequencies = parameters.localFrequency.lowerBound.value...parameters.localFrequency.upperBound.value
  }

  /// b̂ of a network's number.
  public func bid(_ number: Float) -> Double { Self.place(number, in: bids) }
  /// p of a network's number.
  public func power(_ number: Float) -> Watts { Watts(dBm: Self.place(number, in: powerLevels)) }
  /// f of a network's number.
  public func frequency(_ number: Float) -> Hertz { Hertz(Self.place(number, in: frequencies)) }

  /// The decision of an actor's outputs.
  ///
  /// - Parameters:
  ///   - offloads: ρ.
  ///   - bid: the number of b̂.
  ///   - power: that of p.
  ///   - frequency: that of f.
  /// - Returns: the decision, within its ranges.
  public func decision(offloads: Bool, bid: Float, power: Float, frequency: Float) -> Decision {
    offloads
      ? .offload(bid: self.bid(bid), power: self.power(power)) : .local(frequency: self.frequency(frequency))
  }

  private static func place(_ number: Float, in range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * min(max(0.5 + Double(number) / 4, 0), 1)
  }
}

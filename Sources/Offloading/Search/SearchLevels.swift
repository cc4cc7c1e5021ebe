internal import Glibc
public import Quantities

/// The grid of actions that a search looks through: levels of p, f and b̂ over the ranges of (11d), (11e) and the bids.
public struct SearchLevels: Hashable, Sendable {
  /// p, from the lowest to the highest, evenly in dBm.
  public let powers: [Watts]
  /// f, from the lowest to the highest, evenly in Hz.
  public let frequencies: [Hertz]
  /// b̂, from the lowest to the highest, evenly.
  public let bids: [Double]

  /// Divides the ranges evenly, their ends included. A single level is the upper end.
  ///
  /// With five levels of b̂ instead of thirteen the best action of Ji et al. [Ji24], Section V, loses up to 1.3 %.
  ///
  /// - Parameters:
  ///   - parameters: the ranges.
  ///   - powers: how many levels of p, ≥ 1.
  ///   - bids: how many levels of b̂, ≥ 1.
  ///   - frequencies: how many levels of f, ≥ 1.
  public init(_ parameters: OffloadingParameters, powers: Int = 7, bids: Int = 13, frequencies: Int = 13) {
    precondition(
      powers >= 1 && bids >= 1 && frequencies >= 1,
      "a search has at least one level of each, found \(powers) powers, \(bids) bids and \(frequencies) frequencies")
    let (power, frequency) = (parameters.transmitPower, parameters.localFrequency)
    self.powers = Self.levels(
      powers, from: power.lowerBound, to: power.upperBound,
      between: { fraction in
        let (lowest, highest) = (power.lowerBound.dBm, power.upperBound.dBm)
        return Watts(dBm: lowest + (highest - lowest) * fraction)
      })
    self.frequencies = Self.levels(
      frequencies, from: frequency.lowerBound, to: frequency.upperBound,
      between: { frequency.lowerBound + (frequency.upperBound - frequency.lowerBound) * $0 })
    let bid = parameters.bandwidthBid
    self.bids = Self.levels(
      bids, from: bid.lowerBound, to: bid.upperBound,
      between: { bid.lowerBound + (bid.upperBound - bid.lowerBound) * $0 })
  }

  /// The actions of one UE: a local one for each f, a remote one for each b̂ and p.
  public var actionCount: Int { frequencies.count + bids.count * powers.count }

  /// The ends are taken as they are, so that no level leaves its range by rounding.
  private static func levels<Level: Comparable>(
    _ count: Int, from lowest: Level, to highest: Level, between: (Double) -> Level
  ) -> [Level] {
    guard count > 1 else { return [highest] }
    return (0..<count).map { index in
      if index == 0 { return lowest }
      if index == count - 1 { return highest }
      return min(max(between(Double(index) / Double(count - 1)), lowest), highest)
    }
  }
}

import Glibc
public import Quantities

/// Shares a bandwidth among the offloading UEs by their bids, Eq. (12) of Ji et al. [Ji24]:
/// b_i = BW · exp(b̂_i) / Σ_j exp(b̂_j).
///
/// The sum runs over the UEs that offload. The paper writes it over all I UEs, with a negligible bid for those that
/// work locally; leaving these out gives the limit, in which no bandwidth is lost to them.
public struct BandwidthSoftmax: Hashable, Sendable {
  /// BW, the bandwidth to share.
  public let total: Hertz

  /// Creates an allocator of a bandwidth.
  ///
  /// - Parameter total: BW ≥ 0.
  public init(total: Hertz) { self.total = total }

  /// The bandwidth of each offloading UE.
  ///
  /// The largest bid is subtracted from all before the exponential, so no finite bid overflows. The shares depend on
  /// the order of the bids in their last bit only through the sum; the same order gives the same bits.
  ///
  /// - Parameter bids: b̂ of each offloading UE, any finite numbers.
  /// - Returns: b of each, in the order of the bids; none for no bids.
  /// - Throws: `BidError` for the first bid that is not finite.
  public func grants(bids: [Double]) throws(BidError) -> [Hertz] {
    try Self.shares(bids: bids).map { total * $0 }
  }

  /// The share of each offloading UE, exp(b̂_i) / Σ_j exp(b̂_j). The shares sum to 1 within two units in the last place.
  ///
  /// - Parameter bids: b̂ of each offloading UE, any finite numbers.
  /// - Returns: the shares, in the order of the bids.
  /// - Throws: `BidError` for the first bid that is not finite.
  public static func shares(bids: [Double]) throws(BidError) -> [Double] {
    if let index = bids.firstIndex(where: { !$0.isFinite }) {
      throw BidError(index: index, bid: bids[index])
    }
    var shares = bids
    share(&shares, count: bids.count)
    return shares
  }

  /// Turns bids into shares where they stand, without allocating.
  ///
  /// - Parameters:
  ///   - bids: b̂ of each offloading UE, finite, then whatever else; the shares afterwards.
  ///   - count: how many of them are bids.
  public static func share(_ bids: inout [Double], count: Int) {
    guard count > 0 else { return }
    var largest = bids[0]
    for index in 1..<max(count, 1) { largest = max(largest, bids[index]) }
    // The rounding error of the sum does not grow with the number of terms (Neumaier, 1974).
    var sum = 0.0
    var correction = 0.0
    for index in 0..<count {
      let term = exp(bids[index] - largest)
      bids[index] = term
      let next = sum + term
      correction += abs(sum) >= abs(term) ? (sum - next) + term : (term - next) + sum
      sum = next
    }
    sum += correction
    for index in 0..<count { bids[index] /= sum }
  }
}

/// A bid that is no number.
public struct BidError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The bid's place in the list, from 0.
  public let index: Int
  /// The bid found.
  public let bid: Double

  /// One sentence with the place and the value found.
  public var description: String { "bandwidth bid \(index) must be a finite number, found \(bid)" }
}

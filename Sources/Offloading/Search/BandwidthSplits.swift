internal import Glibc

/// The ways in which k offloaders can share the bandwidth, whoever has which part: all multisets of k levels of b̂ of
/// which the largest is the highest level.
///
/// The shares (12) stay what they are when all bids are raised alike. Every choice of evenly spaced bids is therefore
/// one of these, raised. For k UEs and m levels there are C(m + k − 2, k − 1).
struct BandwidthSplits: Sendable {
  /// A level of b̂ in a split.
  struct Part: Sendable {
    /// The place of the level among the bids.
    let level: Int
    /// How many offloaders bid it.
    let count: Int
    /// exp(b̂)/Σexp(b̂), the share of each of them.
    let share: Double
  }

  /// The parts of one split after those of another; within a split from the highest level to the lowest.
  private(set) var parts: [Part] = []
  /// Where the parts of each split begin, and after the last one where they end.
  private(set) var starts: [Int] = [0]

  /// How many splits there are.
  var count: Int { starts.count - 1 }

  /// Lists the splits.
  ///
  /// - Parameters:
  ///   - offloaders: k ≥ 1.
  ///   - bids: the levels, in rising order, at least one.
  init(offloaders: Int, bids: [Double]) {
    let highest = bids.count - 1
    let weights = bids.map { exp($0 - bids[highest]) }
    var multiplicities = Array(repeating: 0, count: bids.count)
    multiplicities[highest] = 1
    distribute(offloaders - 1, from: highest, &multiplicities, weights)
  }

  /// Gives `left` offloaders levels from `level` downwards.
  private mutating func distribute(_ left: Int, from level: Int, _ multiplicities: inout [Int], _ weights: [Double]) {
    guard level > 0 && left > 0 else {
      multiplicities[level] += left
      append(multiplicities, weights)
      multiplicities[level] -= left
      return
    }
    for here in 0...left {
      multiplicities[level] += here
      distribute(left - here, from: level - 1, &multiplicities, weights)
      multiplicities[level] -= here
    }
  }

  private mutating func append(_ multiplicities: [Int], _ weights: [Double]) {
    let sum = zip(multiplicities, weights).reduce(0) { $0 + Double($1.0) * $1.1 }
    for level in multiplicities.indices.reversed() where multiplicities[level] > 0 {
      parts.append(Part(level: level, count: multiplicities[level], share: weights[level] / sum))
    }
    starts.append(parts.count)
  }

  /// C(m + k − 2, k − 1), or `Int.max` where it does not fit.
  static func count(offloaders: Int, levels: Int) -> Int {
    let chosen = min(offloaders - 1, levels - 1)
    var result = 1
    for index in 0..<max(chosen, 0) {
      let (product, overflow) = result.multipliedReportingOverflow(by: levels + offloaders - 2 - index)
      if overflow { return .max }
      result = product / (index + 1)
    }
    return result
  }

  /// Σ over all sets of offloaders of their splits, Σ_k C(n, k)·C(m + k − 2, k − 1), or `Int.max` where it does not fit.
  static func total(players: Int, levels: Int) -> Int {
    var total = 0
    var sets = 1
    for offloaders in stride(from: 1, through: players, by: 1) {
      let (scaled, setOverflow) = sets.multipliedReportingOverflow(by: players - offloaders + 1)
      sets = scaled / offloaders
      let (product, overflow) = sets.multipliedReportingOverflow(by: count(offloaders: offloaders, levels: levels))
      let (sum, sumOverflow) = total.addingReportingOverflow(product)
      if setOverflow || overflow || sumOverflow { return .max }
      total = sum
    }
    return total
  }
}

import Quantities

/// One exhaustive search: upper bounds of each UE's QoE, and the branches that they leave.
///
/// A branch is a set of offloaders and a way to share the bandwidth among them. Its bound is the greatest sum of the bounds
/// of an assignment of the shares to the offloaders. Branches are looked at from the greatest bound downwards; the bounds
/// that a branch's greatest assignment rests on are refined until it falls below the best action found or stands.
struct SearchDescent {
  private struct Branch {
    let bound: Double
    /// The bit i is set where the contender i offloads.
    let set: Int
    let split: Int
  }

  private let search: ExhaustiveSearch
  private let qualities: [RemoteQuality]
  private let channels: [Double]
  private(set) var best: BestTrial

  /// The bound of the contender i in the part j of the splits of k offloaders at [k − 1][i·parts + j], whether it is the
  /// best of all powers at the share itself, and the greatest in the split j at [k − 1][i·splits + j].
  private var bounds: [[Double]] = []
  private var isRefined: [[Bool]] = []
  private var greatest: [[Double]] = []

  /// The branch at hand: its offloaders, its parts, how many offloaders each part is left for, and who has which.
  private var offloaders: [Int] = []
  /// k − 1 for k offloaders.
  private var size = 0
  private var split = 0
  private var localQoE = 0.0
  private var left: [Int] = []
  /// Where its parts begin among those of all splits, and how many parts and splits there are.
  private var start = 0
  private var partCount = 0
  private var splitCount = 0
  private var parts: [Int]
  /// The greatest assignment of the branch.
  private var topBound = 0.0
  private var topParts: [Int]

  init(_ search: ExhaustiveSearch, _ contenders: [Contender]) {
    self.search = search
    qualities = contenders.map {
      RemoteQuality(
        $0, bandwidth: search.bandwidth, players: contenders.count, parameters: search.parameters, isOptimistic: true)
    }
    channels = contenders.map { RemoteQuality.channel($0, bandwidth: search.bandwidth) }
    best = BestTrial(search, contenders)
    parts = Array(repeating: 0, count: contenders.count)
    topParts = parts
  }

  /// Tries all actions that may be the best.
  mutating func run() {
    best.assess()
    guard !channels.isEmpty else { return }
    boundAll()
    // What the most promising split of each set comes to leaves few others to look at.
    explore(branches(promisingOnly: true))
    explore(branches(promisingOnly: false))
  }

  // MARK: Bounds

  private mutating func boundAll() {
    let highestPower = search.levels.powers[search.levels.powers.count - 1].value
    let lowestPower = search.levels.powers[0].value
    let cellAccuracies = zip(qualities, channels).map { quality, channel in
      search.cellShares.map { quality.accuracy(snr: highestPower * channel / $0) }
    }
    best.evaluations += channels.count * search.cellShares.count
    for size in channels.indices {
      let splits = search.splits[size]
      let cells = search.cells[size]
      var values: [Double] = []
      var maxima: [Double] = []
      values.reserveCapacity(channels.count * splits.parts.count)
      maxima.reserveCapacity(channels.count * splits.count)
      for (quality, accuracies) in zip(qualities, cellAccuracies) {
        for split in 0..<splits.count {
          var maximum = 0.0
          for part in splits.starts[split]..<splits.starts[split + 1] {
            let value = quality.qoe(
              accuracy: accuracies[cells[part]], share: splits.parts[part].share, power: lowestPower,
              offloaders: size + 1)
            values.append(value)
            maximum = max(maximum, value)
          }
          maxima.append(maximum)
        }
      }
      isRefined.append(Array(repeating: false, count: values.count))
      bounds.append(values)
      greatest.append(maxima)
    }
  }

  /// The best of all powers at the share of a part itself, eased as every bound is.
  private mutating func refine(_ contender: Int, part: Int) {
    let share = search.splits[size].parts[part].share
    var value = 0.0
    // With less power ε only falls: after the first that is too low nothing more is worth anything.
    for power in search.levels.powers.reversed() {
      let accuracy = qualities[contender].accuracy(snr: power.value * channels[contender] / share)
      best.evaluations += 1
      guard qualities[contender].suffices(accuracy) else { break }
      value = max(
        value, qualities[contender].qoe(accuracy: accuracy, share: share, power: power.value, offloaders: size + 1))
    }
    let index = contender * partCount + part
    bounds[size][index] = value
    isRefined[size][index] = true
  }

  /// The terms of a bound are added in another order than a choice's, which may cost a few units in the last place.
  private func isHopeless(_ bound: Double) -> Bool { bound * (1 + RemoteQuality.tolerance) < best.qoe }

  // MARK: Branches

  /// Lists branches.
  ///
  /// - Parameter promisingOnly: whether of each set only the split is asked for in which its UEs' own bounds sum to the
  ///   most, or all.
  /// - Returns: those whose bound is not below the best so far, the greatest first.
  private mutating func branches(promisingOnly: Bool) -> [Branch] {
    var branches: [Branch] = []
    for set in 1..<(1 << channels.count) {
      enter(set)
      if promisingOnly {
        if let split = (0..<splitCount).max(by: { openBound($0) < openBound($1) }) {
          append(set, split, to: &branches)
        }
      } else {
        for split in 0..<splitCount { append(set, split, to: &branches) }
      }
    }
    branches.sort { $0.bound > $1.bound }
    return branches
  }

  private mutating func append(_ set: Int, _ split: Int, to branches: inout [Branch]) {
    if isHopeless(localQoE + openBound(split)) { return }
    enter(split: split)
    seekTop()
    if isHopeless(topBound) { return }
    branches.append(Branch(bound: topBound * (1 + RemoteQuality.tolerance), set: set, split: split))
  }

  private mutating func enter(_ set: Int) {
    offloaders.removeAll(keepingCapacity: true)
    localQoE = 0
    for index in channels.indices {
      if set & (1 << index) == 0 { localQoE += best.localQoE(index) } else { offloaders.append(index) }
    }
    size = offloaders.count - 1
    partCount = search.splits[size].parts.count
    splitCount = search.splits[size].count
  }

  /// Opens a split to the offloaders.
  private mutating func enter(split: Int) {
    self.split = split
    start = search.splits[size].starts[split]
    left.removeAll(keepingCapacity: true)
    for part in start..<search.splits[size].starts[split + 1] { left.append(search.splits[size].parts[part].count) }
  }

  /// Σ of the greatest bounds of each offloader in a split.
  private func openBound(_ split: Int) -> Double {
    var sum = 0.0
    for contender in offloaders { sum += greatest[size][contender * splitCount + split] }
    return sum
  }

  private mutating func explore(_ branches: [Branch]) {
    for branch in branches {
      if branch.bound < best.qoe { break }
      explore(branch)
    }
  }

  private mutating func explore(_ branch: Branch) {
    enter(branch.set)
    enter(split: branch.split)
    while true {
      seekTop()
      if isHopeless(topBound) { return }
      var isRefined = true
      for (place, contender) in offloaders.enumerated()
      where !self.isRefined[size][contender * partCount + topParts[place]] {
        refine(contender, part: topParts[place])
        isRefined = false
      }
      if isRefined { break }
    }
    best.beginLocal()
    descend(0, known: localQoE, open: openBound(split))
  }

  /// Finds the greatest assignment of the branch at hand, with a bound of −∞ where all are below the best so far.
  private mutating func seekTop() {
    topBound = -.infinity
    seek(0, known: localQoE, open: openBound(split))
  }

  private mutating func seek(_ place: Int, known: Double, open: Double) {
    guard place < offloaders.count else {
      topBound = known
      for index in 0..<place { topParts[index] = parts[index] }
      return
    }
    let contender = offloaders[place]
    let first = contender * partCount + start
    let others = open - greatest[size][contender * splitCount + split]
    for option in left.indices where left[option] > 0 {
      let bound = known + bounds[size][first + option]
      if isHopeless(bound + others) || !(bound + others > topBound) { continue }
      parts[place] = start + option
      left[option] -= 1
      seek(place + 1, known: bound, open: others)
      left[option] += 1
    }
  }

  /// Assesses each assignment of the branch at hand that may be the best.
  private mutating func descend(_ place: Int, known: Double, open: Double) {
    guard place < offloaders.count else {
      best.assess()
      return
    }
    let contender = offloaders[place]
    let first = contender * partCount + start
    let others = open - greatest[size][contender * splitCount + split]
    for option in left.indices where left[option] > 0 {
      let part = start + option
      if isHopeless(known + bounds[size][first + option] + others) { continue }
      if !isRefined[size][first + option] {
        refine(contender, part: part)
        if isHopeless(known + bounds[size][first + option] + others) { continue }
      }
      best.setBid(search.splits[size].parts[part].level, of: contender)
      left[option] -= 1
      descend(place + 1, known: known + bounds[size][first + option], open: others)
      left[option] += 1
    }
  }
}

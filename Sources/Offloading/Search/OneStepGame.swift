internal import Glibc
import Quantities
import Radio

/// One step with sampled channels, played by tables from each UE's class of gains to an action.
struct OneStepGame {
  /// An action of the grid by the places of its levels.
  enum Action: Hashable {
    case local
    case offload(bid: Int, power: Int)
  }

  private let levels: SearchLevels
  private let classes: Int
  private let players: Int
  private let samples: Int
  /// For each UE the gains that part its classes.
  private let thresholds: [[Double]]
  /// What each UE's tasks are worth at the server.
  private let qualities: [RemoteQuality]
  /// The best local QoE of each UE, and its frequency.
  private let localQoEs: [Double]
  private let localFrequencies: [Hertz]
  /// For the UE u of the sample s at s·U + u: γ per watt and share, and the class of its gain.
  private var channels: [Double] = []
  private var members: [Int] = []
  /// exp(b̂) over that of the highest level.
  private let weights: [Double]

  /// Reads the channels of environments in which every queue holds a task.
  init(_ environment: OffloadingEnvironment, levels: SearchLevels, classes: Int) {
    let (problem, players, samples) = (environment.problem, environment.players, environment.count)
    self.levels = levels
    self.classes = classes
    self.players = players
    self.samples = samples
    let highest = levels.bids[levels.bids.count - 1]
    weights = levels.bids.map { exp($0 - highest) }
    let gains = environment.channelGains
    let thresholds = (0..<players).map { player in
      let sorted = (0..<samples).map { gains[$0 * players + player] }.sorted()
      return (1..<max(classes, 1)).map { sorted[Int(Double(samples) * pow(Double($0) / Double(classes), 1.5))] }
    }
    self.thresholds = thresholds
    let contenders = environment.contenders(0)
    precondition(contenders.count == players, "in a game of one step every UE has a task")
    qualities = contenders.map {
      RemoteQuality(
        $0, bandwidth: problem.radio.bandwidth, players: players, parameters: problem.offloading, isOptimistic: false)
    }
    let locals = contenders.map { $0.bestLocal(among: levels.frequencies, parameters: problem.offloading) }
    localQoEs = locals.map(\.assessment.qoe)
    localFrequencies = locals.map(\.frequency)
    for sample in 0..<samples {
      channels += environment.contenders(sample).map {
        RemoteQuality.channel($0, bandwidth: problem.radio.bandwidth)
      }
    }
    members = gains.indices.map { OwnChannelPolicy.classIndex(of: gains[$0], thresholds[$0 % players]) }
  }

  /// The tables as a policy.
  func policy(_ tables: [[Action]]) -> OwnChannelPolicy {
    OwnChannelPolicy(
      thresholds: thresholds,
      actions: zip(tables, localFrequencies).map { table, frequency in
        table.map { action in
          switch action {
          case .local: .local(frequency: frequency)
          case .offload(let bid, let power): .offload(bid: levels.bids[bid], power: levels.powers[power])
          }
        }
      })
  }

  /// The mean Σ QoE.
  func meanQoE(_ tables: [[Action]]) -> Double {
    var sum = 0.0
    for sample in 0..<samples {
      let others = Others(of: nil, tables, self, sample)
      sum += others.qoe(self, sample, total: others.weight, offloaders: others.offloaders.count)
    }
    return sum / Double(samples)
  }

  /// Gives a UE the table that is best against the others' tables.
  ///
  /// - Parameters:
  ///   - tables: of all UEs. In classes where nothing is better by more than rounding the action stays.
  ///   - player: the UE whose table is changed.
  /// - Returns: whether anything has changed.
  func improve(_ tables: inout [[Action]], of player: Int) -> Bool {
    let actions = actions
    var values = Array(repeating: 0.0, count: classes * actions.count)
    for sample in 0..<samples { add(sample, tables, player, to: &values, width: actions.count) }
    var hasChanged = false
    for index in 0..<classes {
      let worth = values[index * actions.count..<(index + 1) * actions.count]
      guard let current = actions.firstIndex(of: tables[player][index]),
        let best = worth.indices.max(by: { worth[$0] < worth[$1] }),
        worth[best] > worth[worth.startIndex + current] * (1 + RemoteQuality.tolerance)
      else { continue }
      tables[player][index] = actions[best - worth.startIndex]
      hasChanged = true
    }
    return hasChanged
  }

  /// Adds Σ QoE in one sample for every action of a UE.
  private func add(_ sample: Int, _ tables: [[Action]], _ player: Int, to values: inout [Double], width: Int) {
    let others = Others(of: player, tables, self, sample)
    let place = sample * players + player
    let first = members[place] * width
    let count = others.offloaders.count
    values[first] += localQoEs[player] + others.qoe(self, sample, total: others.weight, offloaders: count)
    for bid in levels.bids.indices {
      let total = others.weight + weights[bid]
      let rest = others.qoe(self, sample, total: total, offloaders: count + 1)
      let share = weights[bid] / total
      for power in levels.powers.indices {
        values[first + 1 + bid * levels.powers.count + power] += rest
      }
      // With less power ε only falls: after the first that is too low nothing more is worth anything.
      for power in levels.powers.indices.reversed() {
        let accuracy = accuracy(player, place, share: share, power: power)
        guard qualities[player].suffices(accuracy) else { break }
        values[first + 1 + bid * levels.powers.count + power] += qualities[player].qoe(
          accuracy: accuracy, share: share, power: levels.powers[power].value, offloaders: count + 1)
      }
    }
  }

  /// The actions in the order of `values`: local, then bid by bid.
  private var actions: [Action] {
    [.local]
      + levels.bids.indices.flatMap { bid in levels.powers.indices.map { .offload(bid: bid, power: $0) } }
  }

  private func qoe(_ player: Int, _ place: Int, share: Double, power: Int, offloaders: Int) -> Double {
    qualities[player].qoe(
      accuracy: accuracy(player, place, share: share, power: power), share: share, power: levels.powers[power].value,
      offloaders: offloaders)
  }

  private func accuracy(_ player: Int, _ place: Int, share: Double, power: Int) -> Double {
    qualities[player].accuracy(snr: levels.powers[power].value * channels[place] / share)
  }

  /// What all UEs but one do in a sample.
  private struct Others {
    var localQoE = 0.0
    var weight = 0.0
    var offloaders: [(player: Int, bid: Int, power: Int)] = []

    init(of player: Int?, _ tables: [[Action]], _ game: OneStepGame, _ sample: Int) {
      for other in 0..<game.players where other != player {
        switch tables[other][game.members[sample * game.players + other]] {
        case .local: localQoE += game.localQoEs[other]
        case .offload(let bid, let power):
          weight += game.weights[bid]
          offloaders.append((other, bid, power))
        }
      }
    }

    /// Their Σ QoE when all weights sum to `total`.
    func qoe(_ game: OneStepGame, _ sample: Int, total: Double, offloaders count: Int) -> Double {
      offloaders.reduce(localQoE) { sum, other in
        sum
          + game.qoe(
            other.player, sample * game.players + other.player, share: game.weights[other.bid] / total,
            power: other.power, offloaders: count)
      }
    }
  }

  /// For each class of each UE the action that exhaustive search takes most often, of equals the first in the order of
  /// `values`; local where it never looked.
  func mostFrequent(
    of search: ExhaustiveSearch, in environment: OffloadingEnvironment, samples: Int
  ) -> [[Action]] {
    let actions = actions
    var counts = Array(
      repeating: Array(repeating: Array(repeating: 0, count: actions.count), count: classes), count: players)
    for sample in 0..<samples {
      for (player, decision) in search.best(for: environment.contenders(sample)).decisions.enumerated() {
        guard let action = actions.firstIndex(of: action(decision)) else { continue }
        counts[player][members[sample * players + player]][action] += 1
      }
    }
    return counts.map { tables in
      tables.map { counts in actions[counts.indices.max { counts[$0] < counts[$1] } ?? 0] }
    }
  }

  /// A decision of the grid as an action; what is not of the grid counts as local.
  private func action(_ decision: Decision) -> Action {
    guard case .offload(let bid, let power) = decision, let bid = levels.bids.firstIndex(of: bid),
      let power = levels.powers.firstIndex(of: power)
    else { return .local }
    return .offload(bid: bid, power: power)
  }
}

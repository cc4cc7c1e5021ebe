import Allocation
import Quantities

/// A joint action that is tried, and the best of those that were assessed.
struct BestTrial {
  private let search: ExhaustiveSearch
  private let contenders: [Contender]
  private let locals: [(frequency: Hertz, assessment: TaskAssessment)]
  /// The level of each contender's bid, −1 for a local one.
  private var trial: [Int]
  private var bids: [Int] = []
  private var reward = -Double.infinity
  private var decisions: [Decision] = []
  private var assessments: [TaskAssessment] = []

  /// The Σ QoE of the best, −∞ before there is one.
  private(set) var qoe = -Double.infinity
  /// How many times ε was looked up.
  var evaluations = 0

  init(_ search: ExhaustiveSearch, _ contenders: [Contender]) {
    self.search = search
    self.contenders = contenders
    locals = contenders.map {
      $0.bestLocal(among: search.levels.frequencies, parameters: search.parameters)
    }
    trial = Array(repeating: -1, count: contenders.count)
  }

  /// The best joint action.
  var choice: ExhaustiveSearch.Choice {
    ExhaustiveSearch.Choice(
      decisions: decisions, assessments: assessments, qoe: qoe, reward: reward, evaluations: evaluations)
  }

  /// The best QoE of a contender that works locally.
  func localQoE(_ contender: Int) -> Double { locals[contender].assessment.qoe }

  /// Makes the trial one in which all work locally.
  mutating func beginLocal() {
    for index in trial.indices { trial[index] = -1 }
  }

  /// Lets a contender of the trial offload.
  mutating func setBid(_ level: Int, of contender: Int) { trial[contender] = level }

  /// Takes the trial if it is better, by the very formulas that an environment plays.
  mutating func assess() {
    var shares = trial.filter { $0 >= 0 }.map { search.levels.bids[$0] }
    BandwidthSoftmax.share(&shares, count: shares.count)
    var sum = (qoe: 0.0, reward: 0.0)
    var decisions: [Decision] = []
    var assessments: [TaskAssessment] = []
    var place = 0
    for (index, contender) in contenders.enumerated() {
      let assessment: TaskAssessment
      if trial[index] < 0 {
        assessment = locals[index].assessment
        decisions.append(.local(frequency: locals[index].frequency))
      } else {
        let remote = contender.bestRemote(
          among: search.levels.powers, bandwidth: search.bandwidth * shares[place], offloaders: shares.count,
          parameters: search.parameters)
        evaluations += search.levels.powers.count
        place += 1
        assessment = remote.assessment
        decisions.append(.offload(bid: search.levels.bids[trial[index]], power: remote.power))
      }
      assessments.append(assessment)
      sum.qoe += assessment.qoe
      sum.reward += assessment.reward
    }
    guard self.decisions.isEmpty || isBetter(sum) else { return }
    (qoe, reward, bids) = (sum.qoe, sum.reward, trial)
    (self.decisions, self.assessments) = (decisions, assessments)
  }

  private func isBetter(_ sum: (qoe: Double, reward: Double)) -> Bool {
    if sum.qoe != qoe { return sum.qoe > qoe }
    if sum.reward != reward { return sum.reward > reward }
    return trial.lexicographicallyPrecedes(bids)
  }
}

extension Contender {
  /// The best local action, in which nobody else has a part; of equals the lowest frequency.
  func bestLocal(
    among frequencies: [Hertz], parameters: OffloadingParameters
  ) -> (frequency: Hertz, assessment: TaskAssessment) {
    best(among: frequencies) { local(frequency: $0, parameters: parameters) }
  }

  /// The best remote action in a bandwidth, in which nobody else has a part either; of equals the lowest power.
  func bestRemote(
    among powers: [Watts], bandwidth: Hertz, offloaders: Int, parameters: OffloadingParameters
  ) -> (power: Watts, assessment: TaskAssessment) {
    best(among: powers) {
      remote(bandwidth: bandwidth, power: $0, offloaders: offloaders, parameters: parameters)
    }
  }

  /// The level of the greatest QoE, of these of the greatest reward, of these the first.
  private func best<Level>(
    among levels: [Level], _ assess: (Level) -> TaskAssessment
  ) -> (Level, assessment: TaskAssessment) {
    var best = (levels[0], assessment: assess(levels[0]))
    for level in levels.dropFirst() {
      let assessment = assess(level)
      if assessment.qoe > best.assessment.qoe
        || (assessment.qoe == best.assessment.qoe && assessment.reward > best.assessment.reward)
      {
        best = (level, assessment)
      }
    }
    return best
  }
}

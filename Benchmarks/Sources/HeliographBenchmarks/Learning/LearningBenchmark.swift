import Learning
import Offloading
import Quantities
import Radio
import Tasks
import Tensors

/// The offloading environment, decisions of a trained actor, and trainings, one thread.
enum LearningBenchmark {
  static func run(quick: Bool, into report: inout Report) throws {
    try setThreads(1)
    let problem = paper()
    try environment(problem, rounds: quick ? 5 : 50, into: &report)
    try decisions(problem, rounds: quick ? 200 : 5_000, into: &report)
    try training(problem, quick: quick, into: &report)
  }

  /// The four UEs of Ji et al. with the synthetic accuracies, −160 dBm/Hz, T = 20.
  private static func paper() -> OffloadingProblem {
    let kinds: [TaskKind] = [.translation, .retrieval, .visualQuestionAnswering, .visualQuestionAnswering]
    return OffloadingProblem(
      radio: RadioConfiguration(), offloading: OffloadingParameters(preference: .dynamic),
      players: kinds.enumerated().map { index, kind in
        OffloadingProblem.Player(
          name: "ue-\(index + 1)", modality: kind.modality,
          mobility: .still(.disc(minimum: Metres(10), maximum: Metres(150))),
          arrivals: ArrivalProcess(initial: 10), battery: BatteryConfiguration(), knowledge: .synthetic(kind))
      })
  }

  /// Whole episodes of 1024 environments with the same actions in every step: two UEs offload, two do not.
  private static func environment(_ problem: OffloadingProblem, rounds: Int, into report: inout Report) throws {
    let count = 1024
    let players = problem.players.count
    var environments = try OffloadingEnvironment(problem, seeds: (0..<UInt64(count)).map { $0 })
    var actions = ActionBatch(count: count * players)
    for index in 0..<count * players {
      actions[index] =
        index.isMultiple(of: 2) ? .offload(bid: 0, power: Watts(dBm: 21)) : .local(frequency: Hertz(1e9))
    }
    var rates = Samples()
    for round in 0..<rounds {
      var (time, steps) = (0.0, 0)
      time += try seconds {
        for index in 0..<count { try environments.reset(index, seed: UInt64(round * count + index)) }
      }
      while environments.isTerminal.contains(false) {
        // Only UEs with a task act.
        for index in 0..<count where !environments.isTerminal[index] {
          for player in 0..<players where environments.queues[index * players + player] > 0 { steps += 1 }
        }
        time += try seconds { try environments.step(actions) }
      }
      rates.add(Double(steps) / time)
    }
    let name = "offloading environment, 4 UEs, one core"
    report.add(name, "decisions played, episodes begun included", rates, scale: 1e-6, unit: "M/s")
    report.add(name, "median of it", rates.median / 1e6, unit: "M/s", atLeast: 1)
  }

  /// From an observation to an action as a UE's process computes it.
  private static func decisions(_ problem: OffloadingProblem, rounds: Int, into report: inout Report) throws {
    let name = "one decision, observation to action, one core"
    let environment = try OffloadingEnvironment(problem, seeds: (0..<64).map { $0 })
    let observations = (0..<64).map { environment.observation($0, $0 % problem.players.count) }
    for (algorithm, words) in [(PolicyDescription.Algorithm.mappo, "MAPPO's actor"), (.dqn, "DQN's network")] {
      let actors = try PolicyTraining(.init(algorithm, .tuned)).learner(for: problem).actors()
      var times = Samples()
      var offloaded = 0
      for round in 0..<rounds {
        times.add(
          seconds {
            for (index, observation) in observations.enumerated() {
              if case .offload = actors[index % actors.count].decision(for: observation) { offloaded += 1 }
            }
          } / Double(observations.count))
        precondition(offloaded <= (round + 1) * observations.count)
      }
      report.add(name, words, times, scale: 1e6, unit: "µs")
      report.add(name, "\(words), median", times.median * 1e6, unit: "µs", atMost: 50)
    }
  }

  /// The default training of MAPPO from its start to its end, and the paper's 1000 episodes.
  private static func training(_ problem: OffloadingProblem, quick: Bool, into report: inout Report) throws {
    let name = "training of MAPPO, one core"
    var configuration = MAPPOConfiguration()
    if quick { configuration.updates = 20 }
    let tuned = try curve(of: .mappo(configuration), problem)
    let end = tuned.last?.seconds ?? .nan
    report.add(
      name, "default, \(configuration.updates) updates of \(configuration.environments) episodes", end, unit: "s",
      atMost: 60)
    report.add(name, "until 95 % of the final reward", arrival(tuned, at: 0.95), unit: "s")
    report.add(name, "until 99 % of it", arrival(tuned, at: 0.99), unit: "s")
    let paper = PolicyTraining.Method(.mappo, .paper)
    report.add(
      name, "the paper's \(paper.updates * paper.environments) episodes",
      try curve(of: paper, problem).last?.seconds ?? .nan, unit: "s", atMost: 10)
  }

  /// The reward of every update, with the seconds since the start.
  private static func curve(
    of method: PolicyTraining.Method, _ problem: OffloadingProblem
  ) throws -> [(seconds: Double, reward: Double)] {
    let start = ContinuousClock.now
    let learner = try PolicyTraining(method).learner(for: problem)
    var points: [(seconds: Double, reward: Double)] = []
    while !learner.isFinished {
      let update = try learner.advance()
      points.append(((ContinuousClock.now - start) / .seconds(1), update.reward))
    }
    return points
  }

  /// When the mean reward of five updates has come to a share of the mean of the last tenth.
  private static func arrival(_ curve: [(seconds: Double, reward: Double)], at share: Double) -> Double {
    func mean(_ part: ArraySlice<(seconds: Double, reward: Double)>) -> Double {
      part.reduce(0) { $0 + $1.reward } / Double(max(part.count, 1))
    }
    let bar = share * mean(curve.suffix(max(curve.count / 10, 1)))
    let end = curve.indices.first { mean(curve[max(0, $0 - 4)...$0]) >= bar }
    return end.map { curve[$0].seconds } ?? .nan
  }
}

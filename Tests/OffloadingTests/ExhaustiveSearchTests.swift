import Allocation
import Offloading
import Quantities
import Radio
import Tasks
import Testing

@Suite("Exhaustive search")
struct ExhaustiveSearchTests {
  /// Σ QoE and Σ r of a joint action, as an environment plays it.
  private func assess(
    _ decisions: [Decision], _ contenders: [Contender], _ search: ExhaustiveSearch
  ) -> (qoe: Double, reward: Double) {
    var bids = decisions.compactMap { decision -> Double? in
      if case .offload(let bid, _) = decision { bid } else { nil }
    }
    let offloaders = bids.count
    BandwidthSoftmax.share(&bids, count: offloaders)
    var place = 0
    var sum = (qoe: 0.0, reward: 0.0)
    for (decision, contender) in zip(decisions, contenders) {
      let assessment: TaskAssessment
      switch decision {
      case .idle: continue
      case .local(let frequency):
        assessment = contender.local(frequency: frequency, parameters: search.parameters)
      case .offload(_, let power):
        assessment = contender.remote(
          bandwidth: search.bandwidth * bids[place], power: power, offloaders: offloaders,
          parameters: search.parameters)
        place += 1
      }
      sum.qoe += assessment.qoe
      sum.reward += assessment.reward
    }
    return sum
  }

  /// Looks at every joint action of the grid.
  private func bruteForce(_ contenders: [Contender], _ search: ExhaustiveSearch) -> (qoe: Double, reward: Double) {
    let actions = SearchProblem.actions(search.levels)
    var best = (qoe: -Double.infinity, reward: -Double.infinity)
    var places = Array(repeating: 0, count: contenders.count)
    while true {
      let sum = assess(places.map { actions[$0] }, contenders, search)
      if sum > best { best = sum }
      var digit = 0
      while digit < places.count, places[digit] == actions.count - 1 {
        places[digit] = 0
        digit += 1
      }
      if digit == places.count { return best }
      places[digit] += 1
    }
  }

  private func expectExact(_ steps: [[Contender]], _ search: ExhaustiveSearch) {
    for contenders in steps {
      let choice = search.best(for: contenders)
      let best = bruteForce(contenders, search)
      #expect(choice.qoe == best.qoe)
      #expect(abs(choice.reward - best.reward) <= 1e-12 * abs(best.reward))
      let sum = assess(choice.decisions, contenders, search)
      #expect(sum.qoe == choice.qoe && sum.reward == choice.reward)
      let actions = Set(SearchProblem.actions(search.levels))
      #expect(choice.decisions.allSatisfy { actions.contains($0) })
    }
  }

  @Test("for two UEs it finds what looking at every action finds, to the last bit", arguments: [-175.0, -160, -150])
  func twoPlayers(noise: Double) throws {
    let problem = SearchProblem.problem(players: 2, noise: noise)
    let levels = SearchLevels(problem.offloading, powers: 4, bids: 5, frequencies: 5)
    expectExact(try SearchProblem.steps(problem, count: 12), try ExhaustiveSearch(problem, levels: levels))
  }

  @Test("for three UEs it finds what looking at every action finds, to the last bit", arguments: [-175.0, -155])
  func threePlayers(noise: Double) throws {
    let problem = SearchProblem.problem(players: 3, noise: noise, preference: .fixed(0.5))
    let levels = SearchLevels(problem.offloading, powers: 2, bids: 5, frequencies: 2)
    expectExact(try SearchProblem.steps(problem, count: 6), try ExhaustiveSearch(problem, levels: levels))
  }

  @Test("where no channel carries anything, and where batteries are empty, the rewards decide as they should")
  func failures() throws {
    let problem = SearchProblem.problem(players: 3, noise: -160)
    let levels = SearchLevels(problem.offloading, powers: 2, bids: 3, frequencies: 2)
    let search = try ExhaustiveSearch(problem, levels: levels)
    let steps = try SearchProblem.steps(problem, count: 4)
    expectExact(steps.map { $0.map { $0.with(coefficient: .zero) } }, search)
    // 1 mJ is less than any local task takes, and more than some remote ones.
    let nearlyEmpty = Battery(capacity: Joules(5), level: Joules(0.001))
    expectExact(steps.map { $0.map { $0.with(battery: nearlyEmpty) } }, search)
    let empty = Battery(capacity: Joules(5), level: Joules(0))
    expectExact(steps.map { $0.map { $0.with(battery: empty) } }, search)
    expectExact(steps.map { [$0[0].with(coefficient: .zero, battery: empty), $0[1], $0[2]] }, search)
  }

  @Test("an encoder that is counted, little bandwidth and a late task change nothing about it")
  func otherParameters() throws {
    var problem = SearchProblem.problem(players: 2, noise: -165)
    problem.offloading.encoderCost = .counted
    let levels = SearchLevels(problem.offloading, powers: 3, bids: 5, frequencies: 3)
    expectExact(try SearchProblem.steps(problem, count: 6), try ExhaustiveSearch(problem, levels: levels))
    problem.radio.bandwidth = Hertz(20_000)
    expectExact(try SearchProblem.steps(problem, count: 6), try ExhaustiveSearch(problem, levels: levels))
    problem.offloading.maximumLatency = Seconds(0.008)
    problem.radio.bandwidth = Hertz(5e6)
    expectExact(try SearchProblem.steps(problem, count: 6), try ExhaustiveSearch(problem, levels: levels))
  }

  @Test("with bids that are no binary fractions apart it differs from looking at every action by rounding at most")
  func thirds() throws {
    let problem = SearchProblem.problem(players: 2, noise: -165)
    let search = try ExhaustiveSearch(
      problem, levels: SearchLevels(problem.offloading, powers: 2, bids: 10, frequencies: 2))
    for contenders in try SearchProblem.steps(problem, count: 6) {
      #expect(abs(search.best(for: contenders).qoe - bruteForce(contenders, search).qoe) < 1e-14)
    }
  }

  @Test("a grid that holds another grid's levels is never worse")
  func finer() throws {
    let problem = SearchProblem.problem(players: 4, noise: -160)
    let grids = [(2, 3, 2), (3, 5, 3), (5, 9, 5), (9, 17, 9)]
    let searches = try grids.map { powers, bids, frequencies in
      try ExhaustiveSearch(
        problem,
        levels: SearchLevels(problem.offloading, powers: powers, bids: bids, frequencies: frequencies))
    }
    for contenders in try SearchProblem.steps(problem, count: 5) {
      let sums = searches.map { $0.best(for: contenders).qoe }
      for (coarse, fine) in zip(sums, sums.dropFirst()) { #expect(fine >= coarse * (1 - 1e-14)) }
    }
  }

  @Test("a UE on its own has the better of its best local and its best remote task")
  func onePlayer() throws {
    let problem = SearchProblem.problem(players: 1, noise: -160)
    let search = try ExhaustiveSearch(problem)
    expectExact(try SearchProblem.steps(problem, count: 8), search)
    let contenders = try SearchProblem.steps(problem, count: 8)
    #expect(contenders.allSatisfy { search.best(for: $0).decisions.count == 1 })
  }

  @Test("for nobody there is nothing to do")
  func nobody() throws {
    let choice = try ExhaustiveSearch(SearchProblem.problem(players: 4, noise: -160)).best(for: [])
    #expect(choice.decisions.isEmpty && choice.assessments.isEmpty && choice.qoe == 0 && choice.reward == 0)
  }

  @Test("the same step gives the same choice, and of equal UEs the first works locally or bids less")
  func order() throws {
    let problem = SearchProblem.problem(players: 4, noise: -160)
    let search = try ExhaustiveSearch(problem)
    for contenders in try SearchProblem.steps(problem, count: 5) {
      #expect(search.best(for: contenders) == search.best(for: contenders))
      let twins = search.best(for: [contenders[0], contenders[0]]).decisions
      #expect(place(of: twins[0]) <= place(of: twins[1]))
    }
  }

  private func place(of decision: Decision) -> Double {
    if case .offload(let bid, _) = decision { bid } else { -.infinity }
  }

  @Test("the largest bid is the highest level")
  func canonical() throws {
    let problem = SearchProblem.problem(players: 4, noise: -170)
    let search = try ExhaustiveSearch(problem)
    for contenders in try SearchProblem.steps(problem, count: 5) {
      let bids = search.best(for: contenders).decisions.map { place(of: $0) }
      #expect(bids.max() == 3)
    }
  }

  @Test("a search too large is refused with its size and what to do")
  func tooLarge() throws {
    let parameters = OffloadingParameters()
    func search(players: Int, bids: Int) throws -> ExhaustiveSearch {
      try ExhaustiveSearch(
        parameters: parameters, bandwidth: Hertz(5e6), players: players, levels: SearchLevels(parameters, bids: bids))
    }
    // Σ_k C(12, k)·C(11 + k, k − 1).
    let error = #expect(throws: SearchError.self) { _ = try search(players: 12, bids: 13) }
    #expect(
      error?.description == "exhaustive search over 12 UEs and 13 bid levels looks through 103274625 ways to share the "
        + "bandwidth, at most 1000000 are allowed; take fewer bid levels or fewer UEs")
    #expect(try search(players: 12, bids: 3).players == 12)
    #expect(throws: SearchError.tooManySplits(players: 400, bids: 13, found: .max, limit: 1_000_000)) {
      _ = try search(players: 400, bids: 13)
    }
  }

  @Test("levels divide their ranges evenly, ends included; a single one is the upper end")
  func levels() {
    let parameters = OffloadingParameters()
    let levels = SearchLevels(parameters)
    #expect(levels.bids == stride(from: -3.0, through: 3, by: 0.5).map { $0 })
    #expect(levels.powers.count == 7 && levels.powers.first == parameters.transmitPower.lowerBound)
    #expect(levels.powers.last == parameters.transmitPower.upperBound)
    for (index, power) in levels.powers.enumerated() { #expect(abs(power.dBm - 18 - Double(index)) < 1e-9) }
    #expect(levels.frequencies.count == 13 && levels.frequencies.last == Hertz(1.28e9))
    #expect(levels.actionCount == 13 + 91)
    let single = SearchLevels(parameters, powers: 1, bids: 1, frequencies: 1)
    #expect(single.bids == [3] && single.powers == [Watts(dBm: 24)] && single.frequencies == [Hertz(1.28e9)])
  }
}

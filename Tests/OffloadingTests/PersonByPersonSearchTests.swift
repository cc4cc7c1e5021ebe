import Offloading
import Quantities
import Radio
import Tasks
import Testing

@Suite("Person-by-person search")
struct PersonByPersonSearchTests {
  private func search(players: Int, noise: Double, seed: UInt64 = 3) -> PersonByPersonSearch {
    let problem = SearchProblem.problem(players: players, noise: noise)
    return PersonByPersonSearch(
      problem, levels: SearchLevels(problem.offloading, powers: 2, bids: 5, frequencies: 3), samples: 192, classes: 6,
      seed: seed)
  }

  @Test("on its own samples it is never worse than where it began", arguments: [-175.0, -155])
  func ascent(noise: Double) throws {
    let ascents = try search(players: 3, noise: noise).run()
    #expect(ascents.map(\.start) == PersonByPersonSearch.Start.standard)
    for ascent in ascents {
      #expect(ascent.finalQoE >= ascent.initialQoE)
      // The last time round nobody has anything to change.
      #expect(ascent.sweeps >= 1)
      #expect(ascent.policy.actions.allSatisfy { $0.count == 6 })
    }
  }

  @Test("nobody who sees only their own channel is better than who sees all")
  func bound() throws {
    let search = search(players: 2, noise: -160)
    let exhaustive = try ExhaustiveSearch(search.problem, levels: search.levels)
    for ascent in try search.run(from: [.remote]) {
      var environment = try OffloadingEnvironment(search.problem, seeds: (0..<200).map { UInt64($0) })
      var actions = ActionBatch(count: 400)
      for index in 0..<400 {
        actions[index] = ascent.policy.decision(
          for: environment.observation(index / 2, index % 2), player: index % 2)
      }
      let contenders = (0..<200).map { environment.contenders($0) }
      try environment.step(actions)
      for index in 0..<200 {
        let sum = environment.qualities[2 * index] + environment.qualities[2 * index + 1]
        #expect(sum <= exhaustive.best(for: contenders[index]).qoe)
      }
    }
  }

  @Test("a UE on its own comes close to exhaustive search, since there is nothing else to see")
  func alone() throws {
    let problem = SearchProblem.problem(players: 1, noise: -160)
    let search = PersonByPersonSearch(
      problem, levels: SearchLevels(problem.offloading, powers: 2, bids: 1), samples: 2048, classes: 64)
    let ascent = try #require(try search.run(from: [.local]).first)
    let exhaustive = try ExhaustiveSearch(search.problem, levels: search.levels)
    let steps = try SearchProblem.steps(search.problem, count: 500)
    let best = steps.reduce(0) { $0 + exhaustive.best(for: $1).qoe } / 500
    let estimate = try search.estimate(ascent.policy, samples: 500)
    #expect(abs(estimate.mean - best) < 0.05 + 2 * estimate.halfWidth)
    #expect(abs(ascent.finalQoE - estimate.mean) < 0.05 + 2 * estimate.halfWidth)
  }

  @Test("the same seed gives the same tables, another seed other samples")
  func seeds() throws {
    let first = try search(players: 2, noise: -160).run(from: [.local])
    #expect(try search(players: 2, noise: -160).run(from: [.local]) == first)
    let other = try search(players: 2, noise: -160, seed: 4).run(from: [.local])
    #expect(other.map(\.policy.thresholds) != first.map(\.policy.thresholds))
  }

  @Test("an estimate has the interval of its samples, on others than the search's own")
  func estimate() throws {
    let search = search(players: 2, noise: -160)
    let ascent = try #require(try search.run(from: [.local]).first)
    let few = try search.estimate(ascent.policy, samples: 200)
    let many = try search.estimate(ascent.policy, samples: 3200)
    #expect(few.samples == 200 && many.samples == 3200)
    // A quarter of the width, to within what 200 samples tell of a variance.
    #expect(many.halfWidth > 0.15 * few.halfWidth && many.halfWidth < 0.4 * few.halfWidth)
    #expect(abs(few.mean - many.mean) < 2 * few.halfWidth)
  }

  @Test("a policy looks its own gain up: below, at and above a threshold, and idles without a task")
  func decision() {
    let policy = OwnChannelPolicy(
      thresholds: [[1e-12, 1e-11]],
      actions: [
        [.local(frequency: Hertz(1e9)), .offload(bid: 0, power: Watts(0.1)), .offload(bid: 1, power: Watts(0.2))]
      ]
    )
    func decide(_ gain: Double, queue: Int = 1) -> Decision {
      policy.decision(
        for: Observation(
          position: Position(x: Metres(60), y: Metres(80)), channelGain: gain, battery: Battery(capacity: Joules(5)),
          queueLength: queue, modality: .image, step: 0),
        player: 0)
    }
    #expect(decide(0.9e-12) == .local(frequency: Hertz(1e9)))
    #expect(decide(1e-12) == .offload(bid: 0, power: Watts(0.1)))
    #expect(decide(5e-11) == .offload(bid: 1, power: Watts(0.2)))
    #expect(decide(5e-11, queue: 0) == .idle)
  }
}

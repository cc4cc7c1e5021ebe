import Offloading
import Quantities
import Radio
import Randomness
import Tasks
import Testing

@Suite("The batched environment")
struct EnvironmentTests {
  private static func problem(
    initial: Int = 3, arrivals: Double = 0, noise: Double = -157, steps: Int = 12, capacity: Double = 54_000,
    maximumAttempts: Int? = nil
  ) -> OffloadingProblem {
    var radio = RadioConfiguration()
    radio.noiseDensity = WattsPerHertz(dBmPerHertz: noise)
    let kinds: [TaskKind] = [.translation, .retrieval, .visualQuestionAnswering]
    return OffloadingProblem(
      radio: radio, offloading: OffloadingParameters(preference: .dynamic),
      players: kinds.enumerated().map { index, kind in
        OffloadingProblem.Player(
          name: "ue-\(index + 1)", modality: kind.modality,
          mobility: .still(.disc(minimum: Metres(10), maximum: Metres(150))),
          arrivals: ArrivalProcess(initial: initial, meanPerSlot: arrivals), maximumAttempts: maximumAttempts,
          battery: BatteryConfiguration(capacity: Joules(capacity)), knowledge: .synthetic(kind))
      }, steps: steps)
  }

  /// What happens in each step, to the last bit.
  private func trajectory(
    _ problem: OffloadingProblem, seeds: [UInt64], between: () -> Void = {}
  ) throws -> [[UInt64]] {
    var environment = try OffloadingEnvironment(problem, seeds: seeds)
    var actions = ActionBatch(count: seeds.count * environment.players)
    var rows: [[UInt64]] = []
    while environment.isTerminal.contains(false) {
      for index in seeds.indices {
        for player in 0..<environment.players {
          var stream = RandomStream(
            seed: seeds[index], purpose: "policy", ue: problem.players[player].name, slot: environment.steps[index])
          actions[index * environment.players + player] = Policy.random.decision(
            for: environment.observation(index, player), parameters: problem.offloading, stream: &stream)
        }
      }
      between()
      try environment.step(actions)
      rows.append(
        (environment.rewards + environment.batteries + environment.channelGains + environment.accuracies).map(
          \.bitPattern)
          + environment.queues.map { UInt64($0) })
    }
    return rows
  }

  @Test("The same seeds and actions give the same trajectory, whatever other random numbers are drawn meanwhile")
  func sameSeed() throws {
    let problem = Self.problem()
    let first = try trajectory(problem, seeds: [4, 5])
    var generator = SystemRandomNumberGenerator()
    #expect(try trajectory(problem, seeds: [4, 5]) { _ = generator.next() as UInt64 } == first)
    #expect(try trajectory(problem, seeds: [4, 6]) != first)
  }

  @Test("An environment does not depend on its neighbours in the batch")
  func neighbours() throws {
    let problem = Self.problem()
    let players = problem.players.count
    var single = try OffloadingEnvironment(problem, seeds: [9])
    var batch = try OffloadingEnvironment(problem, seeds: [7, 8, 9, 10])
    var actions = ActionBatch(count: players)
    var all = ActionBatch(count: 4 * players)
    for index in 0..<4 * players { all[index] = .offload(bid: Double(index % 3), power: Watts(0.1)) }
    for player in 0..<players { actions[player] = all[2 * players + player] }
    while !single.isTerminal[0] {
      try single.step(actions)
      try batch.step(all)
      #expect(single.rewards[0] == batch.rewards[2])
      #expect(single.queues == Array(batch.queues[2 * players..<3 * players]))
      #expect(single.channelGains == Array(batch.channelGains[2 * players..<3 * players]))
    }
    #expect(batch.isTerminal[2])
  }

  @Test("A local policy empties a queue of n in n steps: a terminal state with the bonus ξ_S·(T − t₀)")
  func completion() throws {
    let problem = Self.problem(initial: 4, steps: 12)
    var environment = try OffloadingEnvironment(problem, seeds: [1])
    var actions = ActionBatch(count: 3)
    for player in 0..<3 { actions[player] = .local(frequency: Hertz(1e9)) }
    for step in 1...4 {
      #expect(!environment.isTerminal[0])
      try environment.step(actions)
      #expect(environment.queues == [4 - step, 4 - step, 4 - step])
      #expect(environment.broadcasts == [ServerBroadcast(offloaders: 0, contenders: 3)])
    }
    #expect(environment.isTerminal == [true])
    #expect(environment.isTruncated == [false])
    let sum = environment.playerRewards.reduce(0, +)
    #expect(environment.rewards[0] == sum + 8)
    #expect(environment.completions == [4, 4, 4])
    // An episode that has ended stands still.
    let before = environment.rewards
    try environment.step(actions)
    #expect(environment.steps == [4])
    #expect(environment.rewards == before)
  }

  @Test("After T steps what is left is counted against the reward: −ξ_F·Σd, a terminal state too")
  func remainder() throws {
    // Nothing arrives over 300 dB more noise: every attempt fails.
    let problem = Self.problem(initial: 2, noise: 100, steps: 3)
    var environment = try OffloadingEnvironment(problem, seeds: [1])
    var actions = ActionBatch(count: 3)
    for player in 0..<3 { actions[player] = .offload(bid: 0, power: Watts(0.1)) }
    for _ in 0..<3 { try environment.step(actions) }
    #expect(environment.isTerminal == [true])
    #expect(environment.queues == [2, 2, 2])
    #expect(environment.rewards[0] == environment.playerRewards.reduce(0, +) - 6)
    #expect(environment.lastOutcomes.allSatisfy { $0 != .completed && $0 != .none })
  }

  @Test("An episode that is cut short is truncated, not terminal, and has no extra reward")
  func truncation() throws {
    var environment = try OffloadingEnvironment(Self.problem(initial: 4), seeds: [1, 2], stepLimit: 2)
    var actions = ActionBatch(count: 6)
    for index in 0..<6 { actions[index] = .local(frequency: Hertz(1e9)) }
    for _ in 0..<2 { try environment.step(actions) }
    #expect(environment.isTerminal == [false, false])
    #expect(environment.isTruncated == [true, true])
    #expect(environment.rewards[0] == environment.playerRewards[0..<3].reduce(0, +))
    try environment.reset(1, seed: 3)
    #expect(environment.isTruncated == [true, false])
    #expect(environment.queues == [2, 2, 2, 4, 4, 4])
  }

  @Test("A task is given up after so many attempts, and when the battery cannot pay for it")
  func givenUp() throws {
    var hopeless = try OffloadingEnvironment(Self.problem(initial: 1, noise: 100, maximumAttempts: 2), seeds: [1])
    var actions = ActionBatch(count: 3)
    for player in 0..<3 { actions[player] = .offload(bid: 0, power: Watts(0.1)) }
    try hopeless.step(actions)
    #expect(hopeless.queues == [1, 1, 1])
    try hopeless.step(actions)
    #expect(hopeless.queues == [0, 0, 0])
    #expect(hopeless.completions == [0, 0, 0])

    var empty = try OffloadingEnvironment(Self.problem(initial: 1, capacity: 1e-6), seeds: [1])
    for player in 0..<3 { actions[player] = .local(frequency: Hertz(1e9)) }
    try empty.step(actions)
    #expect(empty.lastOutcomes.allSatisfy { $0 == .failed(.battery) })
    #expect(empty.batteries == [0, 0, 0])
    #expect(empty.queues == [0, 0, 0])
  }

  @Test("What a contender's action comes to alone is what the environment makes of it")
  func contenders() throws {
    let problem = Self.problem()
    var environment = try OffloadingEnvironment(problem, seeds: [3])
    let contenders = environment.contenders(0)
    #expect(contenders.map(\.player) == [0, 1, 2])
    var actions = ActionBatch(count: 3)
    actions[0] = .offload(bid: 0, power: Watts(0.2))
    actions[1] = .local(frequency: Hertz(1.1e9))
    actions[2] = .offload(bid: 0, power: Watts(0.1))
    try environment.step(actions)
    let half = problem.radio.bandwidth / 2
    let expected = [
      contenders[0].remote(bandwidth: half, power: Watts(0.2), offloaders: 2, parameters: problem.offloading),
      contenders[1].local(frequency: Hertz(1.1e9), parameters: problem.offloading),
      contenders[2].remote(bandwidth: half, power: Watts(0.1), offloaders: 2, parameters: problem.offloading),
    ]
    #expect(environment.playerRewards == expected.map(\.reward))
    #expect(environment.qualities == expected.map(\.qoe))
  }
}

import Allocation
import Quantities
public import Radio
import Tasks

/// Many independent episodes of one problem, played in step: what an emulation with the same seed comes to, without its
/// messages and codecs.
///
/// Everything about the UE u of environment e stands at the index e·U + u of an array of its own. A step allocates
/// nothing where ``BlockFadingLink`` suits. An environment whose episode has ended stands still until it is reset.
///
/// What happens depends on the problem, the seed of each environment and the actions alone, and is equal, bit for bit, to
/// the emulation's queues, batteries, accuracies and rewards (a conformance test compares them). The extra reward (14) is
/// the environment's own: no edge server adds it.
public struct OffloadingEnvironment: Sendable {
  /// What is played.
  public let problem: OffloadingProblem
  /// How many environments there are.
  public let count: Int
  /// U, the UEs of each.
  public var players: Int { problem.players.count }

  // MARK: Per environment

  /// The seed of each environment.
  public private(set) var seeds: [UInt64]
  /// The steps that each has played, t.
  public private(set) var steps: [Int]
  /// Whether the episode has ended: all queues are empty with nothing more to come, or T steps are over, after which
  /// nothing counts any more.
  public private(set) var isTerminal: [Bool]
  /// Whether the episode was cut short although it would go on: a learner estimates what is left.
  public private(set) var isTruncated: [Bool]
  /// r_t of the last step, the sum of (13) over the UEs and, in the last one, (14).
  public private(set) var rewards: [Double]
  /// What the server told of the last step.
  public private(set) var broadcasts: [ServerBroadcast]

  // MARK: Per UE of an environment

  /// d, the tasks in the queue.
  public private(set) var queues: [Int]
  /// B in J.
  public private(set) var batteries: [Double]
  /// g·|h|² in the coming step.
  public private(set) var channelGains: [Double]
  /// What became of the task of the last step.
  public private(set) var lastOutcomes: [LastOutcome]
  /// r_i of (13) in the last step; 0 with an empty queue.
  public private(set) var playerRewards: [Double]
  /// QoE_i of (10) in the last step; 0 with an empty queue or for a failed task.
  public private(set) var qualities: [Double]
  /// ε of the last step, relative; 0 with an empty queue.
  public private(set) var accuracies: [Double]
  /// The QoE over the episode so far.
  public private(set) var tallies: [QoETally]
  /// Tasks that were completed in the episode so far.
  public private(set) var completions: [Int]

  private let workloads: [Workload]
  private let symbols: [SymbolCounts]
  private let sections: [AccuracySection?]
  private let capacities: [Joules]
  private let localAccuracies: [Double]
  private let attemptLimits: [Int]
  private let isBlockFading: Bool
  private let hasArrivals: Bool
  private let stepLimit: Int?
  private var failedAttempts: [Int]
  private var gains: [Double]
  private var coefficients: [ComplexGain]
  private var blockLinks: [BlockFadingLink?]
  private var processes: [LinkProcess?]
  private var positions: [Position]
  private var noiseDensities: [WattsPerHertz]
  private var bids: [Double]

  /// Makes environments and begins their episodes.
  ///
  /// - Parameters:
  ///   - problem: what is played.
  ///   - seeds: a seed for each environment, at least one.
  ///   - stepLimit: after how many steps an episode is cut short; nil: never.
  /// - Throws: `LinkError` for a UE whose channel cannot be.
  public init(_ problem: OffloadingProblem, seeds: [UInt64], stepLimit: Int? = nil) throws(LinkError) {
    self.problem = problem
    self.seeds = seeds
    self.stepLimit = stepLimit
    count = seeds.count
    let all = seeds.count * problem.players.count
    workloads = problem.players.map { problem.offloading.workload(of: $0.modality) }
    symbols = problem.players.map { problem.offloading.symbols(of: $0.modality) }
    sections = problem.players.map { $0.knowledge.section(at: problem.offloading.symbols(of: $0.modality)) }
    capacities = problem.players.map(\.battery.capacity)
    localAccuracies = problem.players.map(\.localAccuracy)
    attemptLimits = problem.players.map { $0.maximumAttempts ?? .max }
    isBlockFading = problem.players.allSatisfy { BlockFadingLink.suits(problem.radio, $0.mobility) }
    hasArrivals = problem.players.contains { $0.arrivals.meanPerSlot > 0 }
    steps = Array(repeating: 0, count: seeds.count)
    isTerminal = Array(repeating: false, count: seeds.count)
    isTruncated = Array(repeating: false, count: seeds.count)
    rewards = Array(repeating: 0, count: seeds.count)
    broadcasts = Array(repeating: ServerBroadcast(), count: seeds.count)
    queues = Array(repeating: 0, count: all)
    batteries = Array(repeating: 0, count: all)
    channelGains = Array(repeating: 0, count: all)
    lastOutcomes = Array(repeating: .none, count: all)
    playerRewards = Array(repeating: 0, count: all)
    qualities = Array(repeating: 0, count: all)
    accuracies = Array(repeating: 0, count: all)
    tallies = Array(repeating: QoETally(), count: all)
    completions = Array(repeating: 0, count: all)
    failedAttempts = Array(repeating: 0, count: all)
    gains = Array(repeating: 0, count: all)
    coefficients = Array(repeating: .unit, count: all)
    blockLinks = Array(repeating: nil, count: all)
    processes = Array(repeating: nil, count: all)
    positions = Array(repeating: Position(x: Metres(0), y: Metres(0)), count: all)
    noiseDensities = Array(repeating: problem.radio.noiseDensity, count: all)
    bids = Array(repeating: 0, count: problem.players.count)
    for environment in seeds.indices { try reset(environment, seed: seeds[environment]) }
  }

  /// Begins a new episode in one environment.
  ///
  /// - Parameters:
  ///   - environment: which one.
  ///   - seed: its seed from now on.
  /// - Throws: `LinkError` for a UE whose channel cannot be.
  public mutating func reset(_ environment: Int, seed: UInt64) throws(LinkError) {
    seeds[environment] = seed
    steps[environment] = 0
    isTerminal[environment] = false
    isTruncated[environment] = false
    rewards[environment] = 0
    broadcasts[environment] = ServerBroadcast()
    for player in 0..<players {
      let index = environment * players + player
      let profile = problem.players[player]
      queues[index] = profile.arrivals.arrivals(inSlot: 0, seed: seed, ue: profile.name)
      batteries[index] = profile.battery.battery(seed: seed, ue: profile.name, attachSlot: 0).level.value
      lastOutcomes[index] = .none
      (playerRewards[index], qualities[index], accuracies[index]) = (0, 0, 0)
      tallies[index] = QoETally()
      completions[index] = 0
      failedAttempts[index] = 0
      if isBlockFading {
        let link = try BlockFadingLink(
          radio: problem.radio, mobility: profile.mobility, seed: seed, ue: profile.name, attachSlot: 0)
        blockLinks[index] = link
        gains[index] = link.largeScaleGain
        positions[index] = link.position
      } else {
        processes[index] = try LinkProcess(
          radio: problem.radio, mobility: profile.mobility, slotDuration: problem.slotDuration, seed: seed,
          ue: profile.name, attachSlot: 0)
      }
      try openChannel(index, slot: 0)
    }
  }

  /// What a UE knows when it decides.
  ///
  /// - Parameters:
  ///   - environment: the environment.
  ///   - player: the UE's place among the players.
  /// - Returns: the observation of the coming step.
  public func observation(_ environment: Int, _ player: Int) -> Observation {
    let index = environment * players + player
    return Observation(
      position: positions[index], channelGain: channelGains[index], battery: battery(index, player),
      queueLength: queues[index], modality: problem.players[player].modality, step: steps[environment],
      lastOutcome: lastOutcomes[index], lastBroadcast: broadcasts[environment])
  }

  /// What bounds and measures the coming step of an environment, for searches that look at every UE's channel.
  ///
  /// - Parameter environment: the environment.
  /// - Returns: one entry for each UE whose queue is not empty.
  public func contenders(_ environment: Int) -> [Contender] {
    (0..<players).compactMap { player in
      let index = environment * players + player
      guard queues[index] > 0 else { return nil }
      return Contender(
        player: player, largeScaleGain: gains[index], coefficient: coefficients[index],
        noiseDensity: noiseDensities[index], battery: battery(index, player), workload: workloads[player],
        symbols: symbols[player], knowledge: problem.players[player].knowledge,
        localAccuracy: problem.players[player].localAccuracy)
    }
  }

  /// Plays a step in every environment whose episode has not ended.
  ///
  /// - Parameter actions: an action for each UE of each environment; what lies outside its range is brought in.
  /// - Throws: `LinkError` where a UE has left the path loss model's range.
  public mutating func step(_ actions: borrowing ActionBatch) throws(LinkError) {
    for environment in 0..<count where !isTerminal[environment] && !isTruncated[environment] {
      try step(environment, actions)
    }
  }

  private mutating func step(_ environment: Int, _ actions: borrowing ActionBatch) throws(LinkError) {
    let first = environment * players
    let parameters = problem.offloading
    var offloading = 0
    for player in 0..<players where queues[first + player] > 0 && actions.offloads[first + player] {
      bids[offloading] = Decision.limited(bid: actions.bids[first + player], by: parameters)
      offloading += 1
    }
    BandwidthSoftmax.share(&bids, count: offloading)
    var contending = 0
    var reward = 0.0
    var place = 0
    for player in 0..<players {
      let index = first + player
      guard queues[index] > 0 else {
        (playerRewards[index], qualities[index], accuracies[index]) = (0, 0, 0)
        continue
      }
      contending += 1
      let execution: Execution
      let accuracy: Double
      if actions.offloads[index] {
        let power = Decision.limited(power: Watts(actions.powers[index]), by: parameters)
        let bandwidth = problem.radio.bandwidth * bids[place]
        place += 1
        accuracy = relativeAccuracy(index, player, power: power, bandwidth: bandwidth)
        execution = .remote(
          workloads[player], accuracy: accuracy, bandwidth: bandwidth, transmitPower: power, offloaders: offloading,
          parameters: parameters)
      } else {
        let frequency = Decision.limited(frequency: Hertz(actions.frequencies[index]), by: parameters)
        accuracy = localAccuracies[player]
        execution = .local(workloads[player], frequency: frequency, parameters: parameters)
      }
      let assessment = TaskAssessment(
        execution, workload: workloads[player], accuracy: accuracy, battery: battery(index, player),
        parameters: parameters)
      accuracies[index] = accuracy
      conclude(index, player, assessment, energy: execution.energy)
      reward += assessment.reward
    }
    rewards[environment] = reward
    broadcasts[environment] = ServerBroadcast(offloaders: offloading, contenders: contending)
    try turn(environment)
  }

  /// ε(k, γ) at the γ of (1), relative to local; 0 where nothing arrives.
  private func relativeAccuracy(_ index: Int, _ player: Int, power: Watts, bandwidth: Hertz) -> Double {
    let snr = LinkBudget.snr(
      transmitPower: power, largeScaleGain: gains[index], coefficient: coefficients[index], bandwidth: bandwidth,
      noiseDensity: noiseDensities[index])
    guard snr > 0 else { return 0 }
    return sections[player]?.relativeAccuracy(at: Decibels(linear: snr)) ?? 0
  }

  private func battery(_ index: Int, _ player: Int) -> Battery {
    Battery(capacity: capacities[player], level: Joules(batteries[index]))
  }

  /// Moves queue and battery as a UE does when a slot is committed.
  private mutating func conclude(_ index: Int, _ player: Int, _ assessment: TaskAssessment, energy: Joules) {
    playerRewards[index] = assessment.reward
    qualities[index] = assessment.qoe
    tallies[index].add(qoe: assessment.qoe)
    var battery = battery(index, player)
    battery.drain(energy)
    batteries[index] = battery.level.value
    if let failure = assessment.failure {
      lastOutcomes[index] = .failed(failure)
      failedAttempts[index] += 1
      if failure == .battery || failedAttempts[index] >= attemptLimits[player] { leaveQueue(index) }
    } else {
      lastOutcomes[index] = .completed
      completions[index] += 1
      leaveQueue(index)
    }
  }

  private mutating func leaveQueue(_ index: Int) {
    queues[index] -= 1
    failedAttempts[index] = 0
  }

  /// Ends the episode or opens the next slot.
  private mutating func turn(_ environment: Int) throws(LinkError) {
    steps[environment] += 1
    let slot = steps[environment]
    let first = environment * players
    var remaining = 0
    for index in first..<first + players { remaining += queues[index] }
    if slot == problem.steps || (remaining == 0 && !hasArrivals) {
      isTerminal[environment] = true
      rewards[environment] += problem.finalReward(after: slot, remaining: remaining)
      return
    }
    isTruncated[environment] = slot == stepLimit
    for player in 0..<players {
      if hasArrivals {
        let profile = problem.players[player]
        queues[first + player] += profile.arrivals.arrivals(
          inSlot: slot, seed: seeds[environment], ue: profile.name)
      }
      try openChannel(first + player, slot: slot)
    }
  }

  private mutating func openChannel(_ index: Int, slot: Int) throws(LinkError) {
    if let link = blockLinks[index] {
      coefficients[index] = link.coefficient(at: slot)
    } else if let state = try processes[index]?.state(at: slot) {
      gains[index] = state.largeScaleGain
      coefficients[index] = state.coefficient
      positions[index] = state.position
      noiseDensities[index] = state.noiseDensity
    }
    channelGains[index] = gains[index] * coefficients[index].power
  }
}

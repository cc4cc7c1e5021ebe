public import Tasks

/// One UE's line of the summary. A value that does not apply is `null`.
public struct UESummary: Codable, Hashable, Sendable {
  /// The UE's name.
  public var name: String
  /// What its tasks are.
  public var task: String
  /// How it decides.
  public var policy: String
  /// The first slot that it took part in.
  public var attachedAtSlot: Int
  /// The first slot that it took no part in any more.
  public var detachedAtSlot: Int?
  /// Its tasks.
  public var tasks: TaskCounts
  /// Attempts that did not meet a constraint; the task stayed queued or was given up.
  public var failedAttempts: Int
  /// (Σ_t QoE) / (steps until its queue was empty, or all its slots); null before its first task.
  public var qoe: Double?
  /// Mean latency of its completed tasks, s.
  public var latencySeconds: Double?
  /// Mean energy of its completed tasks, J.
  public var energyJoules: Double?
  /// Mean of the accuracy expected by the knowledge base.
  public var expectedAccuracy: Double?
  /// Fraction of completed tasks whose answer is right; of translations the BLEU of all of them together over 100.
  public var measuredAccuracy: Double?
  /// Mean of the measured SNR of its bursts, dB.
  public var snrDecibels: Double?

  enum CodingKeys: String, CodingKey {
    case name, task, policy, attachedAtSlot, detachedAtSlot, tasks, failedAttempts, qoe
    case latencySeconds = "latency_s"
    case energyJoules = "energy_J"
    case expectedAccuracy, measuredAccuracy
    case snrDecibels = "snr_dB"
  }

  /// Writes every key, `null` where a value does not apply.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(task, forKey: .task)
    try container.encode(policy, forKey: .policy)
    try container.encode(attachedAtSlot, forKey: .attachedAtSlot)
    try container.encode(detachedAtSlot, forKey: .detachedAtSlot)
    try container.encode(tasks, forKey: .tasks)
    try container.encode(failedAttempts, forKey: .failedAttempts)
    try container.encode(qoe, forKey: .qoe)
    try container.encode(latencySeconds, forKey: .latencySeconds)
    try container.encode(energyJoules, forKey: .energyJoules)
    try container.encode(expectedAccuracy, forKey: .expectedAccuracy)
    try container.encode(measuredAccuracy, forKey: .measuredAccuracy)
    try container.encode(snrDecibels, forKey: .snrDecibels)
  }

  /// Makes a line.
  public init(
    name: String, task: String, policy: String, attachedAtSlot: Int, detachedAtSlot: Int?, tasks: TaskCounts,
    failedAttempts: Int, qoe: Double?, latencySeconds: Double?, energyJoules: Double?, expectedAccuracy: Double?,
    measuredAccuracy: Double?, snrDecibels: Double?
  ) {
    self.name = name
    self.task = task
    self.policy = policy
    self.attachedAtSlot = attachedAtSlot
    self.detachedAtSlot = detachedAtSlot
    self.tasks = tasks
    self.failedAttempts = failedAttempts
    self.qoe = qoe
    self.latencySeconds = latencySeconds
    self.energyJoules = energyJoules
    self.expectedAccuracy = expectedAccuracy
    self.measuredAccuracy = measuredAccuracy
    self.snrDecibels = snrDecibels
  }
}

/// Message counts of the edge server, which hears everybody.
public struct MessageSummary: Codable, Hashable, Sendable {
  /// Messages sent.
  public var sent: Int
  /// Well-formed messages received.
  public var received: Int
  /// Messages dropped because their number was seen before.
  public var duplicates: Int
  /// Messages that never came.
  public var gaps: Int
  /// What was refused.
  public var refused: Int

  /// Makes the counts.
  public init(sent: Int, received: Int, duplicates: Int, gaps: Int, refused: Int) {
    self.sent = sent
    self.received = received
    self.duplicates = duplicates
    self.gaps = gaps
    self.refused = refused
  }
}

/// Sums over all UEs.
public struct RunTotals: Codable, Hashable, Sendable {
  /// All tasks.
  public var tasks: TaskCounts
  /// Σ_i of the UEs' QoE, the paper's "sum QoE".
  public var sumQoE: Double

  /// Makes the sums.
  public init(tasks: TaskCounts, sumQoE: Double) {
    self.tasks = tasks
    self.sumQoE = sumQoE
  }
}

/// How late things happened against their modelled instants, medians on the wall (realtime clock).
public struct TimingSummary: Codable, Hashable, Sendable {
  /// Slot starts after t₀ + s·duration·scale, s.
  public var slotStartSeconds: Double?
  /// Answers at the UE after their modelled instant, s.
  public var answerSeconds: Double?

  enum CodingKeys: String, CodingKey {
    case slotStartSeconds = "slotStart_s"
    case answerSeconds = "answer_s"
  }

  /// Makes the medians.
  public init(slotStartSeconds: Double?, answerSeconds: Double?) {
    self.slotStartSeconds = slotStartSeconds
    self.answerSeconds = answerSeconds
  }
}

/// What `helio up … --json FILE` writes and tests read.
public struct RunSummary: Codable, Hashable, Sendable {
  /// The topology's name.
  public var topology: String
  /// The seed.
  public var seed: UInt64
  /// `virtual` or `realtime`.
  public var clock: String
  /// `processes` or `in-process`.
  public var runner: String
  /// How many slots were committed.
  public var slots: Int
  /// The digest after the last slot; null under the realtime clock, which promises none.
  public var digest: String?
  /// The UEs, by name.
  public var ues: [UESummary]
  /// Sums.
  public var totals: RunTotals
  /// Message counts.
  public var messages: MessageSummary
  /// Lateness; null under the virtual clock.
  public var timing: TimingSummary?
  /// Seconds from the first slot to the end, on the wall.
  public var wallSeconds: Double
  /// Slots per second of wall time.
  public var slotsPerSecond: Double
  /// The slot that the server began with after it was started again: the times on the wall and the message counts are
  /// those from there on; null for a server that ran from the start.
  public var resumedAtSlot: Int?
  /// How often each process was started again, by name; null, and not written, when none was.
  public var restarts: [String: Int]?

  enum CodingKeys: String, CodingKey {
    case topology, seed, clock, runner, slots, digest, ues, totals, messages, timing, resumedAtSlot, restarts
    case wallSeconds = "wall_s"
    case slotsPerSecond
  }

  /// Makes a summary.
  public init(
    topology: String, seed: UInt64, clock: String, runner: String, slots: Int, digest: String?, ues: [UESummary],
    totals: RunTotals, messages: MessageSummary, timing: TimingSummary?, wallSeconds: Double,
    slotsPerSecond: Double, resumedAtSlot: Int? = nil, restarts: [String: Int]? = nil
  ) {
    self.topology = topology
    self.seed = seed
    self.clock = clock
    self.runner = runner
    self.slots = slots
    self.digest = digest
    self.ues = ues
    self.totals = totals
    self.messages = messages
    self.timing = timing
    self.wallSeconds = wallSeconds
    self.slotsPerSecond = slotsPerSecond
    self.resumedAtSlot = resumedAtSlot
    self.restarts = restarts
  }

  /// Writes every key but `restarts`, `null` where a value does not apply.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(topology, forKey: .topology)
    try container.encode(seed, forKey: .seed)
    try container.encode(clock, forKey: .clock)
    try container.encode(runner, forKey: .runner)
    try container.encode(slots, forKey: .slots)
    try container.encode(digest, forKey: .digest)
    try container.encode(ues, forKey: .ues)
    try container.encode(totals, forKey: .totals)
    try container.encode(messages, forKey: .messages)
    try container.encode(timing, forKey: .timing)
    try container.encode(wallSeconds, forKey: .wallSeconds)
    try container.encode(slotsPerSecond, forKey: .slotsPerSecond)
    try container.encode(resumedAtSlot, forKey: .resumedAtSlot)
    try container.encodeIfPresent(restarts, forKey: .restarts)
  }
}

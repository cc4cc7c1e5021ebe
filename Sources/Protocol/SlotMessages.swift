public import Quantities

/// A UE that takes part in a slot, as the channel needs to know it.
public struct Participant: Hashable, Sendable {
  /// The UE's name.
  public var name: UEName
  /// The first slot that it takes part in: its channel state is the fold of draws from there.
  public var attachSlot: Int
  /// Where the UE is and how it moves: canonical JSON of its mobility.
  public var mobility: [UInt8]
  /// S·k, the complex symbols per task of the model that is timed: a burst is on the air for S·k/b. Nil: as many as the
  /// burst has.
  public var timedSymbols: Int?
  /// What was set by hand for its channel during its stay, oldest first.
  public var settings: [SettingsChange]

  /// Makes a participant.
  public init(
    name: UEName, attachSlot: Int, mobility: [UInt8], timedSymbols: Int?, settings: [SettingsChange] = []
  ) {
    self.name = name
    self.attachSlot = attachSlot
    self.mobility = mobility
    self.timedSymbols = timedSymbols
    self.settings = settings
  }
}

/// What is set for a UE's channel from a slot on.
public struct SettingsChange: Hashable, Sendable {
  /// The first slot in which it holds.
  public var slot: Int
  /// Canonical JSON of all that is set.
  public var settings: [UInt8]

  /// Makes a change.
  public init(slot: Int, settings: [UInt8]) {
    self.slot = slot
    self.settings = settings
  }
}

/// The server opens a slot towards the channel.
public struct SlotOpening: Hashable, Sendable {
  /// The UEs that take part, in the order of their names.
  public var participants: [Participant]

  /// Makes the message.
  public init(participants: [Participant]) {
    self.participants = participants
  }
}

/// One UE's channel in one slot.
public struct ChannelState: Hashable, Sendable {
  /// East of the base station.
  public var x: Metres
  /// North of the base station.
  public var y: Metres
  /// The horizontal distance to the base station.
  public var distance: Metres
  /// The large-scale power gain g, linear (path loss and shadowing).
  public var largeScaleGain: Double
  /// The real part of the small-scale coefficient h.
  public var fadingReal: Double
  /// The imaginary part of the small-scale coefficient h.
  public var fadingImaginary: Double

  /// Makes a channel state.
  public init(
    x: Metres, y: Metres, distance: Metres, largeScaleGain: Double, fadingReal: Double, fadingImaginary: Double
  ) {
    self.x = x
    self.y = y
    self.distance = distance
    self.largeScaleGain = largeScaleGain
    self.fadingReal = fadingReal
    self.fadingImaginary = fadingImaginary
  }

  /// |h|², the small-scale power gain.
  public var fadingPower: Double { fadingReal * fadingReal + fadingImaginary * fadingImaginary }
}

/// The channel opens a slot towards one UE.
public struct SlotStart: Hashable, Sendable {
  /// The UE's channel in this slot.
  public var channel: ChannelState

  /// Makes the message.
  public init(channel: ChannelState) {
    self.channel = channel
  }
}

/// What a UE wants to do in a slot.
public enum Wish: Hashable, Sendable {
  /// Nothing: its queue is empty or its battery is flat.
  case idle
  /// Execute the task at the head of the queue on the UE, at this clock frequency.
  case local(task: Int, frequency: Hertz)
  /// Offload the task at the head of the queue with this bandwidth bid b̂ and transmit power.
  case offload(task: Int, bid: Double, power: Watts)

  /// The task that is wished to be done; nil for none.
  public var task: Int? {
    switch self {
    case .idle: nil
    case .local(let task, _), .offload(let task, _, _): task
    }
  }
}

/// What a UE sees and wants in a slot.
public struct SlotReport: Hashable, Sendable {
  /// What the UE wants.
  public var wish: Wish
  /// The channel as the UE was told.
  public var channel: ChannelState
  /// The energy left in the battery.
  public var battery: Joules
  /// Tasks that have come to the UE so far.
  public var generated: Int
  /// Tasks completed so far.
  public var completed: Int
  /// Tasks given up so far.
  public var failed: Int
  /// Tasks waiting, the one at the head included.
  public var queued: Int

  /// How many tasks a UE may speak of: a Welcome after a restart takes no more.
  package static let taskCounts = 0...(1 << 24)

  /// Makes the report.
  public init(
    wish: Wish, channel: ChannelState, battery: Joules, generated: Int, completed: Int, failed: Int, queued: Int
  ) {
    self.wish = wish
    self.channel = channel
    self.battery = battery
    self.generated = generated
    self.completed = completed
    self.failed = failed
    self.queued = queued
  }
}

/// How an attempt at a task ended. The raw value is the number on the wire.
public enum AttemptResult: UInt32, Hashable, Sendable, CaseIterable, Codable {
  /// All constraints were met.
  case completed = 0
  /// (11b): the expected accuracy is below ε_min.
  case accuracyTooLow = 1
  /// (11g): the latency is above t_max.
  case latencyTooHigh = 2
  /// (11h): the battery does not hold the energy.
  case batteryFlat = 3
  /// The bytes that were sent did not come through: there is no answer.
  case undecodable = 4

  /// The result in a few words, as tables, records and progress name it.
  public var words: String {
    switch self {
    case .completed: "completed"
    case .accuracyTooLow: "accuracy too low"
    case .latencyTooHigh: "latency too high"
    case .batteryFlat: "battery flat"
    case .undecodable: "undecodable"
    }
  }
}

/// How the slot's task went, as the UE accounts for it.
public struct Outcome: Hashable, Sendable {
  /// The number of the task at the UE.
  public var task: Int
  /// Completed, or what was not met.
  public var result: AttemptResult
  /// True when the task is not tried again.
  public var givenUp: Bool
  /// t of Eq. (7).
  public var latency: Seconds
  /// E of Eq. (8).
  public var energy: Joules
  /// Eq. (9).
  public var cost: Double
  /// Eq. (10); 0 when not completed.
  public var qoe: Double
  /// The UE's reward, Eq. (13).
  public var reward: Double
  /// The absolute accuracy expected of this execution.
  public var expectedAccuracy: Double
  /// The answer.
  public var answer: TaskAnswer
  /// How good the answer is.
  public var score: TaskScore
  /// How late the answer came after its modelled instant, on the wall; zero under the virtual clock and for local
  /// execution. Not part of the digest.
  public var lateness: Seconds

  /// Makes the outcome.
  public init(
    task: Int, result: AttemptResult, givenUp: Bool, latency: Seconds, energy: Joules, cost: Double, qoe: Double,
    reward: Double, expectedAccuracy: Double, answer: TaskAnswer, score: TaskScore, lateness: Seconds = Seconds(0)
  ) {
    self.task = task
    self.result = result
    self.givenUp = givenUp
    self.latency = latency
    self.energy = energy
    self.cost = cost
    self.qoe = qoe
    self.reward = reward
    self.expectedAccuracy = expectedAccuracy
    self.answer = answer
    self.score = score
    self.lateness = lateness
  }
}

/// The slot is committed; only now a UE's queue moves and its battery drains.
public struct SlotEnd: Hashable, Sendable {
  /// Whether this UE's outcome counts; false when it came too late (realtime clock) and the task stays queued.
  public var accepted: Bool
  /// The sum of the rewards of all UEs, r_t.
  public var sumReward: Double
  /// How many UEs offloaded, Σρ.
  public var offloaders: Int
  /// The load: how many UEs had a task.
  public var contenders: Int

  /// Makes the message.
  public init(accepted: Bool, sumReward: Double, offloaders: Int, contenders: Int) {
    self.accepted = accepted
    self.sumReward = sumReward
    self.offloaders = offloaders
    self.contenders = contenders
  }
}

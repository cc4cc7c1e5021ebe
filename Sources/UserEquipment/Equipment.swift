import Offloading
import Protocol
import Quantities
import Radio
import Randomness
import Scenario
import Tasks

/// The UE's durable state and the means to decide: changed only when a slot ends.
struct Equipment: Sendable {
  let session: Session
  let knowledge: KnowledgeBase
  /// The first slot that the UE took part in.
  var attachSlot: Int?
  /// The last slot that was committed: none up to it begins again.
  var committedSlot: Int?
  var queue: TaskQueue
  var battery: Battery
  var lastOutcome = LastOutcome.none

  init(session: Session, loaded: LoadedTask) {
    self.session = session
    knowledge = loaded.knowledge
    queue = TaskQueue(attemptLimit: session.profile.supply.maximumAttempts)
    battery = session.profile.battery.battery(
      seed: session.scenario.seed, ue: session.name.rawValue, attachSlot: 0)
  }

  /// The state with which a slot begins: the tasks that come with it are in the queue.
  func entering(_ slot: Int) -> Equipment {
    var next = self
    let attached = attachSlot ?? slot
    next.attachSlot = attached
    let supply = session.profile.supply
    let process = ArrivalProcess(initial: supply.initial, meanPerSlot: supply.arrivalsPerSlot)
    next.queue.arrive(
      process.arrivals(inSlot: slot, attachedAt: attached, seed: session.scenario.seed, ue: session.name.rawValue),
      inSlot: slot)
    return next
  }

  /// What the UE sees.
  func observation(_ channel: ChannelState, slot: Int) -> Observation {
    Observation(
      position: Position(x: channel.x, y: channel.y), channelGain: channel.largeScaleGain * channel.fadingPower,
      battery: battery, queueLength: queue.counts.queued, modality: session.profile.task.modality,
      step: slot - (attachSlot ?? slot), lastOutcome: lastOutcome)
  }

  /// What the UE wants.
  func wish(_ channel: ChannelState, slot: Int) -> Wish {
    guard let head = queue.head else { return .idle }
    var stream = RandomStream(
      seed: session.scenario.seed, purpose: "policy", ue: session.name.rawValue, slot: slot)
    let decision = session.profile.policy.decision(
      for: observation(channel, slot: slot), parameters: session.scenario.offloading, stream: &stream)
    switch decision {
    case .idle: return .idle
    case .local(let frequency): return .local(task: head.id, frequency: frequency)
    case .offload(let bid, let power): return .offload(task: head.id, bid: bid, power: power)
    }
  }
}

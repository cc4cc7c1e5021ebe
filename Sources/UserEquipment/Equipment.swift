import Learning
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
  /// The absolute accuracy of execution on the UE.
  let localAccuracy: Double
  /// What the models that are run take for a task, where they are timed.
  let costs: RunCosts?
  /// What decides for a UE whose policy is a trained one.
  let actor: ActorNetwork?
  /// Whether the run has known the UE before this stay: then no initial tasks come.
  let isReturning: Bool
  /// The first slot of the UE's present stay.
  var attachSlot: Int?
  /// The last slot that was committed: none up to it begins again.
  var committedSlot: Int?
  var queue: TaskQueue
  var battery: Battery
  var lastOutcome = LastOutcome.none
  var lastBroadcast = ServerBroadcast()

  /// The state of a UE that attaches, or goes on where the run has it.
  init(session: Session, loaded: LoadedTask) {
    self.session = session
    knowledge = loaded.knowledge
    localAccuracy = loaded.localAccuracy
    costs = loaded.costs
    actor = loaded.actor?.network
    let attempts = session.profile.supply.maximumAttempts
    guard let known = session.resumption, !known.isOfUntouchedStay else {
      isReturning = false
      attachSlot = session.resumption?.attachSlot
      committedSlot = session.resumption?.slot
      queue = TaskQueue(attemptLimit: attempts)
      battery = session.profile.battery.battery(seed: session.scenario.seed, ue: session.name.rawValue, attachSlot: 0)
      return
    }
    isReturning = known.attachSlot == nil
    attachSlot = known.attachSlot
    committedSlot = known.slot
    queue = TaskQueue(
      attemptLimit: attempts, generated: known.generated, completed: known.completed, failed: known.failed,
      failedAttempts: known.failedAttempts)
    battery = Battery(capacity: session.profile.battery.capacity, level: known.battery)
    lastOutcome = known.lastResult?.asLastOutcome ?? .none
    lastBroadcast = ServerBroadcast(offloaders: known.lastOffloaders, contenders: known.lastContenders)
  }

  /// The state with which a slot begins: the tasks that come with it are in the queue.
  func entering(_ slot: Int) -> Equipment {
    var next = self
    let attached = attachSlot ?? slot
    next.attachSlot = attached
    let (seed, name) = (session.scenario.seed, session.name.rawValue)
    if slot == attached, !isReturning {
      next.battery = session.profile.battery.battery(seed: seed, ue: name, attachSlot: attached)
    }
    let supply = session.profile.supply
    let process = ArrivalProcess(initial: supply.initial, meanPerSlot: supply.arrivalsPerSlot)
    next.queue.arrive(
      process.arrivals(inSlot: slot, attachedAt: isReturning ? nil : attached, seed: seed, ue: name))
    return next
  }

  /// Whether a slot cannot be the next one of this stay: one in between was missed, and what came of it.
  func hasMissed(before slot: Int) -> Bool {
    guard attachSlot != nil, let committedSlot else { return false }
    return slot > committedSlot + 1
  }

  /// What the UE sees.
  func observation(_ channel: ChannelState, slot: Int) -> Observation {
    Observation(
      position: Position(x: channel.x, y: channel.y), channelGain: channel.largeScaleGain * channel.fadingPower,
      battery: battery, queueLength: queue.counts.queued, modality: session.profile.task.modality,
      step: slot - (attachSlot ?? slot), lastOutcome: lastOutcome, lastBroadcast: lastBroadcast)
  }

  /// What the UE wants, once it has decided.
  func wish(_ decision: Decision) -> Wish {
    guard let head = queue.head else { return .idle }
    switch decision {
    case .idle: return .idle
    case .local(let frequency): return .local(task: head.id, frequency: frequency)
    case .offload(let bid, let power): return .offload(task: head.id, bid: bid, power: power)
    }
  }

  /// What the UE does; nil for one that learns and has a task: its compute thread decides.
  func decision(on observation: Observation, slot: Int) -> Decision? {
    guard observation.queueLength > 0 else { return .idle }
    let parameters = session.scenario.offloading
    switch session.profile.policy {
    case .fixed(let policy):
      var stream = RandomStream(
        seed: session.scenario.seed, purpose: "policy", ue: session.name.rawValue, slot: slot)
      return policy.decision(for: observation, parameters: parameters, stream: &stream)
    case .trained:
      // A UE whose actor is not there has not taken off.
      return actor?.decision(for: observation).limited(by: parameters) ?? .idle
    case .learning: return nil
    }
  }
}

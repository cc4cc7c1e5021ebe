import Offloading
import Protocol
import Quantities
import Scenario
import Tasks
import Trace

#if canImport(Glibc)
  import Glibc
#endif

/// The sums over one UE's slots, across all its stays, and its durable state. A fold of the committed slots alone: a
/// server that is started again has it back from the record.
struct Account: Sendable {
  var profile: UEProfile
  var attachedAtSlot: Int
  var detachedAtSlot: Int?
  /// Where the UE's tasks are. They are the name's: a UE that comes back finds them.
  var tasks = TaskCounts()
  var failedAttempts = 0
  /// Slots with a task to do, Eq. (10) summed over them, attempts completed.
  var activeSlots = 0
  var sumQoE = 0.0
  var completed = 0
  var accuracy = MeasuredScore()
  var sumLatency = 0.0
  var sumEnergy = 0.0
  var sumExpectedAccuracy = 0.0
  var bursts = 0
  var sumMeasuredSNRDecibels = 0.0
  /// The channel of the last slot with a report, and the measured ratio of its burst.
  private(set) var lastLink: (channel: ChannelState, snr: Double?)?
  /// The UE's state after the last slot that its report counted in; nil before the first.
  private(set) var durable: DurableState?

  /// What a UE's process needs to go on.
  struct DurableState: Hashable, Sendable {
    /// How often the task at the head of the queue has failed.
    var failedAttempts = 0
    var battery: Battery
    var lastResult: AttemptResult?
  }

  init(profile: UEProfile, attachedAtSlot: Int) {
    self.profile = profile
    self.attachedAtSlot = attachedAtSlot
  }

  /// Adds one committed slot.
  mutating func add(_ ue: UESlotRecord) {
    guard let report = ue.report else { return }
    tasks = TaskCounts(
      generated: report.generated, completed: report.completed, failed: report.failed, queued: report.queued)
    if report.queued > 0 { activeSlots += 1 }
    lastLink = (report.channel, ue.arrival?.measuredSNR ?? lastLink?.snr)
    if let arrival = ue.arrival, arrival.measuredSNR > 0 {
      bursts += 1
      sumMeasuredSNRDecibels += 10 * log10(arrival.measuredSNR)
    }
    var state = DurableState(
      failedAttempts: durable?.failedAttempts ?? 0,
      battery: Battery(capacity: profile.battery.capacity, level: report.battery), lastResult: durable?.lastResult)
    if let outcome = ue.outcome { add(outcome, to: &state) }
    durable = state
  }

  private mutating func add(_ outcome: Outcome, to state: inout DurableState) {
    state.battery.drain(outcome.energy)
    state.lastResult = outcome.result
    state.failedAttempts = outcome.result == .completed || outcome.givenUp ? 0 : state.failedAttempts + 1
    switch outcome.result {
    case .completed:
      tasks.queued -= 1
      tasks.completed += 1
      completed += 1
      accuracy.add(outcome.score)
      sumQoE += outcome.qoe
      sumLatency += outcome.latency.value
      sumEnergy += outcome.energy.value
      sumExpectedAccuracy += outcome.expectedAccuracy
    case .accuracyTooLow, .latencyTooHigh, .batteryFlat, .undecodable:
      failedAttempts += 1
      if outcome.givenUp {
        tasks.queued -= 1
        tasks.failed += 1
      }
    }
  }

  /// What a process of the UE is told to go on from; nil for a name that is new and not attached yet.
  ///
  /// - Parameters:
  ///   - slot: the last committed slot.
  ///   - attachSlot: the first slot of the stay that goes on; nil for a new stay.
  ///   - lastEnd: what the UE was told last in this stay.
  /// - Returns: the state after that slot.
  func resumption(after slot: Int, attachSlot: Int?, lastEnd: SlotEnd?) -> Resumption? {
    guard let durable else {
      // Attached, and no slot of it is committed.
      return attachSlot.map {
        Resumption(
          slot: $0 - 1, attachSlot: $0, generated: 0, completed: 0, failed: 0, failedAttempts: 0, battery: Joules(0),
          lastResult: nil, lastOffloaders: 0, lastContenders: 0)
      }
    }
    return Resumption(
      slot: slot, attachSlot: attachSlot, generated: tasks.generated, completed: tasks.completed, failed: tasks.failed,
      failedAttempts: durable.failedAttempts, battery: durable.battery.level, lastResult: durable.lastResult,
      lastOffloaders: lastEnd?.offloaders ?? 0, lastContenders: lastEnd?.contenders ?? 0)
  }

  /// The account as a line of the summary.
  func summary(named name: String) -> UESummary {
    func mean(_ sum: Double, over count: Int) -> Double? { count == 0 ? nil : sum / Double(count) }
    return UESummary(
      name: name, task: profile.task.rawValue, policy: profile.policy.description, attachedAtSlot: attachedAtSlot,
      detachedAtSlot: detachedAtSlot, tasks: tasks, failedAttempts: failedAttempts,
      qoe: mean(sumQoE, over: activeSlots),
      latencySeconds: mean(sumLatency, over: completed), energyJoules: mean(sumEnergy, over: completed),
      expectedAccuracy: mean(sumExpectedAccuracy, over: completed),
      measuredAccuracy: accuracy.mean, snrDecibels: mean(sumMeasuredSNRDecibels, over: bursts))
  }
}

public import Quantities
public import Radio
public import Tasks

/// What a UE does in a step: the action {ρ, b̂, p, f} of Ji et al. [Ji24], Section IV-A.
public enum Decision: Codable, Hashable, Sendable {
  /// Nothing: the queue is empty.
  case idle
  /// The task is done by the UE (ρ = 0) at the clock frequency f.
  case local(frequency: Hertz)
  /// The task is offloaded (ρ = 1) with the bandwidth bid b̂ and the transmit power p.
  case offload(bid: Double, power: Watts)

  /// The decision with frequency, power and bid brought into their ranges, (11d) and (11e); what is no number becomes
  /// the lower end.
  public func limited(by parameters: OffloadingParameters) -> Decision {
    switch self {
    case .idle:
      return .idle
    case .local(let frequency):
      return .local(frequency: Self.limited(frequency: frequency, by: parameters))
    case .offload(let bid, let power):
      return .offload(bid: Self.limited(bid: bid, by: parameters), power: Self.limited(power: power, by: parameters))
    }
  }

  static func limited(frequency: Hertz, by parameters: OffloadingParameters) -> Hertz {
    let range = parameters.localFrequency
    return Hertz(frequency.value.limited(to: range.lowerBound.value...range.upperBound.value))
  }

  static func limited(bid: Double, by parameters: OffloadingParameters) -> Double {
    bid.limited(to: parameters.bandwidthBid)
  }

  static func limited(power: Watts, by parameters: OffloadingParameters) -> Watts {
    let range = parameters.transmitPower
    return Watts(power.value.limited(to: range.lowerBound.value...range.upperBound.value))
  }
}

/// What became of the task of the last step.
public enum LastOutcome: Codable, Hashable, Sendable {
  /// There was no task.
  case none
  /// The task was completed.
  case completed
  /// The task failed and is still in the queue.
  case failed(TaskFailure)
}

/// What the server told all UEs at the end of a step.
public struct ServerBroadcast: Codable, Hashable, Sendable {
  /// Σρ, how many UEs offloaded.
  public var offloaders: Int
  /// The load: how many UEs had a task, those that executed it locally included.
  public var contenders: Int

  /// Creates a broadcast; of an empty step when nothing is given.
  public init(offloaders: Int = 0, contenders: Int = 0) {
    self.offloaders = offloaders
    self.contenders = contenders
  }
}

/// What a UE knows when it decides, o_i of Ji et al. [Ji24], Section IV-A, completed as its introduction asks.
public struct Observation: Codable, Hashable, Sendable {
  /// s, where the UE stands.
  public var position: Position
  /// g·|h|², the channel's power gain in this step.
  public var channelGain: Double
  /// B and B_max.
  public var battery: Battery
  /// d, the tasks in the queue.
  public var queueLength: Int
  /// Q, the kind of the tasks.
  public var modality: Modality
  /// The step since the UE was attached, from 0.
  public var step: Int
  /// The outcome of the step before.
  public var lastOutcome: LastOutcome
  /// What the server told of the step before; of an empty one at first. Not in the paper.
  public var lastBroadcast: ServerBroadcast

  /// Creates an observation.
  public init(
    position: Position, channelGain: Double, battery: Battery, queueLength: Int, modality: Modality, step: Int,
    lastOutcome: LastOutcome = .none, lastBroadcast: ServerBroadcast = ServerBroadcast()
  ) {
    self.position = position
    self.channelGain = channelGain
    self.battery = battery
    self.queueLength = queueLength
    self.modality = modality
    self.step = step
    self.lastOutcome = lastOutcome
    self.lastBroadcast = lastBroadcast
  }
}

extension Double {
  /// The nearest number of a range; its lower end for what is no number.
  func limited(to range: ClosedRange<Double>) -> Double {
    isNaN ? range.lowerBound : Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}

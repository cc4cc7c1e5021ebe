public import Quantities
public import Tasks

/// What a UE gets in a slot.
public enum GrantDecision: Hashable, Sendable {
  /// Nothing was asked for.
  case idle
  /// Execute locally, as wished.
  case local
  /// Send the task with these resources.
  case offload(Allotment)
}

/// The resources of one offloading UE in one slot.
public struct Allotment: Hashable, Sendable {
  /// The bandwidth b, Eq. (12) of Ji et al.
  public var bandwidth: Hertz
  /// The transmit power p.
  public var power: Watts
  /// Complex symbols per token, k^T and k^I.
  public var symbols: SymbolCounts

  /// Makes an allotment.
  public init(bandwidth: Hertz, power: Watts, symbols: SymbolCounts) {
    self.bandwidth = bandwidth
    self.power = power
    self.symbols = symbols
  }
}

/// The server's decision for one UE.
public struct Grant: Hashable, Sendable {
  /// What the UE gets.
  public var decision: GrantDecision
  /// How many UEs offload in this slot, Σρ.
  public var offloaders: Int

  /// Makes the grant.
  public init(decision: GrantDecision, offloaders: Int) {
    self.decision = decision
    self.offloaders = offloaders
  }
}

/// An encoded task on its way to the channel.
public struct Burst: Hashable, Sendable {
  /// The number of the task at this UE.
  public var task: Int
  /// The resources granted.
  public var allotment: Allotment
  /// Complex symbols of unit average power: float32, shape [symbols, 2] (real, imaginary).
  public var symbols: TensorFrame
  /// What the symbols are.
  public var content: BurstContent

  /// Makes the burst.
  public init(task: Int, allotment: Allotment, symbols: TensorFrame, content: BurstContent) {
    self.task = task
    self.allotment = allotment
    self.symbols = symbols
    self.content = content
  }
}

/// A burst as it arrives at the server's antenna, with what the receiver knows of the channel.
public struct Arrival: Hashable, Sendable {
  /// The number of the task at the UE.
  public var task: Int
  /// The resources used.
  public var allotment: Allotment
  /// Received samples y = h·s + n, normalised by √(p·g): float32, of the burst's shape.
  public var samples: TensorFrame
  /// What the symbols are.
  public var content: BurstContent
  /// h of each symbol, of the samples' shape, where a burst of bytes has met more than one; nil: one h for all.
  public var gains: TensorFrame?
  /// The real part of h; 1 where each symbol has its own.
  public var fadingReal: Double
  /// The imaginary part of h.
  public var fadingImaginary: Double
  /// The noise power per complex sample, b·σ²/(p·g).
  public var noiseVariance: Double
  /// γ of Eq. (1), linear.
  public var declaredSNR: Double
  /// The SNR measured on the samples, linear.
  public var measuredSNR: Double
  /// The time that the burst was on the air.
  public var airtime: Seconds

  /// Makes the arrival.
  public init(
    task: Int, allotment: Allotment, samples: TensorFrame, content: BurstContent, gains: TensorFrame? = nil,
    fadingReal: Double, fadingImaginary: Double, noiseVariance: Double, declaredSNR: Double, measuredSNR: Double,
    airtime: Seconds
  ) {
    self.task = task
    self.allotment = allotment
    self.samples = samples
    self.content = content
    self.gains = gains
    self.fadingReal = fadingReal
    self.fadingImaginary = fadingImaginary
    self.noiseVariance = noiseVariance
    self.declaredSNR = declaredSNR
    self.measuredSNR = measuredSNR
    self.airtime = airtime
  }
}

/// The server's answer to one task.
public struct Answer: Hashable, Sendable {
  /// The number of the task at the UE.
  public var task: Int
  /// The decoded answer.
  public var answer: TaskAnswer
  /// The SNR declared by the channel, linear.
  public var declaredSNR: Double
  /// The SNR measured on the samples, linear.
  public var measuredSNR: Double
  /// t^rc of Eq. (5).
  public var remoteTime: Seconds

  /// Makes the answer.
  public init(task: Int, answer: TaskAnswer, declaredSNR: Double, measuredSNR: Double, remoteTime: Seconds) {
    self.task = task
    self.answer = answer
    self.declaredSNR = declaredSNR
    self.measuredSNR = measuredSNR
    self.remoteTime = remoteTime
  }
}

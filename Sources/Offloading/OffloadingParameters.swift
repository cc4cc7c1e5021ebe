public import Quantities
public import Tasks

/// Whether an offloading UE pays for running its semantic encoder.
public enum EncoderCost: String, Codable, Hashable, Sendable, CaseIterable {
  /// As in [Ji24]: the UE pays nothing, and the server is billed the whole task.
  case ignored
  /// The UE runs the encoder at its highest clock frequency and pays its time and energy; the server runs the decoder.
  case counted
}

/// The constants of task offloading. The defaults are Table I of Ji et al. [Ji24] and, where it is silent, the choices
/// named with each value.
public struct OffloadingParameters: Codable, Hashable, Sendable {
  /// n, floating-point operations per cycle of a UE's processor.
  public var localFLOPsPerCycle: Double
  /// The range of f, a UE's clock frequency, (11e).
  public var localFrequency: ClosedRange<Hertz>
  /// α^lc in W/Hz³: a UE's processor takes the power α·f³. Not in the paper; 30 W at 1.28 GHz.
  public var localEnergyCoefficient: Double
  /// n^rc, floating-point operations per cycle of the server's processor.
  public var remoteFLOPsPerCycle: Double
  /// f^rc, the server's clock frequency.
  public var remoteFrequency: Hertz
  /// t^dl, the time to download a result. "A small constant" in the paper; 2 ms.
  public var downlinkLatency: Seconds
  /// p^c, the static and circuit power of a UE.
  public var circuitPower: Watts
  /// The range of p, a UE's transmit power, (11d).
  public var transmitPower: ClosedRange<Watts>
  /// The range of b̂, a UE's bandwidth bid. Not in the paper; −3 to 3.
  public var bandwidthBid: ClosedRange<Double>
  /// ε_min, (11b).
  public var minimumAccuracy: Double
  /// t_max, (11g).
  public var maximumLatency: Seconds
  /// k^T, complex symbols per word.
  public var symbolsPerWord: Int
  /// k^I, complex symbols per patch.
  public var symbolsPerPatch: Int
  /// How operations are counted.
  public var flopModel: FLOPModel
  /// Whether an offloading UE pays for its encoder.
  public var encoderCost: EncoderCost
  /// How UEs weigh energy against latency.
  public var preference: Preference
  /// Whose operations and symbols time the tasks: those of the paper's models unless it is said otherwise.
  public var timedModel: TimedModel {
    get { departingTimedModel ?? .paper }
    set { departingTimedModel = newValue == .paper ? nil : newValue }
  }

  /// Nil for the paper's models: then the JSON has no such key, and is what it was before there was a choice.
  private var departingTimedModel: TimedModel?

  private enum CodingKeys: String, CodingKey {
    case localFLOPsPerCycle, localFrequency, localEnergyCoefficient, remoteFLOPsPerCycle, remoteFrequency
    case downlinkLatency, circuitPower, transmitPower, bandwidthBid, minimumAccuracy, maximumLatency
    case symbolsPerWord, symbolsPerPatch, flopModel, encoderCost, preference
    case departingTimedModel = "timedModel"
  }

  /// k^T and k^I.
  public var symbolCounts: SymbolCounts { SymbolCounts(words: symbolsPerWord, patches: symbolsPerPatch) }

  /// Creates parameters; every value has its default.
  public init(
    localFLOPsPerCycle: Double = 1024,
    localFrequency: ClosedRange<Hertz> = Hertz(0.64e9)...Hertz(1.28e9),
    localEnergyCoefficient: Double = 30 / (1.28e9 * 1.28e9 * 1.28e9),
    remoteFLOPsPerCycle: Double = 13_824,
    remoteFrequency: Hertz = Hertz(1.41e9),
    downlinkLatency: Seconds = Seconds(0.002),
    circuitPower: Watts = Watts(dBm: 20),
    transmitPower: ClosedRange<Watts> = Watts(dBm: 18)...Watts(dBm: 24),
    bandwidthBid: ClosedRange<Double> = -3...3,
    minimumAccuracy: Double = 0.9,
    maximumLatency: Seconds = Seconds(1),
    symbolsPerWord: Int = 16,
    symbolsPerPatch: Int = 32,
    flopModel: FLOPModel = .paper,
    encoderCost: EncoderCost = .ignored,
    preference: Preference = .fixed(0.5),
    timedModel: TimedModel = .paper
  ) {
    self.localFLOPsPerCycle = localFLOPsPerCycle
    self.localFrequency = localFrequency
    self.localEnergyCoefficient = localEnergyCoefficient
    self.remoteFLOPsPerCycle = remoteFLOPsPerCycle
    self.remoteFrequency = remoteFrequency
    self.downlinkLatency = downlinkLatency
    self.circuitPower = circuitPower
    self.transmitPower = transmitPower
    self.bandwidthBid = bandwidthBid
    self.minimumAccuracy = minimumAccuracy
    self.maximumLatency = maximumLatency
    self.symbolsPerWord = symbolsPerWord
    self.symbolsPerPatch = symbolsPerPatch
    self.flopModel = flopModel
    self.encoderCost = encoderCost
    self.preference = preference
    self.timedModel = timedModel
  }
}

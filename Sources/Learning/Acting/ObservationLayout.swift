import Glibc
public import Offloading
import Quantities
public import Radio
import Tasks

/// How what a UE knows becomes the numbers that a network sees: the same in training, in evaluation and in a UE's process.
///
/// | place | number |
/// | --- | --- |
/// | 0 | the channel: 10·lg(p_max·g·\|h\|²/(BW·σ²))/15, the SNR in dB with the whole band to itself, held in −3…5 |
/// | 1 | the position: lg(d/10 m), d ≥ 1 m the distance on the ground |
/// | 2 | the battery: B/B_max |
/// | 3 | the queue: d/d(0), at most 2; d where the UE begins without tasks |
/// | 4 … 6 | the modality: text, image, bimodal as one of three |
/// | 7 | the step: t/T, at most 1 |
/// | 8 … 10 | the last outcome: completed, too inaccurate, failed for another reason; all 0 at first |
/// | 11, 12 | version 2 alone: the UEs that offloaded in the last step, and those that had a task, each over 4, at most 4 |
public struct ObservationLayout: Hashable, Codable, Sendable {
  /// The layouts that there are; a policy is trained for one of them.
  public enum Version: Int, Codable, Sendable, CaseIterable {
    /// What the UE sees by itself.
    case local = 1
    /// Also what the server told of the last step.
    case broadcast = 2

    /// Its name for users.
    public var name: String {
      switch self {
      case .local: "local"
      case .broadcast: "broadcast"
      }
    }
  }

  /// Which layout.
  public let version: Version
  /// p_max/(BW·σ²).
  private let snrPerGain: Double
  /// d(0) by player.
  private let initialQueues: [Double]
  /// T.
  private let steps: Double

  /// The layout of a problem's observations.
  public init(_ problem: OffloadingProblem, version: Version = .local) {
    self.init(
      radio: problem.radio, offloading: problem.offloading, initialQueues: problem.players.map(\.arrivals.initial),
      steps: problem.steps, version: version)
  }

  /// The layout of the observations of some UEs: of a single one in its own process.
  ///
  /// - Parameters:
  ///   - radio: the air.
  ///   - offloading: the parameters.
  ///   - initialQueues: d(0) of each UE.
  ///   - steps: T.
  ///   - version: which layout.
  public init(
    radio: RadioConfiguration, offloading: OffloadingParameters, initialQueues: [Int], steps: Int,
    version: Version = .local
  ) {
    self.version = version
    let noise = radio.bandwidth.value * radio.noiseDensity.value
    snrPerGain = offloading.transmitPower.upperBound.value / noise
    self.initialQueues = initialQueues.map { Double(max($0, 1)) }
    self.steps = Double(steps)
  }

  /// How many numbers an observation has.
  public var count: Int { version == .local ? 11 : 13 }

  /// Writes an observation.
  ///
  /// - Parameters:
  ///   - observation: what the UE knows.
  ///   - player: its place among the problem's players.
  ///   - numbers: where to.
  ///   - start: the index of the first number.
  public func write(_ observation: Observation, of player: Int, into numbers: inout [Float], at start: Int) {
    let snr = 10 * log10(max(observation.channelGain * snrPerGain, 1e-30))
    numbers[start] = Float(min(max(snr / 15, -3), 5))
    numbers[start + 1] = Float(log10(max(observation.position.distance.value, 1) / 10))
    numbers[start + 2] = Float(observation.battery.fraction)
    numbers[start + 3] = Float(min(Double(observation.queueLength) / initialQueues[player], 2))
    numbers[start + 4] = observation.modality == .text ? 1 : 0
    numbers[start + 5] = observation.modality == .image ? 1 : 0
    numbers[start + 6] = observation.modality == .bimodal ? 1 : 0
    numbers[start + 7] = Float(min(Double(observation.step) / steps, 1))
    let outcome = observation.lastOutcome
    numbers[start + 8] = outcome == .completed ? 1 : 0
    numbers[start + 9] = outcome == .failed(.accuracy) ? 1 : 0
    numbers[start + 10] = outcome == .none || outcome == .completed || outcome == .failed(.accuracy) ? 0 : 1
    guard version == .broadcast else { return }
    numbers[start + 11] = Float(min(Double(observation.lastBroadcast.offloaders) / 4, 4))
    numbers[start + 12] = Float(min(Double(observation.lastBroadcast.contenders) / 4, 4))
  }
}

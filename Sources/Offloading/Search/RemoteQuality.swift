import Quantities
import Radio
import Tasks

/// The QoE (10) of one UE's offloaded tasks with everything computed once that neither the channel nor an action changes.
///
/// It is what ``Contender/remote(bandwidth:power:offloaders:parameters:)`` gives, but for rounding: with b = s·BW the
/// airtime is S·k/(s·BW·ε), Eq. (4), and γ = p·(g|h|²/(σ²·BW))/s, Eq. (1). Searches weigh actions with it.
struct RemoteQuality: Sendable {
  /// How far rounding may part this from the contender's own assessment, relatively; far more than it does.
  static let tolerance = 1e-9

  private let section: AccuracySection?
  /// S·k/BW in s.
  private let airtime: Double
  /// t − t^ut in s for each Σρ, from 1.
  private let fixedLatencies: [Double]
  /// The encoder's energy in J.
  private let encoderEnergy: Double
  private let circuitPower: Double
  /// β/E₀ and (1 − β)/t₀ of Eq. (9).
  private let energyWeight: Double
  private let latencyWeight: Double
  private let battery: Double
  private let leastAccuracy: Double
  private let longestLatency: Double

  /// Computes the constants of a UE.
  ///
  /// - Parameters:
  ///   - contender: the UE; its channel is not looked at.
  ///   - bandwidth: BW.
  ///   - players: the most offloaders there can be.
  ///   - parameters: of the problem.
  ///   - isOptimistic: whether the constraints are eased and the QoE raised by `tolerance`, for an upper bound.
  init(
    _ contender: Contender, bandwidth: Hertz, players: Int, parameters: OffloadingParameters, isOptimistic: Bool
  ) {
    let workload = contender.workload
    let slack = isOptimistic ? Self.tolerance : 0
    let highest = parameters.localFrequency.upperBound
    let encoding =
      parameters.encoderCost == .counted ? parameters.localTime(workload.encoderFLOPs, highest) : Seconds(0)
    let reference = Execution.reference(workload, parameters: parameters)
    let weight = parameters.preference.weight(for: contender.battery)
    section = contender.knowledge.section(at: contender.symbols)
    airtime = bandwidth.airtime(symbols: workload.symbols).value
    fixedLatencies = (0..<max(players, 1)).map { others in
      (encoding + parameters.remoteTime(workload, offloaders: others + 1) + parameters.downlinkLatency).value
    }
    encoderEnergy = (parameters.localPower(highest) * encoding).value
    circuitPower = parameters.circuitPower.value
    energyWeight = weight / reference.energy.value * (1 - slack)
    latencyWeight = (1 - weight) / reference.latency.value * (1 - slack)
    battery = contender.battery.level.value * (1 + slack)
    leastAccuracy = parameters.minimumAccuracy - slack
    longestLatency = parameters.maximumLatency.value * (1 + slack)
  }

  /// g|h|²/(σ²·BW) in 1/W, which times p over the share is γ.
  static func channel(_ contender: Contender, bandwidth: Hertz) -> Double {
    contender.coefficient.power * contender.largeScaleGain / (bandwidth.value * contender.noiseDensity.value)
  }

  /// ε at a ratio γ.
  func accuracy(snr: Double) -> Double {
    snr > 0 ? section?.relativeAccuracy(at: Decibels(linear: snr)) ?? 0 : 0
  }

  /// Whether ε keeps (11b).
  func suffices(_ accuracy: Double) -> Bool { accuracy >= leastAccuracy }

  /// QoE (10), 0 for a failed task. It rises with ε and falls with p.
  ///
  /// - Parameters:
  ///   - accuracy: ε.
  ///   - share: b/BW.
  ///   - power: p in W.
  ///   - offloaders: Σρ, this UE included.
  /// - Returns: the QoE, raised by the tolerance where that was asked for.
  func qoe(accuracy: Double, share: Double, power: Double, offloaders: Int) -> Double {
    guard suffices(accuracy) else { return 0 }
    let transmission = airtime / (share * max(accuracy, Execution.leastTransmissionAccuracy))
    let latency = fixedLatencies[offloaders - 1] + transmission
    let energy = encoderEnergy + power * transmission + circuitPower * latency
    guard latency <= longestLatency, energy <= battery else { return 0 }
    return accuracy / (energyWeight * energy + latencyWeight * latency)
  }
}

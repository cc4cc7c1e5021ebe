import Glibc
public import Quantities
import Radio

/// How long one task takes and what it costs its UE: Eqs. (3) to (8) of Ji et al. [Ji24], one task per step (d = 1).
///
/// The energy of the server, Eq. (6), is left out, as the paper leaves it out of (8).
public struct Execution: Codable, Hashable, Sendable {
  /// The time of a UE's encoder before it transmits; zero unless the encoder is counted.
  public let encoding: Seconds
  /// t^ut, the transmission; zero for a local task.
  public let transmission: Seconds
  /// t^lc or t^rc, the computation at the UE or at the server.
  public let computation: Seconds
  /// t^dl, the download; zero for a local task.
  public let download: Seconds
  /// E, the energy that the UE spends, Eq. (8).
  public let energy: Joules

  /// t, Eq. (7).
  public var latency: Seconds { encoding + transmission + computation + download }

  /// The least ε that Eq. (4) divides by. The paper has no such bound; without it a link too poor for any answer would
  /// take forever, and its energy and reward would not be finite.
  public static let leastTransmissionAccuracy = 0.01

  /// A task done by its UE: t^lc = l/(n·f), Eq. (3), and E = (α·f³ + p^c)·t^lc, Eq. (8).
  ///
  /// - Parameters:
  ///   - workload: l.
  ///   - frequency: f > 0.
  ///   - parameters: n, α and p^c.
  /// - Returns: times and energy.
  public static func local(_ workload: Workload, frequency: Hertz, parameters: OffloadingParameters) -> Execution {
    let computation = parameters.localTime(workload.totalFLOPs, frequency)
    return Execution(
      encoding: Seconds(0), transmission: Seconds(0), computation: computation, download: Seconds(0),
      energy: (parameters.localPower(frequency) + parameters.circuitPower) * computation)
  }

  /// A task done by the server.
  ///
  /// - t^ut = S·k/(b·ε), Eq. (4): the airtime, longer by 1/ε (A of the semantic rate, Eq. (2), cancels);
  /// - t^rc = l/(n^rc·f^rc/Σρ), Eq. (5): the server's processor is shared evenly among the offloaders;
  /// - t = t^ut + t^rc + t^dl, Eq. (7), and E = p·t^ut + p^c·t, Eq. (8).
  ///
  /// With `EncoderCost.counted` the encoder's time at f_max is added to t, its energy to E, and l is the decoder's.
  ///
  /// - Parameters:
  ///   - workload: S·k and l.
  ///   - accuracy: ε ≥ 0, the expected accuracy relative to local; values below `leastTransmissionAccuracy` count as it.
  ///   - bandwidth: b > 0.
  ///   - transmitPower: p.
  ///   - offloaders: Σρ ≥ 1, this UE included.
  ///   - parameters: n^rc, f^rc, t^dl, p^c.
  /// - Returns: times and energy.
  public static func remote(
    _ workload: Workload, accuracy: Double, bandwidth: Hertz, transmitPower: Watts, offloaders: Int,
    parameters: OffloadingParameters
  ) -> Execution {
    precondition(offloaders >= 1, "an offloaded task has at least one offloader, found \(offloaders)")
    let counted = parameters.encoderCost == .counted
    let highest = parameters.localFrequency.upperBound
    let encoding = counted ? parameters.localTime(workload.encoderFLOPs, highest) : Seconds(0)
    let transmission = bandwidth.airtime(symbols: workload.symbols) / max(accuracy, leastTransmissionAccuracy)
    let computation = parameters.remoteTime(workload, offloaders: offloaders)
    let latency = encoding + transmission + computation + parameters.downlinkLatency
    return Execution(
      encoding: encoding, transmission: transmission, computation: computation, download: parameters.downlinkLatency,
      energy: parameters.localPower(highest) * encoding + transmitPower * transmission
        + parameters.circuitPower * latency)
  }

  /// The yardstick of Eq. (9): the task done locally at f_max gives E₀ and t₀.
  public static func reference(_ workload: Workload, parameters: OffloadingParameters) -> Execution {
    local(workload, frequency: parameters.localFrequency.upperBound, parameters: parameters)
  }
}

extension OffloadingParameters {
  /// t^rc = l/(n^rc·f^rc/Σρ), Eq. (5) of Ji et al. [Ji24]: the server's processor is shared evenly among the offloaders.
  ///
  /// - Parameters:
  ///   - workload: l; the decoder's part alone with `EncoderCost.counted`.
  ///   - offloaders: Σρ ≥ 1.
  /// - Returns: the computing time at the server.
  public func remoteTime(_ workload: Workload, offloaders: Int) -> Seconds {
    let operations = encoderCost == .counted ? workload.decoderFLOPs : workload.totalFLOPs
    return Seconds(operations / (remoteFLOPsPerCycle * remoteFrequency.value / Double(offloaders)))
  }

  /// F/(n·f).
  func localTime(_ operations: Double, _ frequency: Hertz) -> Seconds {
    Seconds(operations / (localFLOPsPerCycle * frequency.value))
  }

  /// α·f³.
  func localPower(_ frequency: Hertz) -> Watts {
    Watts(localEnergyCoefficient * frequency.value * frequency.value * frequency.value)
  }

  /// The clock frequency with the least local cost.
  ///
  /// With r = f/f_max and a the processor's share of the power at f_max, a = α·f_max³/(α·f_max³ + p^c), Eq. (9) of a
  /// local task is Cost = β·(a·r² + (1 − a)/r) + (1 − β)/r, least at r³ = (1 − β·a)/(2·β·a).
  ///
  /// - Parameter weight: β, 0 … 1.
  /// - Returns: that frequency, brought into `localFrequency`.
  public func optimalLocalFrequency(weight: Double) -> Hertz {
    let highest = localFrequency.upperBound
    let processor = localPower(highest).value
    let share = processor / (processor + circuitPower.value)
    guard weight * share > 0 else { return highest }
    let ratio = cbrt((1 - weight * share) / (2 * weight * share))
    return max(localFrequency.lowerBound, min(highest * ratio, highest))
  }
}

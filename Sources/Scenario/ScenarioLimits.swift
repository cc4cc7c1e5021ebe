package import Quantities
import Radio

/// The limits of a scenario's numbers. The keys of a topology have them, and whoever is handed a scenario holds them
/// against it once more: `Scenario.fault`.
package enum ScenarioLimits {
  /// The longest name of a topology, in characters.
  package static let longestName = 64
  /// The most UEs that a topology names.
  package static let mostUEs = 10_000

  // MARK: - Slots and attendance

  package static let slotCounts = Limits.from(1, to: 1_000_000_000)
  package static let slotDurations = Limits.above(Seconds(0), upTo: Seconds(3600))
  package static let slotScales = Limits.above(0.0)
  package static let leases = Limits.from(Seconds(0.1), to: Seconds(3600))
  package static let startTimeouts = Limits.from(Seconds(0.1), to: Seconds(86_400))

  // MARK: - Radio

  package static let frequencies = Limits.above(Hertz(0))
  package static let lengths = Limits.above(Metres(0))
  /// Losses that leave a link a finite signal-to-noise ratio.
  package static let losses = Limits.from(Decibels(-100), to: Decibels(400))
  package static let pathLossExponents = Limits.from(0.0, to: 20)
  package static let shadowingDeviations = Limits.from(Decibels(0), to: Decibels(40))
  package static let ricianFactors = Limits.from(Decibels(-60), to: Decibels(60))
  package static let delaySpreads = Limits.above(Seconds(0))
  package static let subBands = Limits.from(1, to: TappedDelayLine.mostSubBands)
  /// Doppler shifts that a number of wavelengths can be made of.
  package static let dopplerShifts = Limits.from(Hertz(0), to: Hertz(1e6))

  // MARK: - Offloading

  package static let shares = Limits.from(0.0, to: 1)
  package static let maximumLatencies = Limits.above(Seconds(0))
  package static let downlinkLatencies = Limits.atLeast(Seconds(0))
  package static let transmitPowers = Limits.above(Watts(0))
  package static let bids = Limits.from(-30.0, to: 30)
  package static let circuitPowers = Limits.atLeast(Watts(0))
  package static let operationsPerCycle = Limits.above(0.0)
  package static let energyCoefficients = Limits.above(0.0)
  /// k^T and k^I.
  package static let symbolsPerToken = Limits.from(1, to: 1024)

  // MARK: - Semantics

  /// As many as an answer may have, `TaskAnswer.mostSentences`.
  package static let sentences = Limits.from(1, to: 64)
  package static let gallerySizes = Limits.from(1, to: 100_000)

  // MARK: - UEs

  package static let initialTasks = Limits.from(0, to: 1_000_000)
  package static let arrivalMeans = Limits.from(0.0, to: 1000)
  package static let attempts = Limits.from(1, to: 1_000_000)
  package static let batteryCapacities = Limits.above(Joules(0))

  /// Whether a text can be a model's name: it becomes a file's.
  package static func isModelName(_ text: String) -> Bool {
    !text.isEmpty && text.count <= 80 && text.first != "."
      && text.unicodeScalars.allSatisfy { scalar in
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
          || scalar == "-" || scalar == "_" || scalar == "."
      }
  }
}

import Modem
import Quantities

extension Verification {
  /// All there is to do, in the order of the report.
  var measurements: [Measurement] {
    bitErrorRates + distributions + autocorrelations + signalToNoiseRatios + frameErrorRates
  }

  /// How many checks of the report are met but for chance: with m of them each has a share of C^(1/m) of the confidence C.
  /// What is judged by a tolerance alone is none of them.
  var statisticalChecks: Int {
    Modulation.allCases.count * Modulation.Fading.allCases.count * plan.bitErrorRates.count
      + DistributionMeasurement.quantities.count
      + AutocorrelationMeasurement.Process.all.reduce(0) { $0 + $1.checks } + SignalToNoiseMeasurement.links.count
      + WaterfallReference.allCases.count * plan.waterfallRatios.count
  }

  /// The band of each check that all of them lie within at once.
  var band: SimultaneousBand { SimultaneousBand(points: statisticalChecks) }

  private var bitErrorRates: [Measurement] {
    let band = band
    let measurement = BitErrorRateMeasurement(bits: plan.bits, seed: seed)
    return Modulation.allCases.flatMap { modulation in
      Modulation.Fading.allCases.flatMap { fading in
        plan.bitErrorRates.map { rate in
          let snr = Decibels(linear: modulation.snr(forBitErrorRate: rate, fading: fading))
          return Measurement(subject: .bitErrorRate, cost: Cost.bits(plan.bits, modulation, fading)) {
            let expected = modulation.bitErrorRate(snr: snr.linear, fading: fading)
            let point = measurement.measure(modulation, fading: fading, snr: snr)
            return Findings(checks: [point.check(expected: expected, within: band)])
          }
        }
      }
    }
  }

  private var distributions: [Measurement] {
    let measurement = DistributionMeasurement(draws: plan.draws, seed: seed)
    let largest = plan.largestDistance
    return DistributionMeasurement.quantities.map { quantity in
      Measurement(subject: .distribution, cost: Double(plan.draws) * Cost.draw) {
        let (check, curve) = measurement.measure(quantity, largestDistance: largest)
        return Findings(checks: [check], curve: curve)
      }
    }
  }

  private var autocorrelations: [Measurement] {
    let measurement = AutocorrelationMeasurement(ues: plan.ues, seed: seed)
    let band = band
    return AutocorrelationMeasurement.Process.all.map { process in
      Measurement(subject: process.subject, cost: Double(plan.ues * process.lags.count) * Cost.lag) {
        Findings(checks: measurement.measure(process, within: band))
      }
    }
  }

  private var signalToNoiseRatios: [Measurement] {
    let measurement = SignalToNoiseMeasurement(symbols: plan.symbols, seed: seed)
    let band = band
    return SignalToNoiseMeasurement.links.map { link in
      Measurement(subject: .signalToNoiseRatio, cost: Double(plan.symbols) * Cost.symbol) {
        Findings(
          checks: measurement.measure(link, tolerance: VerificationPlan.signalToNoiseTolerance, within: band))
      }
    }
  }

  private var frameErrorRates: [Measurement] {
    let band = band
    let measurement = FrameErrorRateMeasurement(errors: plan.frameErrors, seed: seed)
    return WaterfallReference.allCases.flatMap { reference in
      plan.waterfallRatios.map { ratio in
        Measurement(subject: .frameErrorRate, cost: Cost.frames(until: plan.frameErrors, reference, ratio)) {
          let point = measurement.measure(reference.makeDecoder(), at: ratio)
          return Findings(checks: [reference.check(point, within: band)])
        }
      }
    }
  }

  /// The rule of a section in words.
  func criterion(_ subject: ConformanceSubject) -> String {
    let deviations = (band.deviations * 100).rounded() / 100
    let words = "within ±\(deviations) standard deviations"
    switch subject {
    case .bitErrorRate: return words + "; the deviation counts errors per symbol, whose bits share the fading"
    case .distribution:
      return "at most 0.0025·√(10⁶/\(plan.draws)); the right distribution exceeds it with a probability below 7.5·10⁻⁶"
    case .clarkeAutocorrelation, .gaussMarkovAutocorrelation:
      return words + "; means over M UEs have the variances (1 + ρ²)/(2M) and, of imaginary parts, (1 − ρ²)/(2M)"
    case .shadowingAutocorrelation: return words + "; the mean over M UEs has the variance (1 + ρ²)/M"
    case .signalToNoiseRatio:
      return "at most \(VerificationPlan.signalToNoiseTolerance) from p·g·|h|²/(b·σ²), or \(words) where that is more; "
        + "declared by the channel: a tenth of the former"
    case .frameErrorRate:
      return words + "; the deviation is that of both counts, of which the reference's has some 100 frame errors"
    case .waterfallPosition: return "at most \(VerificationPlan.waterfallTolerance) apart"
    }
  }
}

/// Expected times, for the progress alone: nanoseconds on one core, release build.
private enum Cost {
  static let draw = 1000.0
  static let lag = 1000.0
  static let symbol = 500.0

  static func bits(_ bits: Int, _ modulation: Modulation, _ fading: Modulation.Fading) -> Double {
    Double(bits) * (10 + (fading == .none ? 20 : 100) / Double(modulation.bitsPerSymbol))
  }

  static func frames(until errors: Int, _ reference: WaterfallReference, _ ratio: Decibels) -> Double {
    guard let rate = reference.points.first(where: { $0.ratio == ratio })?.errorRate, rate > 0 else { return 0 }
    let frames = Double(errors) / rate
    switch reference {
    // A frame that fails takes all 100 iterations, others about eight.
    case .floodingSumProduct: return 1e5 * (100 * Double(errors) + 8 * frames)
    case .layeredMinSum: return 6e4 * frames
    }
  }
}

import Modem
import Quantities

extension Verification {
  /// All there is to do, in the order of the report.
  var measurements: [Measurement] {
    bitErrorRates + distributions + autocorrelations + signalToNoiseRatios + frameErrorRates
  }

  private var bitErrorPoints: Int {
    Modulation.allCases.count * Modulation.Fading.allCases.count * plan.bitErrorRates.count
  }

  private var bitErrorRates: [Measurement] {
    let band = SimultaneousBand(points: max(1, bitErrorPoints))
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

  private func lags(_ subject: ConformanceSubject) -> Int {
    AutocorrelationMeasurement.Process.allCases.filter { $0.subject == subject }.reduce(0) { $0 + $1.lags.count }
  }

  private var autocorrelations: [Measurement] {
    let measurement = AutocorrelationMeasurement(ues: plan.ues, seed: seed)
    return AutocorrelationMeasurement.Process.allCases.map { process in
      let band = SimultaneousBand(points: lags(process.subject))
      return Measurement(subject: process.subject, cost: Double(plan.ues * process.lags.count) * Cost.lag) {
        Findings(checks: measurement.measure(process, within: band))
      }
    }
  }

  private var signalToNoiseRatios: [Measurement] {
    let measurement = SignalToNoiseMeasurement(symbols: plan.symbols, seed: seed)
    return SignalToNoiseMeasurement.links.map { link in
      Measurement(subject: .signalToNoiseRatio, cost: Double(plan.symbols) * Cost.symbol) {
        Findings(checks: [measurement.measure(link, tolerance: VerificationPlan.signalToNoiseTolerance)])
      }
    }
  }

  private var frameErrorRates: [Measurement] {
    let band = SimultaneousBand(points: max(1, WaterfallReference.allCases.count * plan.waterfallRatios.count))
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
    switch subject {
    case .bitErrorRate:
      band(bitErrorPoints, "points") + "; the deviation counts errors per symbol, whose bits share the fading"
    case .distribution:
      "at most 0.0025·√(500000/\(plan.draws)); the right distribution exceeds it once in 250 times"
    case .clarkeAutocorrelation, .gaussMarkovAutocorrelation:
      band(lags(subject), "lags") + "; the mean over M UEs has the variance (1 + ρ²)/(2M)"
    case .shadowingAutocorrelation: band(lags(subject), "lags") + "; the mean over M UEs has the variance (1 + ρ²)/M"
    case .signalToNoiseRatio: "at most \(VerificationPlan.signalToNoiseTolerance) apart"
    case .frameErrorRate:
      band(WaterfallReference.allCases.count * plan.waterfallRatios.count, "points")
        + "; the deviation is that of both counts, of which the reference's has some 100 frame errors"
    case .waterfallPosition: "at most \(VerificationPlan.waterfallTolerance) apart"
    }
  }

  private func band(_ points: Int, _ unit: String) -> String {
    let deviations = (SimultaneousBand(points: max(1, points)).deviations * 100).rounded() / 100
    return "within ±\(deviations) standard deviations: 99 % for all \(points) \(unit) at once (Šidák)"
  }
}

/// Expected times, for the progress alone: nanoseconds on one core, release build.
private enum Cost {
  static let draw = 1000.0
  static let lag = 1000.0
  static let symbol = 20.0

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

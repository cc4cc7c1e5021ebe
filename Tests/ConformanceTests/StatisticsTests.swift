import Glibc
import Quantities
import Radio
import Testing

@testable import Conformance

@Suite("Statistics of conformance")
struct StatisticsTests {
  @Test("Rice's distribution at published points, and Rayleigh's and the mixture's ends")
  func rice() {
    // Rayleigh: 1 − exp(−a²/w).
    for amplitude in [0.1, 1, 2.5] {
      let expected = 1 - exp(-amplitude * amplitude / 0.7)
      #expect(abs(DistributionFunction.rice(amplitude, mean: 0, diffusePower: 0.7) - expected) < 1e-12)
    }
    // Marcum's Q₁(1, 1) = ½·(1 + e⁻¹·I₀(1)), I₀(1) = 1.266 065 878, and Q₁(a, b) is that of m = a, w = 2.
    let expected = 1 - 0.5 * (1 + exp(-1) * 1.266_065_877_752_008)
    #expect(abs(DistributionFunction.rice(1, mean: 1, diffusePower: 2) - expected) < 1e-10)
    #expect(DistributionFunction.rice(0, mean: 1, diffusePower: 1) == 0)
    #expect(abs(DistributionFunction.rice(10, mean: 1, diffusePower: 0.1) - 1) < 1e-9)
  }

  @Test("the Kolmogorov–Smirnov distance of three numbers by hand")
  func distance() {
    // F_n jumps to 1/3, 2/3 and 1 at 0.2, 0.5 and 0.6: the largest gap from x is 0.4, at 0.6.
    let distribution = EmpiricalDistribution([0.6, 0.2, 0.5])
    #expect(abs(distribution.distance { $0 } - 0.4) < 1e-12)
    let curve = distribution.curve("x", points: 4) { $0 }
    // At 0.2, 0.3, 0.4, 0.5 and 0.6.
    let thirds = curve.points.map { (3 * $0.measured).rounded() }
    #expect(thirds == [1, 1, 1, 2, 3])
  }

  @Test("Rician fading is not taken for Rayleigh fading at 5000 draws, nor a deviation of 8 dB for 6.5 dB")
  func wrongDistribution() {
    let count = 5_000
    let bound = VerificationTests.moderate.largestDistance
    let fading = SmallScaleFading.flat(
      FlatFading(distribution: .rician(factor: Decibels(0), mean: .unitPower), variation: .block))
    let amplitudes = (0..<count).map { fading.coefficient(seed: 1, ue: "ue-1", slot: $0).power.squareRoot() }
    let drawn = EmpiricalDistribution(amplitudes)
    #expect(drawn.distance { DistributionMeasurement.Quantity.rayleigh.probability($0) } > bound)
    let normals = (0..<count).map { index -> Double in
      // Quantiles of the right distribution, stretched: by bisection.
      var (low, high) = (-60.0, 60.0)
      let rank = (Double(index) + 0.5) / Double(count)
      for _ in 0..<50 {
        let middle = (low + high) / 2
        if DistributionFunction.normal(middle, deviation: 8) < rank { low = middle } else { high = middle }
      }
      return low
    }
    let stretched = EmpiricalDistribution(normals)
    #expect(stretched.distance { DistributionFunction.normal($0, deviation: 8) } < bound)
    #expect(stretched.distance { DistributionFunction.normal($0, deviation: 6.5) } > bound)
  }

  @Test("a Doppler shift that is 5 % off lies outside the band of Clarke's autocorrelation at 500 UEs")
  func wrongDoppler() {
    let band = SimultaneousBand(points: 342)
    let checks = AutocorrelationMeasurement(ues: 500, seed: 1).measure(.clarkeOverSlots, within: band)
    #expect(checks.allSatisfy { $0.isMet })
    let shifted = checks.map { check in
      let expected = j0(2 * .pi * 1.05 * (check.position ?? 0))
      let room = (check.band.upperBound - check.band.lowerBound) / 2
      return ConformanceCheck(
        series: "", expected: expected, measured: check.measured, band: (expected - room)...(expected + room),
        samples: 1)
    }
    #expect(!shifted.allSatisfy { $0.isMet })
  }

  @Test("Gauss–Markov fading is looked at where its recursion changes: before slot 2W and 3W, W = 49 and 31")
  func seams() {
    let seams = AutocorrelationMeasurement.Process.all.compactMap { process -> Int? in
      if case .gaussMarkovAfresh = process { process.firstSlot } else { nil }
    }
    // J₀(π/2)^49 = 1.1·10⁻¹⁶ and J₀(π)^31 = 1.1·10⁻¹⁶·0.8 are the first powers below 2⁻⁵³ = 1.11·10⁻¹⁶.
    #expect(seams == [2 * 49 - 1, 3 * 49 - 1, 2 * 31 - 1, 3 * 31 - 1])
  }

  @Test("a distance of 0.0025 is exceeded by 10⁶ right draws less often than the report's level allows a check")
  func distributionLevel() {
    for plan in [VerificationPlan.full, .quick, VerificationTests.moderate] {
      let distance = plan.largestDistance
      let exceedance = 2 * exp(-2 * Double(plan.draws) * distance * distance)
      #expect(exceedance < VerificationPlan.exceedance)
      let allowed = 1 - pow(0.99, 1 / Double(Verification(plan).statisticalChecks))
      #expect(VerificationPlan.exceedance < allowed)
    }
    #expect(VerificationPlan.full.largestDistance == 0.0025)
  }

  @Test("a transmit power that is 0.2 dB off lies outside the signal-to-noise ratio's band")
  func wrongPower() {
    let link = SignalToNoiseMeasurement.links[1]
    let checks = SignalToNoiseMeasurement(symbols: 50_000, seed: 1)
      .measure(link, tolerance: Decibels(0.05), within: SimultaneousBand(points: 1))
    #expect(checks.count == 2 && checks.allSatisfy { $0.isMet })
    for check in checks {
      #expect(!check.band.contains(check.measured + 0.2) && !check.band.contains(check.measured - 0.2))
    }
  }

  @Test("Gauss–Markov fading has not Clarke's autocorrelation beyond the first slot")
  func gaussMarkovIsNotClarke() {
    let band = SimultaneousBand(points: 93)
    let checks = AutocorrelationMeasurement(ues: 500, seed: 1).measure(.gaussMarkov(doppler: 5), within: band)
    #expect(checks.allSatisfy { $0.isMet })
    // 31 real parts, then 30 imaginary ones. J₀(π/2) at one slot, and J₀(π) = −0.304 at two, where ρ² = 0.223.
    #expect(abs(checks[1].expected - j0(.pi / 2)) < 1e-12)
    #expect(!checks[2].band.contains(j0(.pi)))
    #expect(abs(checks[2].measured - j0(.pi)) > (checks[2].band.upperBound - checks[2].expected))
  }
}

import Glibc
import Modem
import Quantities
import Testing

@testable import Conformance

@Suite("Measured error rates")
struct ErrorRateTests {
  @Test("Bands for several points are wider: Šidák's quantiles")
  func bands() {
    // Φ⁻¹(0.995) = 2.575829; 0.99^(1/10) leaves 0.00100453 outside, Φ⁻¹(1 − 0.00050226) = 3.28928.
    #expect(abs(SimultaneousBand(points: 1).deviations - 2.575829) < 1e-6)
    #expect(abs(SimultaneousBand(points: 10).deviations - 3.2893) < 1e-3)
    #expect(SimultaneousBand(confidence: 0.9, points: 3).deviations < SimultaneousBand(points: 3).deviations)
  }

  @Test("A bit-error rate lies within the band of its closed form, and repeats for its seed alone")
  func bitErrorRate() {
    let snr = Decibels(linear: Modulation.qam16.snr(forBitErrorRate: 0.01, fading: .rayleigh))
    let point = BitErrorRateMeasurement(bits: 100_000, seed: 1).measure(.qam16, fading: .rayleigh, snr: snr)
    #expect(point.bits >= 100_000)
    let check = point.check(expected: 0.01, within: SimultaneousBand(points: 1))
    #expect(check.isMet, "\(check)")
    // E_b/N₀ of four bits to a symbol: 6.0206 dB less than E_s/N₀.
    #expect(abs((check.position ?? 0) - (snr.value - 6.0206)) < 1e-4)
    #expect(BitErrorRateMeasurement(bits: 100_000, seed: 1).measure(.qam16, fading: .rayleigh, snr: snr) == point)
    #expect(BitErrorRateMeasurement(bits: 100_000, seed: 2).measure(.qam16, fading: .rayleigh, snr: snr) != point)
  }

  @Test("Bits that are wrong by the hundreds do not widen the band beyond that of symbols that are wrong as a whole")
  func widestBand() {
    // Nearly half of all bits of 256-QAM are wrong at −20 dB; the band is that of the rate of 10⁻³ which was expected.
    let point = BitErrorRateMeasurement(bits: 100_000, seed: 1).measure(.qam256, fading: .rayleigh, snr: Decibels(-20))
    #expect(point.errorRate > 0.3)
    #expect(point.deviation(at: 1e-3) <= (8 * 1e-3 * (1 - 1e-3) / Double(point.bits)).squareRoot())
  }

  @Test("A channel that is 0.5 dB off is caught at 200 000 bits", arguments: Modulation.Fading.allCases)
  func shiftedSNR(_ fading: Modulation.Fading) {
    let shifted = BitErrorRateMeasurement(bits: 200_000, seed: 1).measure(.qam16, fading: fading, snr: Decibels(13.5))
    let expected = Modulation.qam16.bitErrorRate(snr: Decibels(13).linear, fading: fading)
    #expect(!shifted.check(expected: expected, within: SimultaneousBand(points: 60)).isMet)
  }

  @Test("The nearest-neighbour approximation of 16-QAM is caught where its other terms matter")
  func wrongClosedForm() {
    // ¾·Q(√(γ/5)) alone, for ¼·[3Q(x) + 2Q(3x) − Q(5x)]: at 0 dB 0.24555 for 0.28709.
    let snr = Decibels(0)
    let point = BitErrorRateMeasurement(bits: 100_000, seed: 1).measure(.qam16, fading: .none, snr: snr)
    let band = SimultaneousBand(points: 60)
    #expect(point.check(expected: Modulation.qam16.bitErrorRate(snr: 1), within: band).isMet)
    #expect(!point.check(expected: 0.75 * 0.5 * erfc((0.2 / 2).squareRoot()), within: band).isMet)
  }

  @Test(
    "The uncoded 16-QAM reference lies within three standard errors of the closed form at every point",
    .enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence)))
  func uncodedReference() throws {
    let trace = try SharedData.trace("uncoded-qam/Uncoded_K4003_QAM_max_bps4.txt")
    #expect(trace.count == 16)
    for point in trace {
      let bits = Double(point.frames) * 4003
      let expected = Modulation.qam16.bitErrorRate(snr: 4 * Decibels(point.ratio).linear)
      let deviation = (expected * (1 - expected) / bits).squareRoot()
      #expect(abs(Double(point.bitErrors) / bits - expected) < 3 * deviation, "at \(point.ratio) dB")
    }
  }

  @Test("A curve crosses a rate where straight lines through logarithms say")
  func crossing() {
    let curve = [(1.0, 1e-1), (2.0, 1e-3), (3.0, 1e-4)].map { (ratio: Decibels($0), rate: $1) }
    let crossing = FrameErrorRateMeasurement.crossing(of: 1e-2, in: curve)
    #expect(abs((crossing?.value ?? 0) - 1.5) < 1e-12)
    #expect(FrameErrorRateMeasurement.crossing(of: 0.5, in: curve) == nil)
    #expect(FrameErrorRateMeasurement.crossing(of: 1e-5, in: curve) == nil)
  }

  @Test(
    "The waterfall's reference points are those of the traces",
    .enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence)),
    arguments: [
      (WaterfallReference.floodingSumProduct, "LDPC_N576_K288_flooding_SPA_i100_WiMAX"),
      (.layeredMinSum, "LDPC_N576_K288_hlayered_NMS_i100_WiMAX"),
    ])
  func referencePoints(_ reference: WaterfallReference, _ file: String) throws {
    let trace = try SharedData.trace("ldpc/\(file).txt")
    for point in reference.points {
      let match = try #require(trace.first { $0.ratio == point.ratio.value })
      #expect(match.frames == point.frames)
      #expect(match.frameErrors == point.errors)
    }
  }
}

import Foundation
import Modem
import Quantities
import Testing

@Suite("Conformance of modulation and decoding")
struct ConformanceTests {
  @Test("Bands for several points are wider: Šidák's quantiles")
  func bands() {
    // Φ⁻¹(0.995) = 2.575829; 0.99^(1/10) leaves 0.00100453 outside, Φ⁻¹(1 − 0.00050226) = 3.28928.
    #expect(abs(SimultaneousBand(points: 1).deviations - 2.575829) < 1e-6)
    #expect(abs(SimultaneousBand(points: 10).deviations - 3.2893) < 1e-3)
    #expect(SimultaneousBand(confidence: 0.9, points: 3).deviations < SimultaneousBand(points: 3).deviations)
  }

  @Test("Bit-error rates of every modulation lie within the band of their closed forms")
  func bitErrorRates() {
    var measurement = BitErrorRateMeasurement(rates: [0.1, 0.01], bits: 20_000)
    var reported = 0
    let points = measurement.run { _ in reported += 1 }
    #expect(points.count == 20)
    #expect(reported == 20)
    let band = SimultaneousBand(points: points.count)
    for point in points {
      #expect(point.bits >= 20_000)
      #expect(point.lies(within: band), "\(point)")
    }
    measurement.modulations = [.qpsk]
    measurement.fadings = [.none]
    #expect(measurement.run() == points.filter { $0.modulation == .qpsk && $0.fading == .none })
    measurement.seed = 2
    #expect(measurement.run() != points.filter { $0.modulation == .qpsk && $0.fading == .none })
  }

  @Test("Measured 16-QAM lies 1 dB away from the closed form of 1 dB more")
  func wrongSNR() {
    let measured = BitErrorRateMeasurement(bits: 200_000).measure(.qam16, fading: .none, snr: Decibels(13))
    let expected = Modulation.qam16.bitErrorRate(snr: Decibels(14).linear)
    #expect(abs(measured.errorRate - expected) > 3.8 * measured.deviation)
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
      #expect(match.bitErrors == point.bitErrors)
    }
  }

  @Test("Frame-error rates lie within four standard errors of the reference", arguments: WaterfallReference.allCases)
  func waterfall(_ reference: WaterfallReference) throws {
    let point = try #require(reference.points.first { $0.ratio == Decibels(1) })
    let measured = FrameErrorRateMeasurement(errors: 25).measure(reference.makeDecoder(), at: point.ratio)
    #expect(measured.errors >= 25)
    func variance(_ point: FrameErrorRateMeasurement.Point) -> Double {
      point.errorRate * (1 - point.errorRate) / Double(point.frames)
    }
    let deviation = (variance(point) + variance(measured)).squareRoot()
    #expect(abs(measured.errorRate - point.errorRate) < 4 * deviation)
  }
}

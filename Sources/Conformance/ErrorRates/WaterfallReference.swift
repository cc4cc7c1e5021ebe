import Modem
import Quantities

/// Published frame-error rates of the code `802.16e-576-1/2` over AWGN with BPSK, to check decoders against: simulations
/// of AFF3CT (https://aff3ct.github.io, error-rate references of 2018), 100 frame errors to a point.
enum WaterfallReference: String, Hashable, Sendable, CaseIterable {
  /// Flooding sum-product, 100 iterations with early stop.
  case floodingSumProduct
  /// Layered normalised min-sum, α = 0.825, 100 iterations without early stop.
  case layeredMinSum

  /// The code.
  static let code: CodeName = {
    do {
      return try CodeName(.ieee80216e, length: 576, rate: .half)
    } catch {
      preconditionFailure("802.16e-576-1/2 is a known code: \(error)")
    }
  }()

  /// E_b/N₀, frames and frames in error around a rate of 10⁻².
  var points: [FrameErrorRateMeasurement.Point] {
    let counts =
      switch self {
      case .floodingSumProduct:
        [
          (1.0, 287, 137), (1.5, 1094, 127), (1.75, 2577, 118), (2.0, 6282, 108),
          (2.25, 24215, 101),
        ]
      case .layeredMinSum:
        [
          (1.0, 227, 107), (1.5, 762, 102), (1.75, 2131, 101), (2.0, 7177, 101),
          (2.25, 28511, 100),
        ]
      }
    return counts.map { ratio, frames, errors in
      FrameErrorRateMeasurement.Point(ratio: Decibels(ratio), frames: frames, errors: errors)
    }
  }

  /// A decoder as the reference describes it.
  func makeDecoder() -> any LDPCDecoder {
    let code = LDPCCode(Self.code)
    switch self {
    case .floodingSumProduct:
      return SumProductDecoder(code, iterations: 100)
    case .layeredMinSum:
      return LayeredDecoder(
        code, .init(iterations: 100, normalisation: 0.825, stopsEarly: false, arithmetic: .float))
    }
  }

  /// What it is called in reports.
  var name: String {
    switch self {
    case .floodingSumProduct: "flooding sum-product"
    case .layeredMinSum: "layered min-sum"
    }
  }

  /// A measured frame-error rate beside the reference's at the same E_b/N₀.
  ///
  /// - Parameters:
  ///   - measured: a point at one of the reference's ratios.
  ///   - band: how many standard deviations of the difference of both counts there may be between them.
  /// - Returns: the check.
  func check(_ measured: FrameErrorRateMeasurement.Point, within band: SimultaneousBand) -> ConformanceCheck {
    guard let point = points.first(where: { $0.ratio == measured.ratio }) else {
      preconditionFailure("the reference has no point at \(measured.ratio)")
    }
    let room = band.deviations * (point.variance + measured.variance).squareRoot()
    return ConformanceCheck(
      series: name, at: point.ratio.value, expected: point.errorRate, measured: measured.errorRate,
      band: max(0, point.errorRate - room)...(point.errorRate + room), samples: measured.frames)
  }

  /// The E_b/N₀ at which a rate is reached, beside the reference's.
  ///
  /// - Parameters:
  ///   - rate: the frame-error rate.
  ///   - checks: measured points of this reference, in the order of their ratios.
  ///   - tolerance: how far the two may lie apart.
  /// - Returns: the check in dB; its measured number is not one where the points do not reach the rate.
  func position(
    of rate: Double, in checks: [ConformanceCheck], tolerance: Decibels
  ) -> ConformanceCheck {
    let measured = FrameErrorRateMeasurement.crossing(
      of: rate, in: checks.map { (Decibels($0.position ?? 0), $0.measured) })
    guard
      let published = FrameErrorRateMeasurement.crossing(of: rate, in: points.map { ($0.ratio, $0.errorRate) })
    else { preconditionFailure("the reference does not reach a frame-error rate of \(rate)") }
    return ConformanceCheck(
      series: name, expected: published.value, measured: measured?.value ?? .nan,
      band: (published - tolerance).value...(published + tolerance).value, samples: checks.reduce(0) { $0 + $1.samples }
    )
  }
}

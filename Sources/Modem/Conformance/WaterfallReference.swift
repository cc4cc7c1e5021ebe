public import Quantities

/// Published frame-error rates of the code `802.16e-576-1/2` over AWGN with BPSK, to check decoders against: simulations
/// of AFF3CT (https://aff3ct.github.io, error-rate references of 2018), 100 frame errors to a point.
public enum WaterfallReference: String, Hashable, Sendable, CaseIterable {
  /// Flooding sum-product, 100 iterations with early stop.
  case floodingSumProduct
  /// Layered normalised min-sum, α = 0.825, 100 iterations without early stop.
  case layeredMinSum

  /// The code.
  public static let code: CodeName = {
    do {
      return try CodeName(.ieee80216e, length: 576, rate: .half)
    } catch {
      preconditionFailure("802.16e-576-1/2 is a known code: \(error)")
    }
  }()

  /// E_b/N₀, frames and frames in error around a rate of 10⁻².
  public var points: [FrameErrorRateMeasurement.Point] {
    let counts =
      switch self {
      case .floodingSumProduct:
        [
          (1.0, 287, 137, 3285), (1.5, 1094, 127, 2721), (1.75, 2577, 118, 2352), (2.0, 6282, 108, 2152),
          (2.25, 24215, 101, 1846),
        ]
      case .layeredMinSum:
        [
          (1.0, 227, 107, 3139), (1.5, 762, 102, 2635), (1.75, 2131, 101, 2333), (2.0, 7177, 101, 1975),
          (2.25, 28511, 100, 1903),
        ]
      }
    return counts.map { ratio, frames, errors, bitErrors in
      FrameErrorRateMeasurement.Point(
        ratio: Decibels(ratio), frames: frames, errors: errors, bitErrors: bitErrors, iterations: nil)
    }
  }

  /// A decoder as the reference describes it.
  public func makeDecoder() -> any LDPCDecoder {
    let code = LDPCCode(Self.code)
    switch self {
    case .floodingSumProduct:
      return SumProductDecoder(code, iterations: 100)
    case .layeredMinSum:
      return LayeredDecoder(
        code, .init(iterations: 100, normalisation: 0.825, stopsEarly: false, arithmetic: .float))
    }
  }

  /// What a decoder measures beside the reference.
  public struct Comparison: Hashable, Sendable {
    /// The points measured, at 1.75, 2 and 2.25 dB.
    public let points: [FrameErrorRateMeasurement.Point]
    /// How much more E_b/N₀ than the reference a frame-error rate of 10⁻² takes; nil when it is not reached in between.
    public let shift: Decibels?
  }

  /// Measures the reference's own decoder, or another, around a frame-error rate of 10⁻².
  ///
  /// - Parameters:
  ///   - measurement: how long.
  ///   - decoder: another decoder of the same code; nil for the reference's.
  ///   - report: is told each point as soon as it is measured.
  /// - Returns: the points and how far they lie from the reference.
  public func compare(
    _ measurement: FrameErrorRateMeasurement = .init(), decoder: (any LDPCDecoder)? = nil,
    report: (FrameErrorRateMeasurement.Point) -> Void = { _ in }
  ) -> Comparison {
    let decoder = decoder ?? makeDecoder()
    let points = [1.75, 2, 2.25].map { ratio in
      let point = measurement.measure(decoder, at: Decibels(ratio))
      report(point)
      return point
    }
    func crossing(_ points: [FrameErrorRateMeasurement.Point]) -> Decibels? {
      FrameErrorRateMeasurement.crossing(of: 1e-2, in: points.map { ($0.ratio, $0.errorRate) })
    }
    guard let measured = crossing(points), let published = crossing(self.points) else {
      return Comparison(points: points, shift: nil)
    }
    return Comparison(points: points, shift: measured - published)
  }
}

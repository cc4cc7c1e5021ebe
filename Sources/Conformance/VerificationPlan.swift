public import Quantities

/// How much a verification measures.
public struct VerificationPlan: Hashable, Sendable, Codable {
  /// The rates that the closed forms have at the points of the bit-error curves, 0 < rate < ½.
  public var bitErrorRates: [Double]
  /// At least so many bits are sent at each of them.
  public var bits: Int
  /// How many numbers are drawn from each distribution, ≥ 1.
  public var draws: Int
  /// Over how many UEs each autocorrelation is a mean, ≥ 1.
  public var ues: Int
  /// How many symbols a burst has whose signal-to-noise ratio is measured, ≥ 1.
  public var symbols: Int
  /// The E_b/N₀ at which frame-error rates are measured, each one that `WaterfallReference` has.
  public var waterfallRatios: [Decibels]
  /// At each of them frames are sent until so many are in error.
  public var frameErrors: Int

  /// Plans a verification.
  public init(
    bitErrorRates: [Double], bits: Int, draws: Int, ues: Int, symbols: Int, waterfallRatios: [Decibels],
    frameErrors: Int
  ) {
    self.bitErrorRates = bitErrorRates
    self.bits = bits
    self.draws = draws
    self.ues = ues
    self.symbols = symbols
    self.waterfallRatios = waterfallRatios
    self.frameErrors = frameErrors
  }

  /// All of it: minutes.
  public static let full = VerificationPlan(
    bitErrorRates: [0.1, 0.03, 0.01, 1e-3, 1e-4, 2e-5], bits: 10_000_000, draws: 500_000, ues: 20_000,
    symbols: 1_000_000, waterfallRatios: [1.75, 2, 2.25].map { Decibels($0) }, frameErrors: 400)

  /// A tenth of it and less: seconds. The waterfall is not followed to a rate of 10⁻², so that its position is left out.
  public static let quick = VerificationPlan(
    bitErrorRates: [0.1, 0.01, 1e-3, 1e-4], bits: 1_000_000, draws: 50_000, ues: 5_000, symbols: 200_000,
    waterfallRatios: [1, 1.5].map { Decibels($0) }, frameErrors: 60)

  /// The largest Kolmogorov–Smirnov distance that is let pass: 0.0025 at 500 000 draws, and 0.0025·√(500 000/n) at n, which
  /// n independent draws of the right distribution exceed with a probability of 2·exp(−2·n·D²) = 0.4 %, whatever n is.
  public var largestDistance: Double { 0.0025 * (500_000 / Double(draws)).squareRoot() }

  /// How far the measured signal-to-noise ratio may lie from the declared one.
  public static let signalToNoiseTolerance = Decibels(0.05)

  /// How far the position of a waterfall may lie from the reference's.
  public static let waterfallTolerance = Decibels(0.05)

  /// The frame-error rate at which the position of a waterfall is taken.
  public static let waterfallRate = 1e-2
}

public import Quantities

/// How much a verification measures.
public struct VerificationPlan: Hashable, Sendable, Encodable {
  /// The rates that the closed forms have at the points of the bit-error curves, 0 < rate < ½.
  public let bitErrorRates: [Double]
  /// At least so many bits are sent at each of them.
  public let bits: Int
  /// How many numbers are drawn from each distribution, ≥ 1.
  public let draws: Int
  /// Over how many UEs each autocorrelation is a mean, ≥ 1.
  public let ues: Int
  /// How many symbols a burst has whose signal-to-noise ratio is measured, ≥ 1.
  public let symbols: Int
  /// The E_b/N₀ at which frame-error rates are measured, each one that `WaterfallReference` has.
  public let waterfallRatios: [Decibels]
  /// At each of them frames are sent until so many are in error.
  public let frameErrors: Int

  /// Plans a verification.
  init(
    bitErrorRates: [Double], bits: Int, draws: Int, ues: Int, symbols: Int, waterfallRatios: [Decibels],
    frameErrors: Int
  ) {
    let counts = [bits, draws, ues, symbols, frameErrors]
    precondition(counts.allSatisfy { $0 >= 1 }, "a verification measures at least one of each, found \(counts)")
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
    bitErrorRates: [0.1, 0.03, 0.01, 1e-3, 1e-4, 2e-5], bits: 10_000_000, draws: 1_000_000, ues: 20_000,
    symbols: 1_000_000, waterfallRatios: [1.75, 2, 2.25].map { Decibels($0) }, frameErrors: 400)

  /// A tenth of it and less: seconds. The waterfall is not followed to a rate of 10⁻², so that its position is left out.
  public static let quick = VerificationPlan(
    bitErrorRates: [0.1, 0.01, 1e-3, 1e-4], bits: 1_000_000, draws: 50_000, ues: 5_000, symbols: 200_000,
    waterfallRatios: [1, 1.5].map { Decibels($0) }, frameErrors: 60)

  /// The largest Kolmogorov–Smirnov distance that is let pass: 0.0025 at 10⁶ draws, and 0.0025·√(10⁶/n) at n, which n
  /// independent draws of the right distribution exceed with a probability below `exceedance`, whatever n is.
  var largestDistance: Double { 0.0025 * (1e6 / Double(draws)).squareRoot() }

  /// 2·exp(−2·n·D²) = 7.5·10⁻⁶ (Massart, "The tight constant in the Dvoretzky–Kiefer–Wolfowitz inequality", Ann. Probab. 18,
  /// 1990).
  static let exceedance = 7.46e-6

  /// How far the measured signal-to-noise ratio may lie from the expected one.
  static let signalToNoiseTolerance = Decibels(0.05)

  /// How far the position of a waterfall may lie from the reference's.
  static let waterfallTolerance = Decibels(0.05)

  /// The frame-error rate at which the position of a waterfall is taken.
  static let waterfallRate = 1e-2
}

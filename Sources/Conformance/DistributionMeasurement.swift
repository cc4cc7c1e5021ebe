import Quantities
import Radio
import Randomness

/// Draws numbers as an emulation draws them, and measures how far they lie from their distribution.
struct DistributionMeasurement {
  /// What is drawn.
  enum Quantity: Hashable, Sendable {
    /// The real part, or else the imaginary one, of a burst's noise of variance 1.
    case noise(isReal: Bool)
    /// |h| of block fading in one slot after another.
    case rayleigh
    case rician(factor: Decibels, mean: RicianMean)
    /// The loss of UEs at places where they attach, σ being that of the table.
    case shadowing(PathLossModel, deviation: Decibels)
  }

  /// What a verification draws: noise, Rayleigh, Rician with K of 0, 6 and 10 dB and with the `paper` mean for the K = 2 of
  /// Hu et al., and shadowing of UMi street canyon and UMa (TR 38.901, Table 7.4.1-1: 7.82 dB and 4 dB).
  static let quantities: [Quantity] = [
    .noise(isReal: true), .noise(isReal: false), .rayleigh,
    .rician(factor: Decibels(0), mean: .unitPower), .rician(factor: Decibels(6), mean: .unitPower),
    .rician(factor: Decibels(10), mean: .unitPower), .rician(factor: Decibels(linear: 2), mean: .paper),
    .shadowing(.umiStreetCanyonNLOS, deviation: Decibels(7.82)), .shadowing(umaLOS, deviation: Decibels(4)),
  ]

  private static let umaLOS = PathLossModel.deployment(.urbanMacro, .always)

  /// How many draws.
  let draws: Int
  /// The seed of them.
  let seed: UInt64

  /// Measures one quantity.
  func measure(_ quantity: Quantity, largestDistance: Double) -> (check: ConformanceCheck, curve: ConformanceCurve) {
    let distribution = EmpiricalDistribution(draw(quantity))
    let check = ConformanceCheck(
      series: quantity.name, expected: 0, measured: distribution.distance(from: quantity.probability),
      band: 0...largestDistance, samples: draws)
    return (check, distribution.curve(quantity.name, points: 60, quantity.probability))
  }

  private func draw(_ quantity: Quantity) -> [Double] {
    switch quantity {
    case .noise(let isReal): noise(offset: isReal ? 0 : 1)
    case .rayleigh: amplitudes(.rayleigh, quantity.name)
    case .rician(let factor, let mean): amplitudes(.rician(factor: factor, mean: mean), quantity.name)
    case .shadowing(let model, _): losses(model, quantity.name)
    }
  }

  private func noise(offset: Int) -> [Double] {
    guard let silence = ComplexSamples(interleaved: [Float](repeating: 0, count: 2 * draws)) else { return [] }
    let received = FlatChannel(awgn: Decibels(0)).transmit(silence, seed: seed, ue: "noise", slot: 0)
    return (0..<draws).map { Double(received.interleaved[2 * $0 + offset]) }
  }

  private func amplitudes(_ distribution: FadingDistribution, _ ue: String) -> [Double] {
    let fading = SmallScaleFading.flat(FlatFading(distribution: distribution, variation: .block))
    return (0..<draws).map { fading.coefficient(seed: seed, ue: ue, slot: $0).power.squareRoot() }
  }

  private func losses(_ model: PathLossModel, _ ue: String) -> [Double] {
    let height = model == Self.umaLOS ? Metres(25) : Metres(10)
    let radio = RadioConfiguration(pathLoss: model, baseStationHeight: height, fading: .none, shadowing: .ofModel)
    let place = Position(x: Metres(80), y: Metres(60))
    return (0..<draws).map { slot in
      do {
        // A UE that attaches in a slot has a value of its own.
        return try radio.linkState(at: place, seed: seed, ue: ue, slot: slot).shadowing.value
      } catch {
        preconditionFailure("100 m from the base station every model holds: \(error)")
      }
    }
  }
}

extension DistributionMeasurement.Quantity {
  /// What a report calls it.
  var name: String {
    switch self {
    case .noise(let isReal): "noise, \(isReal ? "real" : "imaginary") part"
    case .rayleigh: "Rayleigh amplitude"
    case .rician(let factor, .unitPower): "Rician amplitude, K = \(Int(factor.value.rounded())) dB"
    case .rician(let factor, .paper): "Rician amplitude, K = \(Int(factor.linear.rounded())), paper mean"
    case .shadowing(_, let deviation): "shadowing, σ = \(deviation)"
    }
  }

  /// P(X ≤ x), written down again from docs/channel.md rather than asked of `Radio`.
  func probability(_ x: Double) -> Double {
    switch self {
    case .noise: return DistributionFunction.normal(x, deviation: 0.5.squareRoot())
    case .rayleigh: return DistributionFunction.rice(x, mean: 0, diffusePower: 1)
    case .rician(let factor, let mean):
      let k = factor.linear
      let constant = mean == .unitPower ? (k / (k + 1)).squareRoot() : k.squareRoot() / (k + 1)
      return DistributionFunction.rice(x, mean: constant, diffusePower: 1 / (k + 1))
    case .shadowing(_, let deviation): return DistributionFunction.normal(x, deviation: deviation.value)
    }
  }
}

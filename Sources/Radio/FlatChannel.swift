public import Quantities
public import Randomness

/// A frequency-flat channel for unit-power symbols: y = h·s + n with n ~ CN(0, v).
///
/// The received signal is divided by √(p·g), so the transmit power and the large-scale gain appear in the noise alone:
/// v = b·σ²/(p·g) is the variance of one **complex** noise sample, v/2 in each real dimension (a noise of power
/// spectral density σ² = N₀ in a bandwidth b has the power N₀·b per complex sample). For E|s|² = 1 the signal-to-noise
/// ratio is |h|²/v, the γ of Eq. (1).
public struct FlatChannel: Hashable, Sendable {
  /// h.
  public let coefficient: ComplexGain
  /// v ≥ 0.
  public let noiseVariance: Double

  /// Creates a channel from a coefficient and the variance of a complex noise sample.
  ///
  /// - Parameters:
  ///   - coefficient: h.
  ///   - noiseVariance: v ≥ 0.
  public init(coefficient: ComplexGain, noiseVariance: Double) {
    precondition(noiseVariance >= 0, "a noise variance is at least 0, found \(noiseVariance)")
    self.coefficient = coefficient
    self.noiseVariance = noiseVariance
  }

  /// The channel of a link: its h and v = b·σ²/(p·g).
  public init(_ budget: LinkBudget) {
    self.init(coefficient: budget.coefficient, noiseVariance: budget.noiseVariancePerSymbol)
  }

  /// A channel of h = 1 with the signal-to-noise ratio γ for unit-power symbols.
  public init(awgn snr: Decibels) {
    self.init(coefficient: .unit, noiseVariance: 1 / snr.linear)
  }

  /// γ = |h|²/v as a ratio, for symbols of unit average power.
  public var snr: Double { coefficient.power / noiseVariance }

  /// Sends symbols: y = h·s + n, one pair of normals of the stream for each symbol.
  ///
  /// - Parameters:
  ///   - symbols: s, of unit average power where `snr` is to hold.
  ///   - noise: the stream that the noise is drawn from.
  /// - Returns: y, as many samples as symbols.
  public func transmit(_ symbols: ComplexSamples, noise: inout RandomStream) -> ComplexSamples {
    let deviation = (noiseVariance / 2).squareRoot()
    var samples = symbols.interleaved
    for index in 0..<symbols.count {
      let (first, second) = noise.normalPair()
      let (real, imaginary) = faded(samples, index)
      samples[2 * index] = Float(real + deviation * first)
      samples[2 * index + 1] = Float(imaginary + deviation * second)
    }
    return ComplexSamples(pairs: samples)
  }

  /// Sends a burst with the noise of the stream (seed, "noise", ue, slot).
  public func transmit(_ symbols: ComplexSamples, seed: UInt64, ue: String, slot: Int) -> ComplexSamples {
    var noise = RandomStream(seed: seed, purpose: "noise", ue: ue, slot: slot)
    return transmit(symbols, noise: &noise)
  }

  /// The signal-to-noise ratio that a burst met: |h|²·P_s / mean|y − h·s|² with P_s = mean|s|².
  ///
  /// - Parameters:
  ///   - sent: s.
  ///   - received: y, as many samples.
  /// - Returns: the ratio, infinite without noise; nil for an empty burst or bursts of different lengths.
  public func measuredSNR(sent: ComplexSamples, received: ComplexSamples) -> Double? {
    guard sent.count > 0, sent.count == received.count else { return nil }
    let symbols = sent.interleaved
    let samples = received.interleaved
    var error = 0.0
    for index in 0..<sent.count {
      let (real, imaginary) = faded(symbols, index)
      let realError = Double(samples[2 * index]) - real
      let imaginaryError = Double(samples[2 * index + 1]) - imaginary
      error += realError * realError + imaginaryError * imaginaryError
    }
    return coefficient.power * sent.averagePower / (error / Double(sent.count))
  }

  /// h·s of one symbol.
  private func faded(_ symbols: [Float], _ index: Int) -> (Double, Double) {
    let real = Double(symbols[2 * index])
    let imaginary = Double(symbols[2 * index + 1])
    return (
      coefficient.real * real - coefficient.imaginary * imaginary,
      coefficient.real * imaginary + coefficient.imaginary * real
    )
  }
}

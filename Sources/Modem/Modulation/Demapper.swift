internal import CSignal
import Glibc

/// Turns received samples into the log-likelihood ratios of their bits.
///
/// The ratio of a bit is L = ln(P(b = 0 | y)/P(b = 1 | y)) for equally likely symbols: **positive means 0**. For
/// y = h·s + n with n ~ CN(0, v) the exact ratio is
///
/// L = ln Σ_{s: b = 0} exp(−|y − h·s|²/v) − ln Σ_{s: b = 1} exp(−|y − h·s|²/v),
///
/// and max-log keeps the greatest term of each sum: L = (min_{s: b = 1}|y − h·s|² − min_{s: b = 0}|y − h·s|²)/v. For
/// BPSK and QPSK both are the same.
public struct Demapper: Hashable, Sendable {
  /// How the sums are taken.
  public enum Rule: String, Codable, Hashable, Sendable, CaseIterable {
    case maxLog
    case exact
  }

  /// A smaller noise variance counts as this one, so that ratios stay finite without noise.
  public static let leastNoiseVariance = 0x1p-40

  /// What is demapped.
  public let modulation: Modulation
  /// How the sums are taken.
  public let rule: Rule

  /// Creates a demapper.
  public init(_ modulation: Modulation, rule: Rule = .maxLog) {
    self.modulation = modulation
    self.rule = rule
  }

  /// The ratios of all bits of a burst; those of a symbol whose gain is zero are zero.
  ///
  /// - Parameters:
  ///   - received: y, as interleaved pairs.
  ///   - gain: h.
  ///   - noiseVariance: v ≥ 0, of a complex noise sample.
  /// - Returns: `bitsPerSymbol` ratios for each sample.
  public func ratios(of received: [Float], gain: ChannelGain = .one, noiseVariance: Double) -> [Float] {
    var ratios: [Float] = []
    demap(received, gain: gain, noiseVariance: noiseVariance, into: &ratios)
    return ratios
  }

  /// The same into an array that is used again and again: nothing is allocated once it has its size.
  ///
  /// - Parameters:
  ///   - received: y, as interleaved pairs.
  ///   - gain: h.
  ///   - noiseVariance: v ≥ 0, of a complex noise sample.
  ///   - ratios: becomes the ratios, `bitsPerSymbol` for each sample.
  public func demap(_ received: [Float], gain: ChannelGain = .one, noiseVariance: Double, into ratios: inout [Float]) {
    demap(received, gain: gain, noiseVariance: noiseVariance, into: &ratios, version: .best)
  }

  /// The same with the version of the vector loops.
  package func demap(
    _ received: [Float], gain: ChannelGain, noiseVariance: Double, into ratios: inout [Float], version: SignalVersion
  ) {
    precondition(received.count.isMultiple(of: 2), "samples are pairs, found \(received.count) numbers")
    precondition(noiseVariance >= 0, "a noise variance is at least 0, found \(noiseVariance)")
    let samples = received.count / 2
    gain.check(samples: samples)
    let variance = max(noiseVariance, Self.leastNoiseVariance)
    if ratios.count != samples * modulation.bitsPerSymbol {
      ratios = [Float](repeating: 0, count: samples * modulation.bitsPerSymbol)
    }
    switch (modulation, rule) {
    case (.bpsk, _):
      for sample in 0..<samples {
        let (re, im) = gain[sample]
        let matched = re * Double(received[2 * sample]) + im * Double(received[2 * sample + 1])
        ratios[sample] = Float(4 * matched / variance)
      }
    case (.qpsk, _), (_, .maxLog):
      demapMaxLog(received, gain: gain, variance: variance, into: &ratios, version: version)
    case (_, .exact):
      demapExactly(received, gain: gain, variance: variance, into: &ratios)
    }
  }

  private func demapMaxLog(
    _ received: [Float], gain: ChannelGain, variance: Double, into ratios: inout [Float], version: SignalVersion
  ) {
    func run(_ gains: [Float], step: Int) {
      unsafe received.withUnsafeBufferPointer { received in
        unsafe gains.withUnsafeBufferPointer { gains in
          unsafe ratios.withUnsafeMutableBufferPointer { ratios in
            guard let input = received.baseAddress, let gain = gains.baseAddress, let output = ratios.baseAddress
            else { return }
            unsafe signal_demap(
              version.rawValue, UInt32(modulation.bitsPerPart), Float(modulation.unit), input, gain, step,
              Float(variance), output, received.count / 2)
          }
        }
      }
    }
    switch gain {
    case .constant(let real, let imaginary): run([Float(real), Float(imaginary)], step: 0)
    case .perSymbol(let gains): run(gains, step: 1)
    }
  }

  /// The sums over the amplitudes of one part: the other part's terms are factors of both sums.
  private func demapExactly(_ received: [Float], gain: ChannelGain, variance: Double, into ratios: inout [Float]) {
    let bits = modulation.bitsPerPart
    let amplitudes = modulation.amplitudes.map { Double($0) }
    for sample in 0..<(received.count / 2) {
      let (re, im) = gain[sample]
      let power = re * re + im * im
      let (sampleRe, sampleIm) = (Double(received[2 * sample]), Double(received[2 * sample + 1]))
      let matched = (re * sampleRe + im * sampleIm, re * sampleIm - im * sampleRe)
      for part in 0..<2 {
        // −|y − h·a|²/v without what all amplitudes share, which leaves (2a·Re(h*y) − a²|h|²)/v.
        let metrics = amplitudes.map { $0 * (2 * (part == 0 ? matched.0 : matched.1) - $0 * power) / variance }
        for bit in 0..<bits {
          ratios[sample * modulation.bitsPerSymbol + 2 * bit + part] = Float(
            Self.logSum(metrics) { $0 >> (bits - 1 - bit) & 1 == 0 }
              - Self.logSum(metrics) { $0 >> (bits - 1 - bit) & 1 == 1 })
        }
      }
    }
  }

  /// ln Σ exp over the chosen metrics.
  private static func logSum(_ metrics: [Double], where isChosen: (Int) -> Bool) -> Double {
    var greatest = -Double.infinity
    for word in metrics.indices where isChosen(word) { greatest = max(greatest, metrics[word]) }
    var sum = 0.0
    for word in metrics.indices where isChosen(word) { sum += exp(metrics[word] - greatest) }
    return greatest + log(sum)
  }
}

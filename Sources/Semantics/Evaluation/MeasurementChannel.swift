import Quantities
import Radio
import Randomness
import Tasks

/// The channel of a measurement: one draw of the fading for each sample, the same at every point, and noise of its own
/// for each sample at each point.
struct MeasurementChannel {
  let kind: EvaluationSettings.Channel
  let seed: UInt64

  /// Sends a burst, v = 1/γ̄ for unit-power symbols.
  ///
  /// - Parameters:
  ///   - burst: what is sent.
  ///   - sample: the sample's index.
  ///   - symbols: the numbers of symbols per token, which name the point together with the level.
  ///   - snr: γ̄, the average level; −∞ dB: h = 0, the receiver gets noise alone.
  /// - Returns: what arrives.
  func send(_ burst: SymbolBurst, sample: Int, symbols: SymbolCounts, snr: Decibels) -> ReceivedBurst {
    let fading: SmallScaleFading = kind == .awgn ? .none : .rayleigh
    let isSilent = snr.linear == 0
    let coefficient = isSilent ? .zero : fading.coefficient(seed: seed, ue: "evaluation", slot: sample)
    let channel = FlatChannel(coefficient: coefficient, noiseVariance: isSilent ? 1 : 1 / snr.linear)
    let counts = [symbols.words, symbols.patches].filter { $0 > 0 }.map(String.init).joined(separator: ",")
    let point = "evaluation k=\(counts) snr=\(snr.value)"
    var noise = RandomStream(seed: seed, purpose: "noise", ue: point, slot: sample)
    guard let sent = ComplexSamples(interleaved: burst.samples) else {
      preconditionFailure("a burst has a real and an imaginary part for each symbol")
    }
    return ReceivedBurst(
      samples: channel.transmit(sent, noise: &noise).interleaved, parts: burst.parts, fadingReal: coefficient.real,
      fadingImaginary: coefficient.imaginary, noiseVariance: channel.noiseVariance)
  }
}

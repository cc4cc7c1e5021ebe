import Glibc
import Randomness
import Tensors

/// The channel of one training step: k for the batch, γ for each picture, and the noise.
struct TrainingChannel {
  let symbolsPerToken: Int
  /// γ of each picture, a ratio.
  let snrs: [Double]
  private let maximum: Int
  private let generator: TensorGenerator

  /// Draws a step's channel: k evenly from the list, the average level evenly in dB, and for the share that fades
  /// γ = |h|²·γ̄ with |h|² exponential of mean 1 (Rayleigh).
  init(
    step: Int, count: Int, maximum: Int, _ configuration: CodecTrainingConfiguration
  ) throws(TensorError) {
    var stream = RandomStream(seed: configuration.seed, purpose: "codec training: channel", slot: step)
    symbolsPerToken = configuration.symbolsPerToken[stream.integer(below: configuration.symbolsPerToken.count)]
    snrs = (0..<count).map { _ in
      let level = stream.uniform(in: configuration.lowestSNR...configuration.highestSNR)
      let fades = stream.uniform() < configuration.rayleighShare
      let gain = -log(1 - stream.uniform())
      return pow(10, level / 10) * (fades ? gain : 1)
    }
    generator = try TensorGenerator(seed: stream.next())
    self.maximum = maximum
  }

  /// Symbols `[B, T, 2k]` through the channel and the equaliser to the decoder's input `[B, T, 2·k_max + 2]`.
  ///
  /// With h known, ``ReceivedBurst`` equalises y = h·s + n to γ/(1 + γ)·(s + n′), n′ ~ CN(0, 1/γ) whatever the phase
  /// of h: that is drawn directly.
  func receive(_ symbols: Tensor) throws(TensorError) -> Tensor {
    let (batch, tokens) = (symbols.shape[0], symbols.shape[1])
    let deviations = try Tensor(snrs.map { Float((0.5 / max($0, 1e-12)).squareRoot()) }, shape: [batch, 1, 1])
    let gains = try Tensor(snrs.map { Float($0 / (1 + $0)) }, shape: [batch, 1, 1])
    let noise = try Tensor.normal(symbols.shape, generator: generator)
    var parts = [try (symbols + noise * deviations) * gains]
    if symbolsPerToken < maximum {
      parts.append(try .zeros([batch, tokens, 2 * (maximum - symbolsPerToken)]))
    }
    let qualities = snrs.map { ChannelQuality(snr: $0, symbolsPerToken: symbolsPerToken, maximum: maximum) }
    parts.append(
      try Tensor(qualities.flatMap { [$0.level, $0.fill] }, shape: [batch, 1, ChannelQuality.inputs])
        .expand([batch, tokens, ChannelQuality.inputs]))
    return try Tensor.concatenate(parts, axis: 2)
  }
}

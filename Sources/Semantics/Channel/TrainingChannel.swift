import Glibc
import Randomness
import Tensors

/// The channel of one training step: γ for each sample, k for the batch, and the noise.
struct TrainingChannel {
  /// γ of each sample, a ratio.
  let snrs: [Double]
  /// One number of symbols per token from each of the lists to choose from, the same for the whole batch.
  let symbolsPerToken: [Int]
  private let generator: TensorGenerator

  /// Draws a step's channel: each k evenly from its list, the average level evenly in dB, and for the share that fades
  /// γ = |h|²·γ̄ with |h|² exponential of mean 1 (Rayleigh).
  ///
  /// - Parameters:
  ///   - step: from 0.
  ///   - count: the samples of the batch.
  ///   - choices: a list for each k that the codec wants to be drawn, none of them empty.
  ///   - training: the levels, the share that fades, and the seed.
  /// - Throws: `TensorError` when memory runs out.
  init(
    step: Int, count: Int, choices: [[Int]], _ training: CodecTrainingConfiguration
  ) throws(TensorError) {
    var stream = RandomStream(seed: training.seed, purpose: "codec training: channel", slot: step)
    symbolsPerToken = choices.map { $0[stream.integer(below: $0.count)] }
    snrs = (0..<count).map { _ in
      let level = stream.uniform(in: training.lowestSNR...training.highestSNR)
      let fades = stream.uniform() < training.rayleighShare
      let gain = -log(1 - stream.uniform())
      return pow(10, level / 10) * (fades ? gain : 1)
    }
    generator = try TensorGenerator(seed: stream.next())
  }

  /// Symbols `[B, T, 2k]` through the channel and the equaliser to a decoder's input `[B, T, 2·k_max + 2]`.
  ///
  /// With h known, ``ReceivedBurst`` equalises y = h·s + n to γ/(1 + γ)·(s + n′), n′ ~ CN(0, 1/γ) whatever the phase
  /// of h: that is drawn directly.
  ///
  /// - Parameters:
  ///   - symbols: one row of tokens for each sample of the batch.
  ///   - maximum: k_max; zeros stand for the symbols that are not sent.
  /// - Returns: the decoder's input.
  /// - Throws: `TensorError` for symbols of another batch.
  func receive(_ symbols: Tensor, maximum: Int) throws(TensorError) -> Tensor {
    let (batch, tokens, sent) = (symbols.shape[0], symbols.shape[1], symbols.shape[2] / 2)
    let deviations = try Tensor(snrs.map { Float((0.5 / max($0, 1e-12)).squareRoot()) }, shape: [batch, 1, 1])
    let gains = try Tensor(snrs.map { Float($0 / (1 + $0)) }, shape: [batch, 1, 1])
    let noise = try Tensor.normal(symbols.shape, generator: generator)
    var parts = [try (symbols + noise * deviations) * gains]
    if sent < maximum {
      parts.append(try .zeros([batch, tokens, 2 * (maximum - sent)]))
    }
    let qualities = snrs.map { ChannelQuality(snr: $0, symbolsPerToken: sent, maximum: maximum) }
    parts.append(
      try Tensor(qualities.flatMap { [$0.level, $0.fill] }, shape: [batch, 1, ChannelQuality.inputs])
        .expand([batch, tokens, ChannelQuality.inputs]))
    return try Tensor.concatenate(parts, axis: 2)
  }
}

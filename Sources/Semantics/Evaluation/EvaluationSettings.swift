public import Quantities

/// What a codec is measured over.
public struct EvaluationSettings: Hashable, Sendable {
  /// The small-scale fading of the measurement.
  public enum Channel: String, Codable, Sendable, CaseIterable {
    /// h = 1: noise alone, which is every flat channel after equalisation.
    case awgn
    /// Rayleigh block fading, one h ~ CN(0, 1) for each picture; the level is the average one.
    case rayleigh
  }

  /// The numbers of symbols per token.
  public var symbolsPerToken: [Int]
  /// The levels of the signal-to-noise ratio.
  public var snrs: [Decibels]
  /// The channel.
  public var channel: Channel
  /// How many pictures of the test split, from its first on; all of them when it has no more.
  public var samples: Int
  /// How many pictures the gallery holds.
  public var gallery: Int
  /// Names the random streams of noise and fading.
  public var seed: UInt64

  /// Puts settings together.
  ///
  /// - Parameters:
  ///   - symbolsPerToken: each 1…k_max of the model.
  ///   - snrs: finite levels.
  ///   - channel: noise alone, or fading too.
  ///   - samples: pictures for each point, ≥ 1.
  ///   - gallery: pictures of the gallery, ≥ 1.
  ///   - seed: names the random streams.
  public init(
    symbolsPerToken: [Int] = [4, 8, 16, 32], snrs: [Decibels], channel: Channel = .awgn, samples: Int = 2000,
    gallery: Int = 720, seed: UInt64 = 1
  ) {
    self.symbolsPerToken = symbolsPerToken
    self.snrs = snrs
    self.channel = channel
    self.samples = samples
    self.gallery = gallery
    self.seed = seed
  }
}

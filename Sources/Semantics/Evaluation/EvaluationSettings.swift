public import Quantities
public import Tasks

/// What a codec is measured over, whatever its kind.
public struct EvaluationSettings: Hashable, Sendable {
  /// The small-scale fading of the measurement.
  public enum Channel: String, Codable, Sendable, CaseIterable {
    /// h = 1: noise alone, which is every flat channel after equalisation.
    case awgn
    /// Rayleigh block fading, one h ~ CN(0, 1) for each sample; the level is the average one.
    case rayleigh
  }

  /// The numbers of symbols per token, those of the kind of task; none for a model without a channel.
  public var axes: KnowledgeBase.Axes
  /// The levels of the signal-to-noise ratio.
  public var snrs: [Decibels]
  /// The channel.
  public var channel: Channel
  /// How many samples of the test split, from its first on; all of them when it has no more.
  public var samples: Int
  /// Names the random streams of noise and fading.
  public var seed: UInt64

  /// Puts settings together.
  ///
  /// - Parameters:
  ///   - axes: each number 1…k_max of the model.
  ///   - snrs: the levels; −∞ dB: the receiver gets noise alone.
  ///   - channel: noise alone, or fading too.
  ///   - samples: for each point, ≥ 1.
  ///   - seed: names the random streams.
  public init(
    _ axes: KnowledgeBase.Axes, snrs: [Decibels], channel: Channel = .awgn, samples: Int = 2000, seed: UInt64 = 1
  ) {
    self.axes = axes
    self.snrs = snrs
    self.channel = channel
    self.samples = samples
    self.seed = seed
  }
}

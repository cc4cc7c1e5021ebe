import Glibc

/// A share of right answers with its uncertainty.
public struct MeasuredAccuracy: Hashable, Codable, Sendable {
  /// Right answers.
  public let correct: Int
  /// All answers.
  public let samples: Int

  /// Counts.
  ///
  /// - Parameters:
  ///   - correct: right answers, 0…samples.
  ///   - samples: all answers, ≥ 1.
  public init(correct: Int, samples: Int) {
    self.correct = correct
    self.samples = samples
  }

  /// p̂ = correct / samples.
  public var value: Double { Double(correct) / Double(samples) }

  /// The 95 % interval of Wilson (1927): (p̂ + z²/2n ± z·√(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n), z = 1.96.
  public var interval: ClosedRange<Double> {
    let (z, n) = (1.959_963_985, Double(samples))
    let centre = value + z * z / (2 * n)
    let reach = z * (value * (1 - value) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    return max(0, (centre - reach) / scale)...min(1, (centre + reach) / scale)
  }
}

/// What one point of a measurement came to: one k, one level, the same pictures as every other point.
public struct MeasuredPoint: Hashable, Sendable {
  /// k.
  public let symbolsPerToken: Int
  /// The level in dB.
  public let snr: Double
  /// Answers whose gallery picture has the query's class: recall@1.
  public let recall: MeasuredAccuracy
  /// Answers by the nearest class prototype.
  public let classes: MeasuredAccuracy
  /// Pictures answered rightly on the UE (recall@1) and wrongly over the channel.
  public let lost: Int
  /// Pictures answered wrongly on the UE and rightly over the channel.
  public let gained: Int

  /// The recall over the channel less the recall on the UE.
  public var difference: Double { Double(gained - lost) / Double(recall.samples) }

  /// The standard error of the difference of two paired shares, √(b + c − (b − c)²/n)/n with b lost and c gained.
  public var differenceError: Double {
    let (lost, gained, count) = (Double(lost), Double(gained), Double(recall.samples))
    return (lost + gained - (lost - gained) * (lost - gained) / count).squareRoot() / count
  }
}

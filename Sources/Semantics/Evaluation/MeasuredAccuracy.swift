import Glibc
import Tasks

/// A share of right answers with its uncertainty.
public struct MeasuredAccuracy: Hashable, Sendable {
  /// Right answers.
  public private(set) var correct: Int
  /// All answers.
  public private(set) var samples: Int

  /// Counts.
  ///
  /// - Parameters:
  ///   - correct: right answers, 0…samples.
  ///   - samples: all answers; there is a share from the first on.
  public init(correct: Int = 0, samples: Int = 0) {
    self.correct = correct
    self.samples = samples
  }

  mutating func record(_ isRight: Bool) {
    correct += isRight ? 1 : 0
    samples += 1
  }

  /// p̂ = correct / samples.
  public var value: Double { Double(correct) / Double(samples) }

  /// √(p̂(1 − p̂)/n).
  private var standardError: Double { (value * (1 - value) / Double(samples)).squareRoot() }

  /// The 95 % interval of Wilson (1927): (p̂ + z²/2n ± z·√(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n), z = 1.96.
  public var interval: ClosedRange<Double> {
    let (z, n) = (1.959_963_985, Double(samples))
    let centre = value + z * z / (2 * n)
    let reach = z * (value * (1 - value) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    return max(0, (centre - reach) / scale)...min(1, (centre + reach) / scale)
  }

  /// As knowledge bases have it.
  var knowledge: KnowledgeBase.Score {
    KnowledgeBase.Score(value: value, standardError: standardError, samples: samples)
  }
}

extension MeasuredAccuracy: Encodable {
  private enum CodingKeys: String, CodingKey { case accuracy, low, high, samples }

  /// Encodes the share, its interval and the number of answers.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(value, forKey: .accuracy)
    try values.encode(interval.lowerBound, forKey: .low)
    try values.encode(interval.upperBound, forKey: .high)
    try values.encode(samples, forKey: .samples)
  }
}

/// A share of right answers beside that of the same samples on the UE.
public struct PairedAccuracy: Hashable, Sendable {
  /// Right answers.
  public private(set) var accuracy = MeasuredAccuracy()
  /// Samples answered rightly on the UE and wrongly here.
  public private(set) var lost = 0
  /// Samples answered wrongly on the UE and rightly here.
  public private(set) var gained = 0

  mutating func record(_ isRight: Bool, locally: Bool) {
    accuracy.record(isRight)
    lost += locally && !isRight ? 1 : 0
    gained += isRight && !locally ? 1 : 0
  }

  /// The share here less the share on the UE.
  public var difference: Double { Double(gained - lost) / Double(accuracy.samples) }

  /// The standard error of the difference of two paired shares, √(b + c − (b − c)²/n)/n with b lost and c gained.
  var differenceError: Double {
    let (lost, gained, count) = (Double(lost), Double(gained), Double(accuracy.samples))
    return (lost + gained - (lost - gained) * (lost - gained) / count).squareRoot() / count
  }
}

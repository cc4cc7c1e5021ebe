public import Tasks

/// How good translations were, all together: corpus BLEU with its scatter over groups of sentences.
public struct TranslationScore: EvaluationScore {
  /// BLEU on the UE, from 0 to 100.
  public struct LocalFields: Encodable {
    let localBLEU: Double
    let samples: Int
  }

  /// BLEU over the channel, from 0 to 100, and divided by BLEU on the UE.
  public struct PointFields: Encodable {
    let bleu: Double
    let relative: Double
  }

  /// How many groups; a sentence belongs to the group of its index modulo this.
  private static let groupCount = 20

  private var groups = [BLEUStatistics](repeating: BLEUStatistics(), count: TranslationScore.groupCount)
  /// How many sentences.
  public private(set) var samples = 0

  init() {}

  /// The n-grams of all sentences.
  public var statistics: BLEUStatistics { groups.reduce(BLEUStatistics(), +) }

  /// BLEU, 0…100.
  public var bleu: Double { statistics.score }

  mutating func add(_ statistics: BLEUStatistics, sentence: Int) {
    groups[sentence % Self.groupCount] = groups[sentence % Self.groupCount] + statistics
    samples += 1
  }

  /// The jackknife's standard error of BLEU over the g groups that have a sentence, √((g − 1)/g·Σ(bᵢ − b̄)²) with bᵢ the
  /// score without group i [Efron81]; nil for fewer than two.
  private var standardError: Double? {
    let filled = groups.filter { $0.referenceLength > 0 }
    guard filled.count > 1 else { return nil }
    let scores = filled.indices.map { left in
      filled.indices.filter { $0 != left }.map { filled[$0] }.reduce(BLEUStatistics(), +).score
    }
    let mean = scores.reduce(0, +) / Double(scores.count)
    let squares = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares * Double(scores.count - 1) / Double(scores.count)).squareRoot()
  }

  /// As JSON has it on the UE.
  public var localFields: LocalFields { LocalFields(localBLEU: bleu, samples: samples) }

  /// As JSON has it at a point.
  public func pointFields(local: TranslationScore) -> PointFields {
    PointFields(bleu: bleu, relative: local.bleu > 0 ? bleu / local.bleu : 0)
  }

  /// BLEU/100.
  public var knowledge: KnowledgeBase.Score {
    KnowledgeBase.Score(value: bleu / 100, standardError: standardError.map { $0 / 100 }, samples: samples)
  }
}

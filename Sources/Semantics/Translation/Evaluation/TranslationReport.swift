public import FoundationEssentials
import Quantities
public import Tasks

/// What one point of a measurement of translations came to: one k, one level, the same sentences as every other.
public struct MeasuredTranslations: Hashable, Sendable {
  /// k.
  public let symbolsPerWord: Int
  /// The level in dB.
  public let snr: Double
  /// The n-grams of all sentences, which give BLEU.
  public let statistics: BLEUStatistics
  /// The standard error of BLEU.
  public let standardError: Double
}

/// The statistics of sentences in groups, so that the scatter of their BLEU is known.
struct GroupedBLEU {
  /// How many groups; a sentence belongs to the group of its index modulo this.
  private static let groups = 20

  private var groups = [BLEUStatistics](repeating: BLEUStatistics(), count: GroupedBLEU.groups)

  /// Of all sentences.
  var total: BLEUStatistics { groups.reduce(BLEUStatistics(), +) }

  mutating func add(_ statistics: BLEUStatistics, sentence: Int) {
    groups[sentence % Self.groups] = groups[sentence % Self.groups] + statistics
  }

  /// The jackknife's standard error of BLEU over the g groups that have a sentence, √((g − 1)/g·Σ(bᵢ − b̄)²) with bᵢ the
  /// score without group i [Efron81]; infinite for fewer than two.
  var standardError: Double {
    let filled = groups.filter { $0.referenceLength > 0 }
    guard filled.count > 1 else { return .infinity }
    let scores = filled.indices.map { left in
      filled.indices.filter { $0 != left }.map { filled[$0] }.reduce(BLEUStatistics(), +).score
    }
    let mean = scores.reduce(0, +) / Double(scores.count)
    let squares = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares * Double(scores.count - 1) / Double(scores.count)).squareRoot()
  }
}

/// The figures of a measurement of a translation model.
public struct TranslationReport: Hashable, Sendable {
  /// The weights' file.
  public let model: String
  /// Its SHA-256 digest.
  public let digest: String
  /// The corpus' name.
  public let dataSet: String
  /// Noise alone, or fading too.
  public let channel: EvaluationSettings.Channel
  /// The seed of noise and fading.
  public let seed: UInt64
  /// The sentences of each point.
  public let samples: Int
  /// BLEU on the UE.
  public let local: BLEUStatistics
  /// The points, k by k, each in the order of the levels.
  public let points: [MeasuredTranslations]

  /// BLEU/100 over the channel as a knowledge base f^T(k, γ) of Ji et al. [Ji24], Section II-B.
  ///
  /// - Returns: the table with the model's digest; of a measurement that faded one for figures.
  /// - Throws: `KnowledgeBaseError` for a point that was measured twice, or a local BLEU of 0.
  public func knowledgeBase() throws(KnowledgeBaseError) -> KnowledgeBase {
    try KnowledgeBase(
      task: .translation, dataSet: dataSet, modelDigest: digest, channel: channel == .awgn ? .awgn : .rayleigh,
      local: KnowledgeBase.Score(value: local.score / 100, samples: samples),
      points: points.map { point in
        KnowledgeBase.Point(
          symbols: SymbolCounts(words: point.symbolsPerWord), snr: Decibels(point.snr),
          score: KnowledgeBase.Score(
            value: point.statistics.score / 100,
            standardError: point.standardError.isFinite ? point.standardError / 100 : nil, samples: samples))
      })
  }

  /// All figures as JSON with its keys in order; BLEU is from 0 to 100.
  ///
  /// - Returns: the file's bytes.
  /// - Throws: what `JSONEncoder` throws for numbers that are not finite; there are none.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    var data = try encoder.encode(TranslationsFile(self))
    data.append(UInt8(ascii: "\n"))
    return data
  }
}

/// The report's JSON.
private struct TranslationsFile: Encodable {
  struct Point: Encodable {
    let symbolsPerWord: Int
    let snr: Double
    let bleu: Double
    /// BLEU over the channel divided by local BLEU.
    let relative: Double

    enum CodingKeys: String, CodingKey {
      case symbolsPerWord, bleu, relative
      case snr = "snr_dB"
    }
  }

  let model: String
  let digest: String
  let dataSet: String
  let channel: String
  let seed: UInt64
  let samples: Int
  let localBLEU: Double
  let points: [Point]

  init(_ report: TranslationReport) {
    model = report.model
    digest = report.digest
    dataSet = report.dataSet
    channel = report.channel.rawValue
    seed = report.seed
    samples = report.samples
    let local = report.local.score
    localBLEU = local
    points = report.points.map { point in
      let bleu = point.statistics.score
      return Point(
        symbolsPerWord: point.symbolsPerWord, snr: point.snr, bleu: bleu, relative: local > 0 ? bleu / local : 0)
    }
  }
}

public import FoundationEssentials
public import Tasks

/// What one point of a measurement of translations came to: one k, one level, the same sentences as every other.
public struct MeasuredTranslations: Hashable, Sendable {
  /// k.
  public let symbolsPerWord: Int
  /// The level in dB.
  public let snr: Double
  /// The n-grams of all sentences, which give BLEU.
  public let statistics: BLEUStatistics
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

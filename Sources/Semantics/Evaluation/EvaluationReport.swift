public import FoundationEssentials
import Quantities
public import Tasks

/// The figures of a measurement.
public struct EvaluationReport: Hashable, Sendable {
  /// The weights' file.
  public let model: String
  /// Its SHA-256 digest.
  public let digest: String
  /// The data set's name.
  public let dataSet: String
  /// Noise alone, or fading too.
  public let channel: EvaluationSettings.Channel
  /// The pictures of the gallery.
  public let gallery: Int
  /// The seed of noise and fading.
  public let seed: UInt64
  /// Recall@1 on the UE.
  public let localRecall: MeasuredAccuracy
  /// The accuracy of the nearest prototype on the UE.
  public let localClasses: MeasuredAccuracy
  /// The points, k by k, each in the order of the levels.
  public let points: [MeasuredPoint]

  /// The recall over the channel as a knowledge base f^I(k, γ) of Ji et al. [Ji24], Section II-B.
  ///
  /// - Returns: the table with the model's digest; of a measurement that faded one for figures.
  /// - Throws: `KnowledgeBaseError` for a point that was measured twice.
  public func knowledgeBase() throws(KnowledgeBaseError) -> KnowledgeBase {
    try KnowledgeBase(
      task: .retrieval, dataSet: dataSet, modelDigest: digest, channel: channel == .awgn ? .awgn : .rayleigh,
      local: KnowledgeBase.Score(localRecall),
      points: points.map { point in
        KnowledgeBase.Point(
          symbols: Tasks.SymbolCounts(patches: point.symbolsPerToken), snr: Decibels(point.snr),
          score: KnowledgeBase.Score(point.recall))
      })
  }

  /// All figures as JSON with its keys in order.
  ///
  /// - Returns: the file's bytes.
  /// - Throws: what `JSONEncoder` throws for numbers that are not finite; there are none.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    var data = try encoder.encode(EvaluationFile(self))
    data.append(UInt8(ascii: "\n"))
    return data
  }
}

/// The report's JSON.
private struct EvaluationFile: Encodable {
  struct Accuracy: Encodable {
    let accuracy: Double
    let low: Double
    let high: Double
    let samples: Int

    init(_ measured: MeasuredAccuracy) {
      accuracy = measured.value
      low = measured.interval.lowerBound
      high = measured.interval.upperBound
      samples = measured.samples
    }
  }

  struct Point: Encodable {
    let symbolsPerToken: Int
    let snr: Double
    let recall: Accuracy
    let classes: Accuracy
    let difference: Double
    let differenceError: Double

    enum CodingKeys: String, CodingKey {
      case symbolsPerToken, recall, classes, difference, differenceError
      case snr = "snr_dB"
    }
  }

  let model: String
  let digest: String
  let dataSet: String
  let channel: String
  let gallery: Int
  let seed: UInt64
  let localRecall: Accuracy
  let localClasses: Accuracy
  let points: [Point]

  init(_ report: EvaluationReport) {
    model = report.model
    digest = report.digest
    dataSet = report.dataSet
    channel = report.channel.rawValue
    gallery = report.gallery
    seed = report.seed
    localRecall = Accuracy(report.localRecall)
    localClasses = Accuracy(report.localClasses)
    points = report.points.map {
      Point(
        symbolsPerToken: $0.symbolsPerToken, snr: $0.snr, recall: Accuracy($0.recall), classes: Accuracy($0.classes),
        difference: $0.difference, differenceError: $0.differenceError)
    }
  }
}

extension KnowledgeBase.Score {
  /// A share of right answers, with the standard error √(p(1 − p)/n).
  init(_ measured: MeasuredAccuracy) {
    let share = measured.value
    self.init(
      value: share, standardError: (share * (1 - share) / Double(measured.samples)).squareRoot(),
      samples: measured.samples)
  }
}

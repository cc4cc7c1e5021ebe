public import FoundationEssentials
import Quantities
public import Tasks

/// What one point of a measurement of answers came to: one k^T, one k^I, one level, the same questions as every other.
public struct MeasuredAnswers: Hashable, Sendable {
  /// k^T.
  public let symbolsPerWord: Int
  /// k^I.
  public let symbolsPerPatch: Int
  /// The level in dB.
  public let snr: Double
  /// Right answers.
  public let accuracy: MeasuredAccuracy
  /// Questions answered rightly on the UE and wrongly over the channel.
  public let lost: Int
  /// Questions answered wrongly on the UE and rightly over the channel.
  public let gained: Int

  /// The accuracy over the channel less the accuracy on the UE.
  public var difference: Double { Double(gained - lost) / Double(accuracy.samples) }
}

/// The figures of a measurement of a question-answering model.
public struct QuestionAnsweringReport: Hashable, Sendable {
  /// The weights' file.
  public let model: String
  /// Its SHA-256 digest.
  public let digest: String
  /// The data set's name.
  public let dataSet: String
  /// Noise alone, or fading too.
  public let channel: EvaluationSettings.Channel
  /// The seed of noise and fading.
  public let seed: UInt64
  /// The accuracy on the UE.
  public let local: MeasuredAccuracy
  /// Whether the model has a channel to send over.
  public let hasChannel: Bool
  /// The points: k^T by k^T, k^I by k^I, each in the order of the levels; none for a model without a channel.
  public let points: [MeasuredAnswers]

  /// The accuracy over the channel as a knowledge base f^B(k^T, k^I, γ) of Ji et al. [Ji24], Section II-B.
  ///
  /// - Returns: the table with the model's digest; of a measurement that faded one for figures; of a model without a
  ///   channel its local accuracy alone.
  /// - Throws: `KnowledgeBaseError` for a point that was measured twice.
  public func knowledgeBase() throws(KnowledgeBaseError) -> KnowledgeBase {
    guard hasChannel else {
      return try KnowledgeBase(
        withoutChannel: .visualQuestionAnswering, dataSet: dataSet, modelDigest: digest,
        local: KnowledgeBase.Score(local))
    }
    return try KnowledgeBase(
      task: .visualQuestionAnswering, dataSet: dataSet, modelDigest: digest,
      channel: channel == .awgn ? .awgn : .rayleigh, local: KnowledgeBase.Score(local),
      points: points.map { point in
        KnowledgeBase.Point(
          symbols: SymbolCounts(words: point.symbolsPerWord, patches: point.symbolsPerPatch), snr: Decibels(point.snr),
          score: KnowledgeBase.Score(point.accuracy))
      })
  }

  /// All figures as JSON with its keys in order.
  ///
  /// - Returns: the file's bytes.
  /// - Throws: what `JSONEncoder` throws for numbers that are not finite; there are none.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    var data = try encoder.encode(AnswersFile(self))
    data.append(UInt8(ascii: "\n"))
    return data
  }
}

/// The report's JSON.
private struct AnswersFile: Encodable {
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
    let symbolsPerWord: Int
    let symbolsPerPatch: Int
    let snr: Double
    let answers: Accuracy
    let lost: Int
    let gained: Int

    enum CodingKeys: String, CodingKey {
      case symbolsPerWord, symbolsPerPatch, answers, lost, gained
      case snr = "snr_dB"
    }
  }

  let model: String
  let digest: String
  let dataSet: String
  let channel: String
  let seed: UInt64
  let local: Accuracy
  let points: [Point]

  init(_ report: QuestionAnsweringReport) {
    model = report.model
    digest = report.digest
    dataSet = report.dataSet
    channel = report.channel.rawValue
    seed = report.seed
    local = Accuracy(report.local)
    points = report.points.map {
      Point(
        symbolsPerWord: $0.symbolsPerWord, symbolsPerPatch: $0.symbolsPerPatch, snr: $0.snr,
        answers: Accuracy($0.accuracy), lost: $0.lost, gained: $0.gained)
    }
  }
}

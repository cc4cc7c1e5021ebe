public import Quantities
public import Tasks

/// How good the answers to a number of samples were, in the measure of their kind of task.
public protocol EvaluationScore: Hashable, Sendable {
  /// What a report's JSON has of the score on the UE.
  associatedtype LocalFields: Encodable
  /// What a report's JSON has of the score over the channel.
  associatedtype PointFields: Encodable

  /// The fields of the score on the UE, each with the report's other keys.
  var localFields: LocalFields { get }

  /// The fields of the score at a point, each with the point's other keys.
  ///
  /// - Parameter local: the score of the same samples on the UE.
  /// - Returns: the fields.
  func pointFields(local: Self) -> PointFields

  /// As knowledge bases have it.
  var knowledge: KnowledgeBase.Score { get }
}

/// What one point of a measurement came to: the same samples as at every other point.
public struct MeasuredPoint<Score: EvaluationScore>: Hashable, Sendable {
  /// The numbers of symbols per token.
  public let symbols: SymbolCounts
  /// The level.
  public let snr: Decibels
  /// How good the answers were.
  public internal(set) var score: Score
}

/// The figures of a measurement.
public struct EvaluationReport<Score: EvaluationScore>: Hashable, Sendable {
  /// The kind of task.
  public let task: TaskKind
  /// The weights' file.
  public let model: String
  /// Its SHA-256 digest.
  public let digest: String
  /// The data set's name.
  public let dataSet: String
  /// What was measured over.
  public let settings: EvaluationSettings
  /// How good the answers on the UE were.
  public let local: Score
  /// The points in the order of the axes' rows, each in the order of the levels.
  public let points: [MeasuredPoint<Score>]

  /// What was measured as a knowledge base f^T(k^T, γ), f^I(k^I, γ) or f^B(k^T, k^I, γ) of Ji et al. [Ji24], Section II-B.
  ///
  /// - Returns: the table with the model's digest; of a measurement that faded one for figures; of a model without a
  ///   channel its local accuracy alone.
  /// - Throws: `KnowledgeBaseError` for a point that was measured twice, or a local score of 0.
  public func knowledgeBase() throws(KnowledgeBaseError) -> KnowledgeBase {
    guard settings.axes != .absent else {
      return try KnowledgeBase(
        withoutChannel: task, dataSet: dataSet, modelDigest: digest, local: local.knowledge)
    }
    return try KnowledgeBase(
      task: task, dataSet: dataSet, modelDigest: digest,
      channel: settings.channel == .awgn ? .awgn : .rayleigh, local: local.knowledge,
      points: points.map { KnowledgeBase.Point(symbols: $0.symbols, snr: $0.snr, score: $0.score.knowledge) })
  }
}

extension EvaluationReport: Encodable {
  private enum CodingKeys: String, CodingKey {
    case model, digest, dataSet, channel, seed, points
  }

  /// Encodes all figures: what every kind of task has, and the fields of its score beside them.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(model, forKey: .model)
    try values.encode(digest, forKey: .digest)
    try values.encode(dataSet, forKey: .dataSet)
    try values.encode(settings.channel, forKey: .channel)
    try values.encode(settings.seed, forKey: .seed)
    try values.encode(
      points.map { PointEntry(point: $0, axes: settings.axes, fields: $0.score.pointFields(local: local)) },
      forKey: .points)
    try local.localFields.encode(to: encoder)
  }
}

/// A point in a report's JSON: its place, and the fields of its score beside it.
private struct PointEntry<Score: EvaluationScore>: Encodable {
  let point: MeasuredPoint<Score>
  let axes: KnowledgeBase.Axes
  let fields: Score.PointFields

  enum CodingKeys: String, CodingKey {
    case symbolsPerToken, symbolsPerWord, symbolsPerPatch
    case snr = "snr_dB"
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    switch axes {
    case .words: try values.encode(point.symbols.words, forKey: .symbolsPerWord)
    case .patches: try values.encode(point.symbols.patches, forKey: .symbolsPerToken)
    case .both:
      try values.encode(point.symbols.words, forKey: .symbolsPerWord)
      try values.encode(point.symbols.patches, forKey: .symbolsPerPatch)
    case .absent: break
    }
    try values.encode(point.snr.value, forKey: .snr)
    try fields.encode(to: encoder)
  }
}

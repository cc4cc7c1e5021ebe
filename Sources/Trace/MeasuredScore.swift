public import Protocol
public import Tasks

/// The scores of a UE's tasks together: the share of right answers, or the BLEU of all translations as one text.
public struct MeasuredScore: Hashable, Sendable {
  private var count = 0
  private var right = 0
  private var translations: BLEUStatistics?

  /// No score yet.
  public init() {}

  /// Adds the score of a task.
  public mutating func add(_ score: TaskScore) {
    switch score {
    case .right(let isRight):
      count += 1
      right += isRight ? 1 : 0
    case .translation(let statistics): add(statistics)
    }
  }

  /// Adds the sums of translations.
  public mutating func add(_ statistics: BLEUStatistics) {
    translations = translations.map { $0 + statistics } ?? statistics
  }

  /// The accuracy, 0 to 1: BLEU/100 where there are translations; nil without any score.
  public var mean: Double? {
    if let translations { return translations.score / 100 }
    return count == 0 ? nil : Double(right) / Double(count)
  }
}

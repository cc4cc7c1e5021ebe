/// How often a prediction was right.
public struct AccuracyScore: Hashable, Codable, Sendable {
  /// Predictions that were right.
  public private(set) var correct = 0
  /// All predictions.
  public private(set) var total = 0

  /// A score before the first prediction.
  public init() {}

  /// Counts a prediction.
  ///
  /// - Parameter isCorrect: whether it was right.
  public mutating func record(_ isCorrect: Bool) {
    total += 1
    if isCorrect { correct += 1 }
  }

  /// correct / total; `nil` before the first prediction.
  public var accuracy: Double? { total == 0 ? nil : Double(correct) / Double(total) }

  /// The standard error √(a(1 − a)/n) of the accuracy a over n predictions; `nil` before the first.
  public var standardError: Double? {
    accuracy.map { ($0 * (1 - $0) / Double(total)).squareRoot() }
  }
}

/// Whether the nearest of a gallery's items is of the query's class: a hit of recall@1.
///
/// - Parameters:
///   - similarities: the similarity of the query to each item of the gallery; the first of equals counts as nearest.
///   - galleryLabels: the class of each item, as many.
///   - label: the query's class.
/// - Returns: whether it is; false for an empty gallery.
public func isRecalledAtOne(similarities: [Float], galleryLabels: [Int], label: Int) -> Bool {
  precondition(similarities.count == galleryLabels.count, "each item of a gallery has one similarity and one class")
  guard let greatest = similarities.max(), let nearest = similarities.firstIndex(of: greatest) else { return false }
  return galleryLabels[nearest] == label
}

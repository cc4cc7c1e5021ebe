public import Tasks

/// How good the pictures were that a retrieval model answered with.
public struct RetrievalScore: EvaluationScore {
  /// Recall and class accuracy on the UE, and the size of the gallery.
  public struct LocalFields: Encodable {
    let localRecall: MeasuredAccuracy
    let localClasses: MeasuredAccuracy
    let gallery: Int
  }

  /// Recall and class accuracy over the channel, and what recall differs by from that on the UE.
  public struct PointFields: Encodable {
    let recall: MeasuredAccuracy
    let classes: MeasuredAccuracy
    let difference: Double
    let differenceError: Double
  }

  /// Answers whose gallery picture has the query's class: recall@1.
  public internal(set) var recall = PairedAccuracy()
  /// Answers by the nearest class prototype.
  public internal(set) var classes = MeasuredAccuracy()
  /// The pictures of the gallery.
  public let gallery: Int

  init(gallery: Int) { self.gallery = gallery }

  /// As JSON has it on the UE.
  public var localFields: LocalFields {
    LocalFields(localRecall: recall.accuracy, localClasses: classes, gallery: gallery)
  }

  /// As JSON has it at a point.
  public func pointFields(local: RetrievalScore) -> PointFields {
    PointFields(
      recall: recall.accuracy, classes: classes, difference: recall.difference,
      differenceError: recall.differenceError)
  }

  /// Recall@1.
  public var knowledge: KnowledgeBase.Score { recall.accuracy.knowledge }
}

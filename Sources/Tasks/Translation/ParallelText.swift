/// A sentence in two languages.
public struct SentencePair: Hashable, Sendable {
  /// The sentence to translate.
  public let source: String
  /// Its reference translation.
  public let target: String
  /// A name that is unique in the data set and stays the same from run to run.
  public let identifier: String

  /// Pairs a sentence with its translation.
  ///
  /// - Parameters:
  ///   - source: the sentence to translate.
  ///   - target: its reference translation.
  ///   - identifier: a name unique in the data set.
  public init(source: String, target: String, identifier: String) {
    self.source = source
    self.target = target
    self.identifier = identifier
  }
}

/// A set of sentences with their translations, in two disjoint splits.
public protocol ParallelText: Sendable {
  /// The data set's short name, as tables and knowledge bases print it.
  var name: String { get }

  /// How many pairs a split holds, which is what an epoch of training goes through; zero for a split that was not
  /// opened.
  ///
  /// - Parameter split: train or test.
  /// - Returns: their number.
  func count(of split: Split) -> Int

  /// The pair at an index: the same bytes at every call and in every process.
  ///
  /// - Parameters:
  ///   - index: from 0 up to, not including, the split's count.
  ///   - split: train or test.
  /// - Returns: the sentence with its translation.
  /// - Throws: ``DataSetError`` for an index outside the split.
  func pair(_ index: Int, of split: Split) throws -> SentencePair
}

extension ParallelText {
  /// Refuses an index that a split does not hold.
  func requireIndex(_ index: Int, in split: Split) throws(DataSetError) {
    try Tasks.requireIndex(index, below: count(of: split), in: split, of: name)
  }
}

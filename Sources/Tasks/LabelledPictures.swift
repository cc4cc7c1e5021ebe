/// The two disjoint halves of a data set.
public enum Split: String, Codable, Sendable, CaseIterable {
  /// What models learn from, and what a retrieval gallery shows.
  case train
  /// What is measured, and what tasks are drawn from.
  case test
}

/// Width, height and channels shared by every picture of a data set.
public struct PictureShape: Hashable, Codable, Sendable {
  /// Pixels per row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// 1 for grey, 3 for red, green, blue.
  public let channels: Int

  /// Names the three dimensions.
  ///
  /// - Parameters:
  ///   - width: pixels per row.
  ///   - height: rows.
  ///   - channels: 1 for grey, 3 for red, green, blue.
  public init(width: Int, height: Int, channels: Int) {
    self.width = width
    self.height = height
    self.channels = channels
  }
}

/// One picture with its class.
public struct PictureSample: Hashable, Sendable {
  /// What is seen.
  public let picture: Picture
  /// The index of its class in ``LabelledPictures/classNames``.
  public let label: Int
  /// A name that is unique in the data set and stays the same from run to run.
  public let identifier: String

  /// Pairs a picture with its class.
  ///
  /// - Parameters:
  ///   - picture: what is seen.
  ///   - label: the index of its class.
  ///   - identifier: a name unique in the data set.
  public init(picture: Picture, label: Int, identifier: String) {
    self.picture = picture
    self.label = label
    self.identifier = identifier
  }
}

/// A set of pictures, each with a class, in two disjoint splits.
public protocol LabelledPictures: Sendable {
  /// The data set's short name, as tables and knowledge bases print it.
  var name: String { get }

  /// The classes; a label is an index into them.
  var classNames: [String] { get }

  /// The shape of every picture.
  var pictureShape: PictureShape { get }

  /// How many samples a split holds; zero for a split that was not opened.
  ///
  /// - Parameter split: train or test.
  /// - Returns: their number.
  func count(of split: Split) -> Int

  /// The sample at an index: the same bytes at every call and in every process.
  ///
  /// - Parameters:
  ///   - index: from 0 up to, not including, the split's count.
  ///   - split: train or test.
  /// - Returns: the picture with its class.
  /// - Throws: ``DataSetError`` for an index outside the split or a picture that cannot be read.
  func sample(_ index: Int, of split: Split) throws -> PictureSample
}

extension LabelledPictures {
  /// How many samples there are to learn from.
  public var trainCount: Int { count(of: .train) }

  /// How many samples there are to measure with.
  public var testCount: Int { count(of: .test) }

  /// A sample to learn from.
  ///
  /// - Parameter index: from 0 up to, not including, ``trainCount``.
  /// - Returns: the picture with its class.
  /// - Throws: ``DataSetError`` for an index outside the split or a picture that cannot be read.
  public func trainSample(_ index: Int) throws -> PictureSample { try sample(index, of: .train) }

  /// A sample to measure with.
  ///
  /// - Parameter index: from 0 up to, not including, ``testCount``.
  /// - Returns: the picture with its class.
  /// - Throws: ``DataSetError`` for an index outside the split or a picture that cannot be read.
  public func testSample(_ index: Int) throws -> PictureSample { try sample(index, of: .test) }

  /// Refuses an index that a split does not hold.
  func requireIndex(_ index: Int, in split: Split) throws(DataSetError) {
    try Tasks.requireIndex(index, below: count(of: split), in: split, of: name)
  }
}

/// Refuses an index that a split of a data set does not hold.
func requireIndex(_ index: Int, below count: Int, in split: Split, of name: String) throws(DataSetError) {
  guard index >= 0, index < count else {
    throw DataSetError(
      place: name, expected: "a \(split.rawValue) index from 0 to \(count - 1)", found: "\(index)",
      remedy: count == 0 ? "Open the \(split.rawValue) split" : "Ask for a sample that the split holds")
  }
}

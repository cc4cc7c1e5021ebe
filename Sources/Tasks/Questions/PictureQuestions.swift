/// A picture, a question about it and the answer.
public struct QuestionSample: Hashable, Sendable {
  /// What is seen.
  public let picture: Picture
  /// What is asked.
  public let question: String
  /// The index of the answer in ``PictureQuestions/answers``.
  public let answer: Int
  /// A name that is unique in the data set and stays the same from run to run.
  public let identifier: String

  /// Puts a question to a picture.
  ///
  /// - Parameters:
  ///   - picture: what is seen.
  ///   - question: what is asked.
  ///   - answer: the index of the answer.
  ///   - identifier: a name unique in the data set.
  public init(picture: Picture, question: String, answer: Int, identifier: String) {
    self.picture = picture
    self.question = question
    self.answer = answer
    self.identifier = identifier
  }
}

/// A set of pictures with questions about them, in two disjoint splits: visual question answering with a closed set of
/// answers.
public protocol PictureQuestions: Sendable {
  /// The data set's short name, as tables and knowledge bases print it.
  var name: String { get }

  /// Every answer that there is; a sample's answer is an index into them.
  var answers: [String] { get }

  /// The shape of every picture.
  var pictureShape: PictureShape { get }

  /// How many samples a split holds; zero for a split that was not opened.
  ///
  /// - Parameter split: train or test.
  /// - Returns: their number.
  func count(of split: Split) -> Int

  /// The sample at an index: the same at every call and in every process.
  ///
  /// - Parameters:
  ///   - index: from 0 up to, not including, the split's count.
  ///   - split: train or test.
  /// - Returns: the picture with its question and answer.
  /// - Throws: ``DataSetError`` for an index outside the split or a picture that cannot be read.
  func sample(_ index: Int, of split: Split) throws -> QuestionSample

  /// What the picture of a sample shows, where that is known: training may use it, answering never does.
  ///
  /// - Parameters:
  ///   - index: from 0 up to, not including, the split's count.
  ///   - split: train or test.
  /// - Returns: the objects; none where nothing is known, which is the default.
  /// - Throws: ``DataSetError`` for an index outside the split.
  func objects(_ index: Int, of split: Split) throws -> [DepictedObject]
}

/// An object of a picture: where it lies, and the words of questions that mean it.
public struct DepictedObject: Hashable, Sendable {
  /// The words, as ``QuestionWords`` makes them of a question: its shape in singular and plural, its colour.
  public let names: [String]
  /// The centre's distance from the left edge as a share of the picture's width.
  public let x: Double
  /// The centre's distance from the upper edge as a share of the picture's height.
  public let y: Double
  /// Half the object's extent as a share of the picture's width.
  public let extent: Double

  /// Describes an object.
  ///
  /// - Parameters:
  ///   - names: the words that mean it.
  ///   - x: the centre, from the left, as a share of the width.
  ///   - y: the centre, from the top, as a share of the height.
  ///   - extent: half the extent as a share of the width.
  public init(names: [String], x: Double, y: Double, extent: Double) {
    self.names = names
    self.x = x
    self.y = y
    self.extent = extent
  }
}

extension PictureQuestions {
  /// Nothing is known of the pictures.
  public func objects(_ index: Int, of split: Split) throws -> [DepictedObject] { [] }

  /// Refuses an index that a split does not hold.
  func requireIndex(_ index: Int, in split: Split) throws(DataSetError) {
    try Tasks.requireIndex(index, below: count(of: split), in: split, of: name)
  }
}

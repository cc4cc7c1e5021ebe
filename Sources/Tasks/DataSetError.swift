/// A data set, or a file of one, that is not as it should be.
///
/// It prints as one sentence and the remedy: `PLACE: expected EXPECTED, found FOUND. REMEDY.`
public struct DataSetError: Error, Hashable, CustomStringConvertible {
  /// The file, folder or name at fault.
  public let place: String
  /// What should have been there.
  public let expected: String
  /// What was there instead.
  public let found: String
  /// What the user can do about it, a sentence without its full stop or a question.
  public let remedy: String

  /// Describes a fault of a data set.
  ///
  /// - Parameters:
  ///   - place: the file, folder or name at fault.
  ///   - expected: what should have been there.
  ///   - found: what was there instead.
  ///   - remedy: what the user can do, a sentence without its full stop or a question.
  public init(place: String, expected: String, found: String, remedy: String) {
    self.place = place
    self.expected = expected
    self.found = found
    self.remedy = remedy
  }

  /// The fault of a data set that is read from files of which it is not said where they lie.
  init(unlocated name: String) {
    self.init(
      place: "data set \"\(name)\"", expected: "the folder of its files", found: "the name alone",
      remedy: "Name the folder with --data PATH")
  }

  /// The fault and its remedy.
  public var description: String {
    "\(place): expected \(expected), found \(found). \(remedy)\(remedy.hasSuffix("?") ? "" : ".")"
  }
}

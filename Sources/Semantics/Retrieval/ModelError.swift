/// A trained model that cannot be used for what is asked of it.
///
/// It prints as one sentence and the remedy: `PLACE: expected EXPECTED, found FOUND. REMEDY.`
public struct ModelError: Error, Hashable, CustomStringConvertible {
  /// The file, or the part of the model, at fault.
  public let place: String
  /// What should have been there.
  public let expected: String
  /// What was there instead.
  public let found: String
  /// What the user can do about it, a sentence without its full stop.
  public let remedy: String

  /// Describes a fault of a model.
  ///
  /// - Parameters:
  ///   - place: the file, or the part of the model, at fault.
  ///   - expected: what should have been there.
  ///   - found: what was there instead.
  ///   - remedy: what the user can do, a sentence without its full stop.
  public init(place: String, expected: String, found: String, remedy: String) {
    self.place = place
    self.expected = expected
    self.found = found
    self.remedy = remedy
  }

  /// The fault and its remedy.
  public var description: String { "\(place): expected \(expected), found \(found). \(remedy)." }

  /// The remedy that always helps.
  static func trainAgain(_ dataSet: String) -> String {
    "Train a model for this data: helio train codec retrieval --data \(dataSet == "shapes" ? dataSet : "FOLDER")"
  }
}

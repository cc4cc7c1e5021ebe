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
  ///
  /// - Parameters:
  ///   - kind: what `helio train codec` is followed by.
  ///   - data: a data set's name; nil where none is known.
  /// - Returns: a sentence without its full stop.
  static func trainAgain(_ kind: String, data: String?) -> String {
    let procedural = ["shapes", "street-scenes", "scene-questions"]
    guard let data else { return "Train a model: helio train codec \(kind)" }
    let source = procedural.contains(data) ? data : "FOLDER"
    return "Train a model for this data: helio train codec \(kind) --data \(source)"
  }
}

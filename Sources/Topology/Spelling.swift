import Quantities

/// Names as a file writes them, and the nearest of them to a misspelt one.
public enum Spelling {
  /// `umiStreetCanyonNLOS` as `umi-street-canyon-nlos`.
  static func kebabCase(_ name: String) -> String {
    var result = ""
    var previousIsLower = false
    for character in name {
      if character.isUppercase, previousIsLower { result.append("-") }
      previousIsLower = character.isLowercase || character.isNumber
      result += character.lowercased()
    }
    return result
  }

  /// The candidate that a misspelt word most likely means: at most a third of its letters away (and at least one is
  /// allowed), or beginning with it.
  static func nearest(to word: String, among candidates: [String]) -> String? {
    let word = word.lowercased()
    let allowed = max(1, word.count / 3)
    let ranked = candidates.map { (name: $0, distance: word.editDistance(to: $0.lowercased())) }
    if let best = ranked.min(by: { $0.distance < $1.distance }), best.distance <= allowed { return best.name }
    guard word.count >= 3 else { return nil }
    return candidates.first { $0.lowercased().hasPrefix(word) || word.hasPrefix($0.lowercased()) }
  }

  /// "did you mean `x`?", or nil when nothing is near.
  ///
  /// - Parameters:
  ///   - word: what was written.
  ///   - candidates: what there is.
  /// - Returns: the question.
  public static func didYouMean(_ word: String, among candidates: [String]) -> String? {
    nearest(to: word, among: candidates).map { "did you mean `\($0)`?" }
  }

  /// "`a`, `b` or `c`".
  static func list(_ names: [String]) -> String {
    let quoted = names.map { "`\($0)`" }
    guard let last = quoted.last else { return "nothing" }
    return quoted.count == 1 ? last : quoted.dropLast().joined(separator: ", ") + " or " + last
  }
}

/// The tokeniser `13a` of sacreBLEU [Post18], which follows NIST's mteval-v13a for Western languages.
///
/// Punctuation and symbols of ASCII become words of their own, but for apostrophe and hyphen; full stop and comma do
/// unless digits stand on both sides; a hyphen does behind a digit.
enum BLEUTokeniser {
  /// The words of a sentence as the bytes of their UTF-8.
  static func words(of sentence: String) -> [[UInt8]] {
    var text = Array(sentence.unicodeScalars)
    while let last = text.last, isSpace(last) { text.removeLast() }
    text = replaced(text, "<skipped>", by: "")
    text = replaced(text, "-\n", by: "")
    text = replaced(text, "\n", by: " ")
    // In this order, so that &amp;lt; becomes <.
    for (entity, character) in [("&quot;", "\""), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")] {
      text = replaced(text, entity, by: character)
    }
    text = [" "] + text + [" "]
    text = text.flatMap { isSymbol($0) ? [" ", $0, " "] : [$0] }
    text = split(text) { !isDigit($0) && isStop($1) ? [$0, " ", $1, " "] : nil }
    text = split(text) { isStop($0) && !isDigit($1) ? [" ", $0, " ", $1] : nil }
    text = split(text) { isDigit($0) && $1 == "-" ? [$0, " ", $1, " "] : nil }
    return text.split { isSpace($0) }.map { word in word.flatMap { Array(String($0).utf8) } }
  }

  /// Replaces pairs of neighbours from left to right; a pair that is replaced takes no part in the next.
  private static func split(
    _ text: [Unicode.Scalar], _ replacement: (Unicode.Scalar, Unicode.Scalar) -> [Unicode.Scalar]?
  ) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var index = 0
    while index < text.count {
      if index + 1 < text.count, let replaced = replacement(text[index], text[index + 1]) {
        result += replaced
        index += 2
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return result
  }

  private static func replaced(_ text: [Unicode.Scalar], _ old: String, by new: String) -> [Unicode.Scalar] {
    let (old, new) = (Array(old.unicodeScalars), Array(new.unicodeScalars))
    guard text.contains(old[0]) else { return text }
    var result: [Unicode.Scalar] = []
    var index = 0
    while index < text.count {
      if text[index...].starts(with: old) {
        result += new
        index += old.count
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return result
  }

  /// The ASCII characters { … ~, [ … `, space … &, ( … +, : … @ and /.
  private static func isSymbol(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "{"..."~", "["..."`", " "..."&", "("..."+", ":"..."@", "/": true
    default: false
    }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func isStop(_ scalar: Unicode.Scalar) -> Bool { scalar == "." || scalar == "," }

  /// What Python's `split` takes for space: Unicode's white space and the four separators of ASCII.
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || ("\u{1C}"..."\u{1F}").contains(scalar)
  }
}

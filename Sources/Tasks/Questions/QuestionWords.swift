/// How a question is taken apart into words.
public enum QuestionWords {
  /// The words of a question in lower case: runs of letters and digits. Other characters part words, but for an
  /// apostrophe between two letters, which is left out: `What's …?` begins with `whats`.
  ///
  /// - Parameter question: any text.
  /// - Returns: its words in their order; none for a text without letters and digits.
  public static func tokens(of question: String) -> [String] {
    var words: [String] = []
    var word = ""
    func isPart(_ character: Character) -> Bool { character.isLetter || character.isNumber }
    var rest = question.lowercased()[...]
    while let character = rest.popFirst() {
      if isPart(character) {
        word.append(character)
      } else if apostrophes.contains(character), !word.isEmpty, rest.first.map(isPart) == true {
        continue
      } else if !word.isEmpty {
        words.append(word)
        word = ""
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  private static let apostrophes: Set<Character> = ["'", "\u{2019}"]
}

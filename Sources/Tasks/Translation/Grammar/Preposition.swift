/// A preposition in both languages with the German case that it takes here.
struct Preposition: Sendable {
  let english: String
  let german: String
  let grammaticalCase: GrammaticalCase
  /// `entlang` stands behind its noun and is one word with a verb that follows: it behaves like a separable prefix.
  let isPostposition: Bool

  init(_ english: String, _ german: String, _ grammaticalCase: GrammaticalCase, isPostposition: Bool = false) {
    self.english = english
    self.german = german
    self.grammaticalCase = grammaticalCase
    self.isPostposition = isPostposition
  }

  /// The German preposition with the definite article behind it drawn in, as in `im` for `in dem`; `nil` where German
  /// keeps both words.
  func contracted(with article: String) -> String? {
    switch (german, article) {
    case ("in", "dem"): "im"
    case ("in", "das"): "ins"
    case ("an", "dem"): "am"
    case ("an", "das"): "ans"
    case ("zu", "dem"): "zum"
    case ("zu", "der"): "zur"
    case ("von", "dem"): "vom"
    case ("bei", "dem"): "beim"
    default: nil
    }
  }
}

/// A preposition with what it governs.
struct PrepositionalPhrase: Sendable {
  let preposition: Preposition
  let object: Nominal

  var english: [String] { [preposition.english] + object.englishObject }

  /// The German words without a postposition, which the clause puts beside the verb.
  var german: [String] {
    let words = object.german(preposition.grammaticalCase)
    if preposition.isPostposition { return words }
    if object.isContractible, let article = words.first, let contraction = preposition.contracted(with: article) {
      return [contraction] + words.dropFirst()
    }
    return [preposition.german] + words
  }
}

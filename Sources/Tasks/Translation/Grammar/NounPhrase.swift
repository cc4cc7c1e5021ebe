/// A determiner, adjectives, a noun and what is attached to it.
struct NounPhrase: Sendable {
  var determiner: Determiner
  let number: GrammaticalNumber
  let adjectives: [Adjective]
  let noun: Noun
  let nounClass: NounClass
  /// `with a red hat`.
  var attributes: [PrepositionalPhrase] = []
  /// `who is carrying a bag`.
  var relativeClauses: [RelativeClause] = []

  var english: [String] {
    let words = adjectives.map(\.english) + [noun.english(number)]
    let determiner = determiner.english(number, isMass: noun.isMass, following: words[0])
    return (determiner.isEmpty ? [] : [determiner]) + words + attributes.flatMap(\.english)
      + relativeClauses.flatMap { $0.english(of: self) }
  }

  func german(_ grammaticalCase: GrammaticalCase) -> [String] {
    let article = determiner.german(grammaticalCase, noun.gender, number, isMass: noun.isMass)
    let ending = determiner.declension(number, isMass: noun.isMass).ending(grammaticalCase, noun.gender, number)
    return (article.isEmpty ? [] : [article]) + adjectives.map { $0.german(ending: ending) }
      + [noun.german(grammaticalCase, number)] + attributes.flatMap(\.german)
      + relativeClauses.flatMap { $0.german(of: self) }
  }

  /// The pronoun that takes the phrase up again.
  var pronoun: Pronoun {
    if number == .plural { return .they }
    // People of one sex are taken up by it, whatever the noun's gender; all else by the noun's gender.
    let isNatural = noun.pronounGender != .neuter && nounClass == .person
    let english = nounClass == .person ? noun.pronounGender : .neuter
    return .third(english: english, german: isNatural ? noun.pronounGender : noun.gender)
  }
}

/// A noun phrase or a pronoun.
enum Nominal: Sendable {
  case phrase(NounPhrase)
  case pronoun(Pronoun)

  var english: [String] {
    switch self {
    case .phrase(let phrase): phrase.english
    case .pronoun(let pronoun): [pronoun.english]
    }
  }

  var englishObject: [String] {
    switch self {
    case .phrase(let phrase): phrase.english
    case .pronoun(let pronoun): [pronoun.englishObject]
    }
  }

  func german(_ grammaticalCase: GrammaticalCase) -> [String] {
    switch self {
    case .phrase(let phrase): phrase.german(grammaticalCase)
    case .pronoun(let pronoun): [pronoun.german[grammaticalCase.rawValue]]
    }
  }

  var agreement: Agreement {
    switch self {
    case .phrase(let phrase): phrase.number == .singular ? .thirdSingular : .plural
    case .pronoun(let pronoun): pronoun.agreement
    }
  }

  /// The pronoun that takes it up again.
  var pronounAgain: Pronoun {
    switch self {
    case .phrase(let phrase): phrase.pronoun
    case .pronoun(let pronoun): pronoun
    }
  }

  var isPronoun: Bool {
    if case .pronoun = self { true } else { false }
  }

  /// Whether a German preposition may draw its article in: a relative clause keeps the article apart.
  var isContractible: Bool {
    if case .phrase(let phrase) = self, case .definite = phrase.determiner {
      phrase.relativeClauses.isEmpty
    } else {
      false
    }
  }
}

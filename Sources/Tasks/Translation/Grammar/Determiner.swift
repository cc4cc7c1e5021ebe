/// What a noun phrase begins with.
enum Determiner: Sendable {
  case definite
  /// `a`; bare before plurals and mass nouns.
  case indefinite
  /// German `kein`; English leaves the negation to the verb: `a`, and `any` before plurals and mass nouns.
  case negatedIndefinite
  /// `no`, German `kein`, in a subject.
  case no
  case this
  case that
  /// Singular alone.
  case every
  /// Plural alone: an invariant or adjective-like word in both languages.
  case quantity(Quantifier)
  case possessive(Pronoun)
}

/// A numeral or an indefinite number word, which stands before plurals.
struct Quantifier: Sendable {
  let english: String
  /// The German word, without ending.
  let german: String
  /// `viele`, `einige` and `mehrere` take the endings of adjectives; numerals do not.
  let isDeclined: Bool

  static let all: [Quantifier] =
    [
      ("two", "zwei"), ("three", "drei"), ("four", "vier"), ("five", "fünf"), ("six", "sechs"), ("seven", "sieben"),
      ("eight", "acht"), ("nine", "neun"), ("ten", "zehn"), ("eleven", "elf"), ("twelve", "zwölf"),
      ("twenty", "zwanzig"), ("thirty", "dreißig"), ("a few", "ein paar"),
    ].map { Quantifier(english: $0.0, german: $0.1, isDeclined: false) }
    + [("many", "viel"), ("some", "einig"), ("several", "mehrer")].map {
      Quantifier(english: $0.0, german: $0.1, isDeclined: true)
    }
}

/// The three declensions of German adjectives, which the determiner chooses.
enum Declension: Sendable {
  /// After der, dieser, jeder.
  case weak
  /// After ein, kein, mein.
  case mixed
  /// Without a determiner that shows the case.
  case strong

  /// The ending of an adjective.
  func ending(_ grammaticalCase: GrammaticalCase, _ gender: Gender, _ number: GrammaticalNumber) -> String {
    let column = number == .plural ? 3 : gender.rawValue
    return switch self {
    case .weak:
      [["e", "e", "e", "en"], ["en", "e", "e", "en"], ["en", "en", "en", "en"]][grammaticalCase.rawValue][column]
    case .mixed:
      [["er", "e", "es", "en"], ["en", "e", "es", "en"], ["en", "en", "en", "en"]][grammaticalCase.rawValue][column]
    case .strong:
      [["er", "e", "es", "e"], ["en", "e", "es", "e"], ["em", "er", "em", "en"]][grammaticalCase.rawValue][column]
    }
  }
}

extension Determiner {
  /// The English word, empty for none; `following` is the next word, which decides between `a` and `an`.
  func english(_ number: GrammaticalNumber, isMass: Bool, following: String) -> String {
    let isBare = number == .plural || isMass
    return switch self {
    case .definite: "the"
    case .indefinite: isBare ? "" : Determiner.article(before: following)
    case .negatedIndefinite: isBare ? "any" : Determiner.article(before: following)
    case .no: "no"
    case .this: number == .singular ? "this" : "these"
    case .that: number == .singular ? "that" : "those"
    case .every: "every"
    case .quantity(let quantifier): quantifier.english
    case .possessive(let pronoun): pronoun.englishPossessive
    }
  }

  /// The German word, empty for none.
  func german(
    _ grammaticalCase: GrammaticalCase, _ gender: Gender, _ number: GrammaticalNumber, isMass: Bool
  ) -> String {
    let column = number == .plural ? 3 : gender.rawValue
    let row = grammaticalCase.rawValue
    /// The endings of dieser, jener and jeder.
    let strong = [["er", "e", "es", "e"], ["en", "e", "es", "e"], ["em", "er", "em", "en"]][row][column]
    /// The endings of ein, kein, mein.
    let mixed = [["", "e", "", "e"], ["en", "e", "", "e"], ["em", "er", "em", "en"]][row][column]
    return switch self {
    case .definite:
      [["der", "die", "das", "die"], ["den", "die", "das", "die"], ["dem", "der", "dem", "den"]][row][column]
    case .indefinite: number == .plural || isMass ? "" : "ein" + mixed
    case .negatedIndefinite, .no: "kein" + mixed
    case .this: "dies" + strong
    case .that: "jen" + strong
    case .every: "jed" + strong
    case .quantity(let quantifier): quantifier.isDeclined ? quantifier.german + strong : quantifier.german
    case .possessive(let pronoun): pronoun.germanPossessive + mixed
    }
  }

  /// How adjectives are declined behind it.
  func declension(_ number: GrammaticalNumber, isMass: Bool) -> Declension {
    switch self {
    case .definite, .this, .that, .every: .weak
    case .indefinite: number == .plural || isMass ? .strong : .mixed
    case .negatedIndefinite, .no, .possessive: .mixed
    case .quantity: .strong
    }
  }

  /// `an` before a vowel that is heard, `a` otherwise.
  private static func article(before word: String) -> String {
    let startsLikeYou = ["uni", "use", "one", "eu"].contains(where: word.hasPrefix)
    let startsWithVowel = word.first.map("aeiou".contains) ?? false
    return startsWithVowel && !startsLikeYou ? "an" : "a"
  }
}

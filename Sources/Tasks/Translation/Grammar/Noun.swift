/// A noun in both languages.
struct Noun: Sendable, Hashable {
  let singular: String
  let plural: String
  let gender: Gender
  /// The German nominative singular.
  let german: String
  /// The German nominative plural.
  let germanPlural: String
  /// The German accusative and dative singular, which differ from the nominative in weak nouns alone.
  let germanOblique: String
  /// The gender of the English pronoun; neuter for `it`.
  let pronounGender: Gender
  /// Bread and water: no plural and no indefinite article.
  let isMass: Bool

  private init(
    _ singular: String, _ plural: String?, _ gender: Gender, _ german: String, _ germanPlural: String,
    oblique: String? = nil, pronoun: Gender? = nil, isMass: Bool = false
  ) {
    self.singular = singular
    self.plural = plural ?? Noun.regularPlural(of: singular)
    self.gender = gender
    self.german = german
    self.germanPlural = germanPlural
    germanOblique = oblique ?? german
    pronounGender = pronoun ?? gender
    self.isMass = isMass
  }

  static func masculine(_ english: String, plural: String? = nil, _ german: String, _ germanPlural: String) -> Noun {
    Noun(english, plural, .masculine, german, germanPlural)
  }

  /// A masculine noun of the weak declension: every form but the nominative singular is that of the plural.
  static func weak(_ english: String, plural: String? = nil, _ german: String, _ germanPlural: String) -> Noun {
    Noun(english, plural, .masculine, german, germanPlural, oblique: germanPlural)
  }

  static func feminine(_ english: String, plural: String? = nil, _ german: String, _ germanPlural: String) -> Noun {
    Noun(english, plural, .feminine, german, germanPlural)
  }

  static func neuter(
    _ english: String, plural: String? = nil, _ german: String, _ germanPlural: String, pronoun: Gender = .neuter
  ) -> Noun {
    Noun(english, plural, .neuter, german, germanPlural, pronoun: pronoun)
  }

  static func mass(_ english: String, _ gender: Gender, _ german: String) -> Noun {
    Noun(english, english, gender, german, german, isMass: true)
  }

  func english(_ number: GrammaticalNumber) -> String {
    number == .singular ? singular : plural
  }

  /// The German form; the dative plural adds -n where the plural does not end in -n or -s.
  func german(_ grammaticalCase: GrammaticalCase, _ number: GrammaticalNumber) -> String {
    switch (number, grammaticalCase) {
    case (.singular, .nominative): german
    case (.singular, _): germanOblique
    case (.plural, .dative) where !germanPlural.hasSuffix("n") && !germanPlural.hasSuffix("s"): germanPlural + "n"
    case (.plural, _): germanPlural
    }
  }

  private static func regularPlural(of singular: String) -> String {
    if ["s", "x", "ch", "sh"].contains(where: singular.hasSuffix) { return singular + "es" }
    if singular.hasSuffix("y"), let before = singular.dropLast().last, !"aeiou".contains(before) {
      return singular.dropLast() + "ies"
    }
    return singular + "s"
  }
}

/// A personal pronoun in both languages.
struct Pronoun: Sendable, Hashable {
  let english: String
  let englishObject: String
  let englishPossessive: String
  /// The German nominative, accusative and dative.
  let german: [String]
  /// The German possessive without ending.
  let germanPossessive: String
  let agreement: Agreement

  static let firstSingular = Pronoun(
    english: "I", englishObject: "me", englishPossessive: "my", german: ["ich", "mich", "mir"],
    germanPossessive: "mein", agreement: .firstSingular)
  static let firstPlural = Pronoun(
    english: "we", englishObject: "us", englishPossessive: "our", german: ["wir", "uns", "uns"],
    germanPossessive: "unser", agreement: .plural)
  static let they = Pronoun(
    english: "they", englishObject: "them", englishPossessive: "their", german: ["sie", "sie", "ihnen"],
    germanPossessive: "ihr", agreement: .plural)

  /// The third person singular: English goes by the person or thing, German by the noun, but for people of one sex
  /// (`das Mädchen … sie`).
  static func third(english: Gender, german: Gender) -> Pronoun {
    let words = [("he", "him", "his"), ("she", "her", "her"), ("it", "it", "its")][english.rawValue]
    let germanWords = [["er", "ihn", "ihm"], ["sie", "sie", "ihr"], ["es", "es", "ihm"]][german.rawValue]
    return Pronoun(
      english: words.0, englishObject: words.1, englishPossessive: words.2, german: germanWords,
      germanPossessive: german == .feminine ? "ihr" : "sein", agreement: .thirdSingular)
  }
}

/// Words that stand for themselves in both languages: adverbs and fixed phrases.
struct Adverbial: Sendable {
  let english: String
  let german: String

  init(_ english: String, _ german: String) {
    self.english = english
    self.german = german
  }
}

/// What stands beside subject and verb.
enum Complement: Sendable {
  case dative(Nominal)
  case accusative(Nominal)
  /// What a copula says of the subject.
  case predicative(Adverbial)
  /// The phrase that the verb asks for: an object or where to.
  case prepositional(PrepositionalPhrase)
  /// Who does what is done, in the passive.
  case agent(PrepositionalPhrase)
  case manner(Adverbial)
  case place(PrepositionalPhrase)
  case time(Adverbial)
  /// `often`, which English puts before the full verb.
  case frequency(Adverbial)
}

/// What a clause says, before it is put into the words of a language.
struct Clause: Sendable {
  /// The verb and its voice.
  enum Predicate: Sendable {
    case active(Verb)
    case passive(Verb)
    case copula
    /// English `there is`; German says how it is there, by standing or lying, and needs a verb for it.
    case existence(Verb)
  }

  /// Tense and modality.
  enum Form: Sendable {
    /// English present progressive, German present.
    case progressive
    /// English simple present, German present.
    case habitual
    /// English simple past, German perfect (of the copula: preterite).
    case past
    case modal(Modal)
  }

  let subject: Nominal
  let predicate: Predicate
  let form: Form
  var isNegated = false
  var complements: [Complement]
}

/// A clause that is said of a noun phrase, as its subject or its accusative object.
struct RelativeClause: Sendable {
  let clause: Clause
  let isOfObject: Bool

  /// `who is waiting`, `that the man is carrying`.
  func english(of head: NounPhrase) -> [String] {
    if isOfObject { return ["that"] + clause.english(.statement) }
    return [head.nounClass == .person ? "who" : "that"] + clause.english(.withoutSubject)
  }

  /// `, der wartet,`, `, den der Mann trägt,`; the relative pronoun has the article's forms in these cases.
  func german(of head: NounPhrase) -> [String] {
    let pronoun = Determiner.definite.german(
      isOfObject ? .accusative : .nominative, head.noun.gender, head.number, isMass: head.noun.isMass)
    return [",", pronoun] + clause.german(.verbFinal(withSubject: isOfObject)) + [","]
  }
}

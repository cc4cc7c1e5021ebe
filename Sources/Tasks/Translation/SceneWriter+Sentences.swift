extension SceneWriter {
  /// A sentence of a pattern.
  mutating func sentence(_ pattern: SentencePattern) -> Sentence {
    if pattern.frame == .existence { return existence(pattern) }
    let isSimple = pattern.link == .none
    let isShort = !isSimple || pattern.subject.isLong
    var outline = ClauseOutline(
      frame: pattern.frame, form: pattern.form, isNegated: pattern.isNegated, richness: isShort ? 0.3 : 0.55,
      adverbs: isShort ? 0.15 : 0.45, front: pattern.front)
    if case .purpose = pattern.link { outline.needsAction = true }
    if pattern.mood == .openQuestion || pattern.link.goesOnAboutPerson { outline.asksForThem = true }
    let (clause, nounClass) = mainClause(outline, pattern)
    switch pattern.mood {
    case .question:
      return Sentence(english: clause.english(.question) + ["?"], german: clause.german(.verbFirst) + ["?"])
    case .openQuestion:
      let word = pick([Adverbial("where", "wo"), Adverbial("why", "warum"), Adverbial("when", "wann")])
      return Sentence(
        english: [word.english] + clause.english(.question) + ["?"],
        german: [word.german] + clause.german(.verbFirst) + ["?"])
    case .statement:
      return linked(clause, nounClass, pattern)
    }
  }

  /// The pattern's own clause with its subject, and what the subject is.
  private mutating func mainClause(
    _ outline: ClauseOutline, _ pattern: SentencePattern
  ) -> (Clause, NounClass) {
    let nounClass = subjectClass(pattern)
    let subject = subject(nounClass, pattern, richness: outline.richness)
    return (clause(outline, about: subject, of: nounClass), nounClass)
  }

  /// What the subject is: something that the pattern's frames have verbs for.
  private mutating func subjectClass(_ pattern: SentencePattern) -> NounClass {
    if pattern.subject == .pronoun || pattern.link.goesOnAboutPerson { return .person }
    if case .relativeOfObject = pattern.subject { return pick([.item, .food, .clothing, .reading]) }
    if [.passive, .quality, .comparison].contains(pattern.frame) {
      let fitting = NounClass.allCases.filter { hasVerb(pattern.frame, by: $0) }
      return pick(fitting)
    }
    let drawn = pick(verb(pattern.frame).subjects)
    if case .relative(let frame) = pattern.subject, !hasVerb(frame, by: drawn) { return .person }
    return drawn
  }

  private mutating func subject(_ nounClass: NounClass, _ pattern: SentencePattern, richness: Double) -> Nominal {
    if pattern.subject == .pronoun {
      return .pronoun(
        pick([
          .firstSingular, .firstPlural, .they, .third(english: .masculine, german: .masculine),
          .third(english: .feminine, german: .feminine),
        ]))
    }
    var phrase = nounPhrase(nounClass, .subject(isNegated: pattern.isNegated), richness: richness)
    switch pattern.subject {
    case .plain, .pronoun: break
    case .attributed: phrase.attributes = [attribute(of: nounClass)]
    case .relative(let frame):
      let outline = ClauseOutline(
        frame: frame, form: relativeForm(pattern.form), richness: 0.3, adverbs: 0, asksForThem: true)
      let clause = clause(outline, about: .phrase(phrase), of: nounClass)
      phrase.relativeClauses = [RelativeClause(clause: clause, isOfObject: false)]
    case .relativeOfObject:
      let verbs = Lexicon.transitiveVerbs.filter { $0.objects.contains(nounClass) && $0.subjects.contains(.person) }
      let owner = nounPhrase(.person, .place, richness: 0.2)
      let clause = Clause(
        subject: .phrase(owner), predicate: .active(pick(verbs)), form: chance(0.5) ? .progressive : .past,
        complements: [])
      phrase.relativeClauses = [RelativeClause(clause: clause, isOfObject: true)]
      if case .possessive = phrase.determiner { phrase.determiner = .definite }
    }
    return .phrase(phrase)
  }

  /// Relative clauses beside a modal verb are in the present.
  private func relativeForm(_ form: SentencePattern.Form) -> SentencePattern.Form {
    switch form {
    case .modal, .future, .progressive: .progressive
    case .habitual, .past: form
    }
  }

  /// `with the red bag`, `in the green coat`, `next to the fountain`.
  private mutating func attribute(of nounClass: NounClass) -> PrepositionalPhrase {
    guard nounClass == .person, chance(0.75) else {
      return PrepositionalPhrase(
        preposition: pick(Lexicon.relations), object: .phrase(nounPhrase(.fixture, .place, richness: 0.3)))
    }
    let isWorn = chance(0.5)
    let object = nounPhrase(isWorn ? .clothing : pick([.item, .animal, .cycle]), .attribute, richness: 0.6)
    return PrepositionalPhrase(
      preposition: isWorn ? Preposition("in", "in", .dative) : Preposition("with", "mit", .dative),
      object: .phrase(object))
  }

  /// `There is a red car in front of the house.`, `Vor dem Haus steht ein rotes Auto.`
  private mutating func existence(_ pattern: SentencePattern) -> Sentence {
    let nounClass: NounClass = pick([.person, .animal, .mount, .vehicle, .cycle, .item, .reading, .food, .clothing])
    let lies = ![NounClass.person, .mount, .vehicle, .cycle, .animal].contains(nounClass)
    let subject = Nominal.phrase(nounPhrase(nounClass, .introduced, richness: 0.6))
    let place = location(richness: 0.5)
    let clause = Clause(
      subject: subject, predicate: .existence(lies ? Lexicon.lying : Lexicon.standing),
      form: form(pattern.form, canWant: false),
      complements: [])
    return Sentence(
      english: clause.english(.statement) + place.english + ["."],
      german: place.german + clause.german(.verbFirst) + ["."])
  }
}

extension SentencePattern.Subject {
  fileprivate var isLong: Bool {
    switch self {
    case .plain, .pronoun: false
    case .attributed, .relative, .relativeOfObject: true
    }
  }
}

extension SentencePattern.Link {
  /// Whether what follows is about the same subject, a person, and so close that adverbs between would lead astray.
  fileprivate var goesOnAboutPerson: Bool {
    switch self {
    case .purpose, .sameObject: true
    default: false
    }
  }
}

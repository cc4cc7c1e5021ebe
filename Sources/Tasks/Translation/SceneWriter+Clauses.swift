extension SceneWriter {
  /// What a clause should be like, apart from its words.
  struct ClauseOutline {
    let frame: SentencePattern.Frame
    let form: SentencePattern.Form
    var isNegated = false
    /// How likely adjectives are.
    var richness = 0.5
    /// How likely an adverb of time is, and one of place or manner.
    var adverbs = 0.3
    /// What the sentence's front takes, which therefore must be there once.
    var front = SentencePattern.Front.subject
    /// Whether the verb must be something to do for a purpose.
    var needsAction = false
    /// No adverbs of place and time: a question asks for them.
    var asksForThem = false
  }

  /// The clause form of a pattern's form; only the living want something.
  mutating func form(_ form: SentencePattern.Form, canWant: Bool) -> Clause.Form {
    switch form {
    case .progressive: .progressive
    case .habitual: .habitual
    case .past: .past
    case .modal: .modal(pick(canWant ? Modal.all : Modal.all.filter { !$0.isFullVerb }))
    case .future: .modal(.will)
    }
  }

  private func verbs(_ frame: SentencePattern.Frame) -> [Verb] {
    switch frame {
    case .intransitive: Lexicon.intransitiveVerbs
    case .transitive: Lexicon.transitiveVerbs
    case .passive: Lexicon.transitiveVerbs.filter { !$0.isStative }
    case .dative: Lexicon.dativeVerbs
    case .ditransitive: Lexicon.ditransitiveVerbs
    case .prepositional: Lexicon.prepositionalVerbs
    case .motion: Lexicon.motionVerbs
    case .position: Lexicon.positionVerbs
    case .quality, .comparison, .existence: []
    }
  }

  /// A verb of a frame.
  mutating func verb(_ frame: SentencePattern.Frame) -> Verb { pick(verbs(frame)) }

  private mutating func verb(_ outline: ClauseOutline, by nounClass: NounClass) -> Verb {
    pick(
      verbs(outline.frame).filter { verb in
        // `They read` is present or past: such verbs have no simple present here, so that German knows its tense.
        verb.subjects.contains(nounClass) && !(outline.needsAction && verb.isStative)
          && !(outline.form == .habitual && verb.english.base == verb.english.past)
      })
  }

  /// Whether a subject of a class has verbs of a frame.
  func hasVerb(_ frame: SentencePattern.Frame, by nounClass: NounClass) -> Bool {
    switch frame {
    case .quality, .comparison: true
    case .passive: verbs(frame).contains { $0.objects.contains(nounClass) }
    case .existence: false
    default: verbs(frame).contains { $0.subjects.contains(nounClass) }
    }
  }

  /// A clause about a subject that is already drawn.
  mutating func clause(_ outline: ClauseOutline, about subject: Nominal, of nounClass: NounClass) -> Clause {
    switch outline.frame {
    case .passive:
      let verb = pick(verbs(.passive).filter { $0.objects.contains(nounClass) })
      return passive(outline, verb, about: subject)
    case .quality, .comparison:
      return copula(outline, about: subject, of: nounClass)
    default:
      return active(outline, verb(outline, by: nounClass), about: subject, of: nounClass)
    }
  }

  /// An active clause.
  private mutating func active(
    _ outline: ClauseOutline, _ verb: Verb, about subject: Nominal, of nounClass: NounClass
  ) -> Clause {
    let owner = subject.pronounAgain
    let richness = outline.richness
    let role = Role.object(of: owner, isNegated: outline.isNegated)
    let affirmed = Role.object(of: owner, isNegated: false)
    // `kein` is for accusatives alone; other objects of a negated verb are definite.
    let settled = outline.isNegated ? Role.subject(isNegated: true) : affirmed
    var complements: [Complement] = []
    switch outline.frame {
    case .transitive:
      complements.append(.accusative(.phrase(nounPhrase(pick(verb.objects), role, richness: richness))))
    case .dative:
      complements.append(.dative(.phrase(nounPhrase(pick(verb.objects), settled, richness: richness))))
    case .ditransitive:
      complements.append(.dative(.phrase(nounPhrase(.person, settled, richness: richness / 2))))
      complements.append(.accusative(.phrase(nounPhrase(pick(verb.objects), role, richness: richness))))
    case .prepositional:
      guard let preposition = verb.preposition else { preconditionFailure("\(verb) has no preposition") }
      let object = nounPhrase(pick(verb.objects), settled, richness: richness)
      complements.append(.prepositional(PrepositionalPhrase(preposition: preposition, object: .phrase(object))))
    case .motion: complements.append(.prepositional(direction(richness: richness)))
    case .position: complements.append(.prepositional(location(richness: richness)))
    default: break
    }
    let hasPlace = [.motion, .position].contains(outline.frame)
    let manners =
      if verb.isStative || outline.frame == .position { [Adverbial]() } else if nounClass.isLiving {
        Lexicon.manners
      } else {
        Lexicon.motionManners
      }
    complements += adverbs(outline, mayHavePlace: !hasPlace, manners: manners)
    return Clause(
      subject: subject, predicate: .active(verb), form: form(outline.form, canWant: nounClass.isLiving),
      isNegated: outline.isNegated,
      complements: complements)
  }

  /// A passive clause, with an agent as often as not.
  private mutating func passive(_ outline: ClauseOutline, _ verb: Verb, about subject: Nominal) -> Clause {
    var complements: [Complement] = []
    if chance(0.5) {
      let agent = nounPhrase(pick(verb.subjects), .place, richness: outline.richness / 2)
      complements.append(
        .agent(PrepositionalPhrase(preposition: Preposition("by", "von", .dative), object: .phrase(agent))))
    }
    complements += adverbs(outline, mayHavePlace: true, manners: Lexicon.motionManners)
    return Clause(
      subject: subject, predicate: .passive(verb), form: form(outline.form, canWant: false),
      isNegated: outline.isNegated,
      complements: complements)
  }

  /// A clause that says how something is, or compares it with its like.
  private mutating func copula(_ outline: ClauseOutline, about subject: Nominal, of nounClass: NounClass) -> Clause {
    let adjectives = Lexicon.adjectives(for: nounClass)
    let predicative: Adverbial
    if outline.frame == .comparison {
      let adjective = pick(adjectives.filter { $0.comparative != nil })
      let other = nounPhrase(nounClass, .place, richness: outline.richness / 2)
      let (english, german) = (other.english.joined(separator: " "), other.german(.nominative).joined(separator: " "))
      if let comparative = adjective.comparative, chance(0.6) {
        predicative = Adverbial("\(comparative.english) than \(english)", "\(comparative.german) als \(german)")
      } else {
        predicative = Adverbial("as \(adjective.english) as \(english)", "so \(adjective.german) wie \(german)")
      }
    } else {
      let adjective = pick(adjectives)
      if !Lexicon.colours.contains(where: { $0.english == adjective.english }), chance(0.5) {
        let degree = pick(Lexicon.degrees)
        predicative = Adverbial(
          "\(degree.english) \(adjective.english)", "\(degree.german) \(adjective.german)")
      } else {
        predicative = Adverbial(adjective.english, adjective.german)
      }
    }
    var complements = [Complement.predicative(predicative)]
    if outline.front == .time { complements.append(.time(time(outline.form))) }
    return Clause(
      subject: subject, predicate: .copula, form: form(outline.form, canWant: false), isNegated: outline.isNegated,
      complements: complements)
  }

  /// Adverbs of time, place and manner: what the front needs, and others by chance, but not too many.
  private mutating func adverbs(
    _ outline: ClauseOutline, mayHavePlace: Bool, manners: [Adverbial]
  ) -> [Complement] {
    var found: [Complement] = []
    if outline.front == .place { found.append(.place(location(richness: outline.richness / 2))) }
    if outline.front == .time {
      found.append(.time(time(outline.form)))
    } else if !outline.asksForThem, chance(outline.adverbs) {
      if outline.form == .habitual, !outline.isNegated, chance(0.5) {
        found.append(.frequency(pick(Lexicon.frequencies)))
      } else {
        found.append(.time(time(outline.form)))
      }
    }
    // A place or manner beside `nicht` would be what is denied.
    guard found.count < 2, !outline.isNegated else { return found }
    if !manners.isEmpty, chance(outline.adverbs / 2) {
      found.append(.manner(pick(manners)))
    } else if mayHavePlace, outline.front != .place, !outline.asksForThem, chance(outline.adverbs / 2) {
      found.append(.place(location(richness: outline.richness / 2)))
    }
    return found
  }
}

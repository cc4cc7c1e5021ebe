import Randomness

/// Draws the words of a sentence.
struct SceneWriter {
  var stream: RandomStream

  /// A sentence in both languages.
  struct Sentence {
    let english: [String]
    let german: [String]
  }

  mutating func chance(_ probability: Double) -> Bool { stream.uniform() < probability }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[stream.integer(below: elements.count)] }

  /// What a noun phrase is for, which decides what it may begin with.
  enum Role {
    case subject(isNegated: Bool)
    /// The pronoun is the subject's, for possessives.
    case object(of: Pronoun, isNegated: Bool)
    /// Behind `there is`.
    case introduced
    case place
    /// Behind `with`: one thing.
    case attribute
  }

  /// A noun phrase; `richness` is how likely an adjective is.
  mutating func nounPhrase(_ nounClass: NounClass, _ role: Role, richness: Double) -> NounPhrase {
    let noun = pick(Lexicon.nouns(nounClass))
    var number: GrammaticalNumber = !noun.isMass && chance(0.25) ? .plural : .singular
    var determiner: Determiner
    let draw = stream.uniform()
    switch role {
    case .subject(let isNegated):
      switch draw {
      case ..<0.5: determiner = .definite
      case ..<0.7: determiner = isNegated ? .definite : .indefinite
      case ..<0.75: determiner = .this
      case ..<0.79: determiner = .that
      case ..<0.83: determiner = isNegated ? .definite : .every
      case ..<0.86: determiner = isNegated ? .this : .no
      case ..<0.92: determiner = .possessive(pick([.firstSingular, .firstPlural]))
      default: determiner = isNegated ? .definite : .quantity(pick(Quantifier.all))
      }
    case .object(let pronoun, let isNegated):
      switch draw {
      case ..<0.4: determiner = .definite
      case ..<0.65: determiner = isNegated ? .negatedIndefinite : .indefinite
      case ..<0.82: determiner = .possessive(pronoun)
      case ..<0.87: determiner = .this
      case ..<0.9: determiner = .that
      default: determiner = isNegated ? .negatedIndefinite : .quantity(pick(Quantifier.all))
      }
    case .attribute:
      determiner = .indefinite
      number = .singular
    case .introduced: determiner = chance(0.75) ? .indefinite : .quantity(pick(Quantifier.all))
    case .place:
      determiner = chance(0.85) ? .definite : .indefinite
      if chance(0.8) { number = .singular }
    }
    switch determiner {
    case .every, .no: number = .singular
    case .quantity: if noun.isMass { determiner = .definite } else { number = .plural }
    default: break
    }
    return NounPhrase(
      determiner: determiner, number: number, adjectives: adjectives(for: nounClass, richness: richness), noun: noun,
      nounClass: nounClass)
  }

  /// None, one or two adjectives, of two the second a colour.
  private mutating func adjectives(for nounClass: NounClass, richness: Double) -> [Adjective] {
    guard chance(richness) else { return [] }
    let fitting = Lexicon.adjectives(for: nounClass)
    let first = pick(fitting)
    let domain = AdjectiveDomain(of: nounClass)
    let colours = Lexicon.colours.filter { $0.domain.contains(domain) }
    guard chance(0.15), !colours.isEmpty, !colours.contains(where: { $0.english == first.english }) else {
      return [first]
    }
    return [first, pick(colours)]
  }

  /// Where something is or happens.
  mutating func location(richness: Double) -> PrepositionalPhrase {
    if chance(0.35) {
      let nounClass: NounClass = chance(0.6) ? .fixture : .enclosure
      return PrepositionalPhrase(
        preposition: pick(Lexicon.relations), object: .phrase(nounPhrase(nounClass, .place, richness: richness)))
    }
    let nounClass = pick(Lexicon.places)
    return PrepositionalPhrase(
      preposition: Lexicon.location(in: nounClass), object: .phrase(nounPhrase(nounClass, .place, richness: richness)))
  }

  /// Where something moves.
  mutating func direction(richness: Double) -> PrepositionalPhrase {
    let direction = pick(Lexicon.directions)
    return PrepositionalPhrase(
      preposition: direction.preposition,
      object: .phrase(nounPhrase(pick(direction.places), .place, richness: richness)))
  }

  /// When it happens, if such an adverb is wanted.
  mutating func time(_ form: SentencePattern.Form) -> Adverbial {
    switch form {
    case .progressive: pick(Lexicon.presentTimes)
    case .habitual: pick(Lexicon.habitualTimes)
    case .past: pick(Lexicon.pastTimes)
    case .modal, .future: pick(Lexicon.futureTimes)
    }
  }
}

extension Clause {
  /// Where the finite verb stands in a German clause.
  enum GermanOrder {
    /// Behind the subject.
    case verbSecond
    /// Before the subject: in questions, and behind whatever else stands first.
    case verbFirst
    /// In the second of two clauses with the same subject.
    case withoutSubject
    /// At the end: in subordinate clauses.
    case verbFinal(withSubject: Bool)
    /// `eine Zeitung zu kaufen`.
    case infinitiveWithZu
  }

  /// The German words. In the middle of the clause stand pronouns, time, dative, agent, place, manner, accusative,
  /// `nicht` and what belongs closest to the verb, in this order.
  func german(_ order: GermanOrder) -> [String] {
    let middle = germanMiddle
    let (finite, rest) = germanVerb
    let subject = subject.german(.nominative)
    switch order {
    case .verbSecond: return subject + [finite] + middle + rest.separated
    case .verbFirst: return [finite] + subject + middle + rest.separated
    case .withoutSubject: return [finite] + middle + rest.separated
    case .verbFinal(let withSubject):
      let verb = rest.prefix.isEmpty ? rest.words + [finite] : [rest.prefix + finite]
      return (withSubject ? subject : []) + middle + verb
    case .infinitiveWithZu:
      guard case .active(let verb) = predicate else { preconditionFailure("only active clauses have a purpose") }
      return middle + verb.german.infinitiveWithZu
    }
  }

  private var germanMiddle: [String] {
    let ranked = complements.sorted { $0.germanRank < $1.germanRank }
    // An indefinite object is negated by `kein`, which is its determiner.
    let isNegatedByObject = complements.contains { complement in
      guard case .accusative(.phrase(let phrase)) = complement, case .negatedIndefinite = phrase.determiner else {
        return false
      }
      return true
    }
    let negation = isNegated && !isNegatedByObject ? ["nicht"] : []
    let before = ranked.filter { $0.germanRank < Complement.negationRank }.flatMap(\.german)
    let behind = ranked.filter { $0.germanRank > Complement.negationRank }.flatMap(\.german)
    return before + negation + behind
  }

  /// The verb's separable prefix; `entlang` is one too, of verbs that have no other.
  private func germanPrefix(of verb: GermanVerb) -> String {
    for case .prepositional(let phrase) in complements where phrase.preposition.isPostposition {
      return phrase.preposition.german
    }
    return verb.prefix
  }

  /// The finite verb, and what stands at the end of a main clause: infinitive and participle, or a separable prefix.
  private var germanVerb: (finite: String, rest: GermanVerbEnd) {
    let agreement = subject.agreement
    let haben = [Agreement.firstSingular: "habe", .thirdSingular: "hat", .plural: "haben"][agreement] ?? ""
    let sein = [Agreement.firstSingular: "bin", .thirdSingular: "ist", .plural: "sind"][agreement] ?? ""
    switch predicate {
    case .active(let verb), .existence(let verb):
      let german = verb.german
      let prefix = germanPrefix(of: german)
      let participle = prefix == german.prefix ? german.participle : prefix + german.participle
      switch form {
      case .progressive, .habitual: return (german.present(agreement), GermanVerbEnd(prefix: prefix))
      case .past: return (german.auxiliary == .haben ? haben : sein, GermanVerbEnd(words: [participle]))
      case .modal(let modal):
        return (modal.german(agreement), GermanVerbEnd(words: [prefix + german.infinitive]))
      }
    case .passive(let verb):
      let participle = verb.german.participle
      switch form {
      case .progressive, .habitual: return (Modal.will.german(agreement), GermanVerbEnd(words: [participle]))
      case .past: return (sein, GermanVerbEnd(words: [participle, "worden"]))
      case .modal(let modal): return (modal.german(agreement), GermanVerbEnd(words: [participle, "werden"]))
      }
    case .copula:
      switch form {
      case .progressive, .habitual: return (sein, GermanVerbEnd())
      case .past: return (agreement == .plural ? "waren" : "war", GermanVerbEnd())
      case .modal(let modal): return (modal.german(agreement), GermanVerbEnd(words: ["sein"]))
      }
    }
  }
}

/// What closes a German main clause: the infinite parts of the verb or its separable prefix.
private struct GermanVerbEnd {
  var words: [String] = []
  var prefix = ""

  var separated: [String] { prefix.isEmpty ? words : [prefix] }
}

extension Complement {
  /// `nicht` stands between the accusative and what belongs closest to the verb.
  fileprivate static let negationRank = 7

  fileprivate var germanRank: Int {
    switch self {
    case .accusative(let object) where object.isPronoun: 0
    case .dative(let object) where object.isPronoun: 1
    case .time, .frequency: 2
    case .dative: 3
    case .agent: 3
    case .place: 4
    case .manner: 5
    case .accusative: 6
    case .predicative, .prepositional: 8
    }
  }

  /// The German words.
  var german: [String] {
    switch self {
    case .dative(let object): object.german(.dative)
    case .accusative(let object): object.german(.accusative)
    case .predicative(let words), .manner(let words), .time(let words), .frequency(let words): [words.german]
    case .prepositional(let phrase), .agent(let phrase), .place(let phrase): phrase.german
    }
  }

  /// The English words of what can stand first in a sentence.
  var englishFront: [String] {
    switch self {
    case .place(let phrase): phrase.english
    case .time(let words): [words.english]
    default: preconditionFailure("only place and time stand first")
    }
  }
}

extension Clause {
  /// How an English clause is arranged.
  enum EnglishOrder {
    case statement
    case question
    /// For relative clauses of the subject, and the second of two clauses with the same subject.
    case withoutSubject
    /// `to buy a newspaper`.
    case infinitive
  }

  /// The English words: subject, verb, objects, manner, where to, place, time.
  func english(_ order: EnglishOrder) -> [String] {
    let adverbs = complements.compactMap { if case .frequency(let adverb) = $0 { adverb.english } else { nil } }
    let rest = englishComplements
    if case .existence = predicate {
      return ["there"] + englishVerb(needsAuxiliary: true).auxiliary + subject.english + rest
    }
    if order == .infinitive, case .active(let verb) = predicate {
      return ["to", verb.english.base] + englishParticle + rest
    }
    var (auxiliary, main) = englishVerb(needsAuxiliary: order == .question || isNegated)
    var words: [String] = []
    if order == .question {
      words = auxiliary + subject.english
      auxiliary = []
    } else if order == .statement {
      words = subject.english
    }
    words += auxiliary
    if isNegated {
      if words.last == "can" { words[words.count - 1] = "cannot" } else { words.append("not") }
    }
    main = adverbs + main
    return words + main + englishParticle + rest
  }

  /// The particle behind the verb.
  private var englishParticle: [String] {
    guard let particle = self.particle, !complements.contains(where: { isBeforeParticle($0) }) else { return [] }
    return [particle]
  }

  private var particle: String? {
    switch predicate {
    case .active(let verb), .passive(let verb): verb.english.particle.isEmpty ? nil : verb.english.particle
    case .copula, .existence: nil
    }
  }

  /// Whether it is a pronoun that stands between verb and particle, as in `pick it up`, but `look at it`.
  private func isBeforeParticle(_ complement: Complement) -> Bool {
    guard case .accusative(let object) = complement, let particle = self.particle else { return false }
    return object.isPronoun && !["at", "for"].contains(particle)
  }

  private var englishComplements: [String] {
    complements.sorted { $0.englishRank < $1.englishRank }.flatMap { complement -> [String] in
      switch complement {
      case .dative(let object): return object.englishObject
      case .accusative(let object):
        guard isBeforeParticle(complement), let particle = self.particle else { return object.englishObject }
        return object.englishObject + [particle]
      case .predicative(let words), .manner(let words), .time(let words): return [words.english]
      case .prepositional(let phrase), .agent(let phrase), .place(let phrase): return phrase.english
      case .frequency: return []
      }
    }
  }

  /// The auxiliary, if there is one or one is needed, and the rest of the verb.
  private func englishVerb(needsAuxiliary: Bool) -> (auxiliary: [String], main: [String]) {
    let agreement = subject.agreement
    let isBe = [Agreement.firstSingular: "am", .thirdSingular: "is", .plural: "are"][agreement] ?? ""
    let was = agreement == .plural ? "were" : "was"
    let does = agreement == .thirdSingular ? "does" : "do"
    let (base, progressive, participle): (String, String, [String]) =
      switch predicate {
      case .active(let verb): (verb.english.base, verb.english.progressive, [])
      case .passive(let verb): ("be", "being", [verb.english.participle])
      case .copula, .existence: ("be", "", [])
      }
    if case .modal(let modal) = form {
      guard modal.isFullVerb else { return ([modal.english], [base] + participle) }
      if needsAuxiliary { return ([does], [modal.english, base] + participle) }
      return ([], [agreement == .thirdSingular ? "wants to" : modal.english, base] + participle)
    }
    guard case .active(let verb) = predicate else {
      switch form {
      case .past: return ([was], participle)
      case .progressive: return ([isBe], (progressive.isEmpty ? [] : [progressive]) + participle)
      case .habitual, .modal: return ([isBe], participle)
      }
    }
    switch form {
    case .past: return needsAuxiliary ? (["did"], [base]) : ([], [verb.english.past])
    case .progressive where !verb.isStative: return ([isBe], [progressive])
    case .progressive, .habitual, .modal:
      return needsAuxiliary ? ([does], [base]) : ([], [verb.english.present(agreement)])
    }
  }
}

extension Complement {
  fileprivate var englishRank: Int {
    switch self {
    case .dative: 0
    case .accusative: 1
    case .predicative: 2
    case .manner: 3
    case .prepositional, .agent: 4
    case .place: 5
    case .time, .frequency: 6
    }
  }
}

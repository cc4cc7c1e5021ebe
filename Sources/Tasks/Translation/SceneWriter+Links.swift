extension SceneWriter {
  /// The pattern's clause, joined with what its link asks for.
  mutating func linked(_ clause: Clause, _ nounClass: NounClass, _ pattern: SentencePattern) -> Sentence {
    switch pattern.link {
    case .none: return simple(clause, pattern)
    case .subordinate(let conjunction, let frame):
      let words = subordinate(conjunction, frame, after: clause, nounClass, pattern)
      return Sentence(
        english: clause.english(.statement) + words.english + ["."],
        german: clause.german(.verbSecond) + [","] + words.german + ["."])
    case .subordinateFirst(let conjunction, let frame):
      let words = subordinate(conjunction, frame, after: nil, nounClass, pattern)
      return Sentence(
        english: words.english + [","] + clause.english(.statement) + ["."],
        german: words.german + [","] + clause.german(.verbFirst) + ["."])
    case .purpose(let frame):
      let outline = ClauseOutline(frame: frame, form: .progressive, richness: 0.4, adverbs: 0)
      let purpose = self.clause(outline, about: clause.subject, of: nounClass)
      return Sentence(
        english: clause.english(.statement) + purpose.english(.infinitive) + ["."],
        german: clause.german(.verbSecond) + [",", "um"] + purpose.german(.infinitiveWithZu) + ["."])
    case .sameObject: return sameObject(clause, pattern)
    case .and(let frame), .but(let frame):
      let second = secondClause(frame, pattern.form)
      let isContrast = pattern.link == .but(frame)
      return Sentence(
        english: clause.english(.statement) + (isContrast ? [",", "but"] : ["and"]) + second.english(.statement) + [
          "."
        ],
        german: clause.german(.verbSecond) + (isContrast ? [",", "aber"] : ["und"]) + second.german(.verbSecond)
          + ["."])
    case .reported: return said(clause, with: Lexicon.reportingVerbs, Adverbial("that", "dass"))
    case .asked: return said(clause, with: Lexicon.askingVerbs, Adverbial("whether", "ob"))
    }
  }

  /// One clause, with its front.
  private func simple(_ clause: Clause, _ pattern: SentencePattern) -> Sentence {
    var clause = clause
    let index = clause.complements.firstIndex { complement in
      switch (complement, pattern.front) {
      case (.time, .time), (.place, .place): true
      default: false
      }
    }
    guard let index else {
      return Sentence(english: clause.english(.statement) + ["."], german: clause.german(.verbSecond) + ["."])
    }
    let front = clause.complements.remove(at: index)
    return Sentence(
      english: front.englishFront + [","] + clause.english(.statement) + ["."],
      german: front.german + clause.german(.verbFirst) + ["."])
  }

  /// A conjunction with its clause, which goes on about the same subject or about another.
  private mutating func subordinate(
    _ conjunction: SentencePattern.Conjunction, _ frame: SentencePattern.Frame, after clause: Clause?,
    _ nounClass: NounClass, _ pattern: SentencePattern
  ) -> Sentence {
    let form: SentencePattern.Form =
      switch pattern.form {
      case .modal, .future: .habitual
      case .progressive where conjunction == .until: .habitual
      default: pattern.form
      }
    let outline = ClauseOutline(frame: frame, form: form, richness: 0.3, adverbs: 0.1)
    let second: Clause
    if let clause, hasVerb(frame, by: nounClass), chance(0.5) {
      second = self.clause(outline, about: .pronoun(clause.subject.pronounAgain), of: nounClass)
    } else {
      second = secondClause(frame, form)
    }
    return Sentence(
      english: [conjunction.english] + second.english(.statement),
      german: [conjunction.german(form)] + second.german(.verbFinal(withSubject: true)))
  }

  /// A clause with a subject of its own.
  private mutating func secondClause(_ frame: SentencePattern.Frame, _ form: SentencePattern.Form) -> Clause {
    let outline = ClauseOutline(frame: frame, form: form, richness: 0.3, adverbs: 0.1)
    let nounClass: NounClass =
      switch frame {
      case .passive, .quality, .comparison: pick(NounClass.allCases.filter { hasVerb(frame, by: $0) })
      default: pick(verb(frame).subjects)
      }
    let subject = nounPhrase(nounClass, .subject(isNegated: false), richness: outline.richness)
    return clause(outline, about: .phrase(subject), of: nounClass)
  }

  /// `The woman is buying a newspaper and is reading it.`
  private mutating func sameObject(_ clause: Clause, _ pattern: SentencePattern) -> Sentence {
    guard case .active(let verb) = clause.predicate,
      case .accusative(.phrase(let object)) = clause.complements.first(where: \.isAccusative)
    else { preconditionFailure("the clause has no accusative object to go on about") }
    let fitting = Lexicon.transitiveVerbs.filter { other in
      other.objects.contains(object.nounClass) && other.subjects.contains(.person) && !other.isStative
        && other.german.infinitive != verb.german.infinitive
    }
    let second = Clause(
      subject: clause.subject, predicate: .active(pick(fitting)), form: clause.form,
      complements: [.accusative(.pronoun(object.pronoun))])
    return Sentence(
      english: clause.english(.statement) + ["and"] + second.english(.withoutSubject) + ["."],
      german: clause.german(.verbSecond) + ["und"] + second.german(.withoutSubject) + ["."])
  }

  /// `The woman says that …`, `Die Frau sagt, dass …`.
  private mutating func said(_ clause: Clause, with verbs: [Verb], _ conjunction: Adverbial) -> Sentence {
    let speaker = nounPhrase(.person, .subject(isNegated: false), richness: 0.3)
    let saying = Clause(
      subject: .phrase(speaker), predicate: .active(pick(verbs)), form: chance(0.7) ? .progressive : .past,
      complements: [])
    return Sentence(
      english: saying.english(.statement) + [conjunction.english] + clause.english(.statement) + ["."],
      german: saying.german(.verbSecond) + [",", conjunction.german]
        + clause.german(.verbFinal(withSubject: true)) + ["."])
  }
}

extension Complement {
  fileprivate var isAccusative: Bool {
    if case .accusative = self { true } else { false }
  }
}

/// The forms of an English verb.
struct EnglishVerb: Sendable {
  let base: String
  let third: String
  let progressive: String
  let past: String
  let participle: String
  /// `off` in `get off`; empty for none.
  let particle: String

  /// Takes the forms from a table's line: base, third person, -ing, past and, where it differs, participle.
  init(_ forms: String, particle: String) {
    let words = forms.split(separator: " ").map(String.init)
    precondition(words.count == 4 || words.count == 5, "\(forms): an English verb has four or five forms")
    base = words[0]
    third = words[1]
    progressive = words[2]
    past = words[3]
    participle = words[words.count - 1]
    self.particle = particle
  }

  func present(_ agreement: Agreement) -> String {
    agreement == .thirdSingular ? third : base
  }
}

/// The forms of a German verb.
struct GermanVerb: Sendable {
  /// The verb that the perfect is made with.
  enum Auxiliary: Sendable {
    case haben
    case sein
  }

  /// What is separated in a main clause: `ein` in `einsteigen`; empty for none.
  let prefix: String
  /// The infinitive without prefix, which is also the plural.
  let infinitive: String
  let third: String
  let participle: String
  let auxiliary: Auxiliary

  /// Takes the forms from a table's line: infinitive, third person singular and participle, as in
  /// `ein|steigen steigt eingestiegen`.
  init(_ forms: String, _ auxiliary: Auxiliary) {
    let words = forms.split(separator: " ").map(String.init)
    precondition(words.count == 3, "\(forms): a German verb has three forms")
    let parts = words[0].split(separator: "|").map(String.init)
    prefix = parts.count == 2 ? parts[0] : ""
    infinitive = parts[parts.count - 1]
    third = words[1]
    participle = words[2]
    self.auxiliary = auxiliary
  }

  func present(_ agreement: Agreement) -> String {
    switch agreement {
    case .thirdSingular: third
    case .plural: infinitive
    // `ich weiß` is like `er weiß`.
    case .firstSingular where !third.hasSuffix("t"): third
    case .firstSingular:
      if infinitive.hasSuffix("eln") {
        infinitive.dropLast(3) + "le"
      } else if infinitive.hasSuffix("en") {
        String(infinitive.dropLast(1))
      } else {
        infinitive.dropLast(1) + "e"
      }
    }
  }

  /// `anzuhalten`, but `zu überqueren`.
  var infinitiveWithZu: [String] {
    prefix.isEmpty ? ["zu", infinitive] : [prefix + "zu" + infinitive]
  }
}

/// A verb in both languages, with what may stand around it.
struct Verb: Sendable {
  let english: EnglishVerb
  let german: GermanVerb
  let subjects: [NounClass]
  let objects: [NounClass]
  /// The preposition that the verb asks for: `wait for`, `warten auf`.
  let preposition: Preposition?
  /// `see` and `need` have no progressive.
  let isStative: Bool

  init(
    _ english: String, particle: String = "", _ german: String, _ auxiliary: GermanVerb.Auxiliary = .haben,
    by subjects: [NounClass] = [.person], of objects: [NounClass] = [], preposition: Preposition? = nil,
    isStative: Bool = false
  ) {
    self.english = EnglishVerb(english, particle: particle)
    self.german = GermanVerb(german, auxiliary)
    self.subjects = subjects
    self.objects = objects
    self.preposition = preposition
    self.isStative = isStative
  }
}

/// A modal verb, or the future, in both languages.
struct Modal: Sendable {
  /// The English word, or `want to`, which agrees and is negated like a full verb.
  let english: String
  let germanSingular: String
  let germanPlural: String

  var isFullVerb: Bool { english == "want to" }

  static let all = [
    Modal(english: "can", germanSingular: "kann", germanPlural: "können"),
    Modal(english: "may", germanSingular: "darf", germanPlural: "dürfen"),
    Modal(english: "should", germanSingular: "soll", germanPlural: "sollen"),
    Modal(english: "want to", germanSingular: "will", germanPlural: "wollen"),
  ]

  static let will = Modal(english: "will", germanSingular: "wird", germanPlural: "werden")

  func german(_ agreement: Agreement) -> String {
    switch agreement {
    case .plural: germanPlural
    case .thirdSingular: germanSingular
    case .firstSingular: self.english == Modal.will.english ? "werde" : germanSingular
    }
  }
}

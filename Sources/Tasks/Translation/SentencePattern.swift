/// A template of the street scenes: what kinds of clauses a sentence is made of and how they are arranged. Words,
/// numbers, adjectives, and adverbs of time, place and manner are drawn.
///
/// Everything in a pattern shows in the sentence, so that sentences of different patterns differ.
struct SentencePattern: Hashable, Sendable {
  /// What stands with the verb.
  enum Frame: Hashable, Sendable {
    case intransitive
    case transitive
    case dative
    case ditransitive
    case prepositional
    case motion
    case position
    case passive
    /// `is very old`.
    case quality
    /// `is older than`, `is as old as`.
    case comparison
    /// `there is`.
    case existence
  }

  /// Tense and modality.
  enum Form: Hashable, Sendable {
    case progressive
    case habitual
    case past
    case modal
    case future
  }

  /// What stands first.
  enum Front: Hashable, Sendable {
    case subject
    case time
    case place
  }

  /// How the subject looks.
  enum Subject: Hashable, Sendable {
    case plain
    case pronoun
    /// `the man with the hat`.
    case attributed
    /// `the man who is waiting`.
    case relative(Frame)
    /// `the bag that the man is carrying`.
    case relativeOfObject
  }

  enum Mood: Hashable, Sendable {
    case statement
    case question
    /// With `where`, `why` or `when`.
    case openQuestion
  }

  enum Conjunction: Hashable, Sendable {
    case because
    case although
    case `while`
    /// German `wenn` for what happens again and again, `als` for what happened once.
    case when
    case `if`
    case before
    case until
  }

  /// A second clause.
  enum Link: Hashable, Sendable {
    case none
    case subordinate(Conjunction, Frame)
    /// The subordinate clause stands first.
    case subordinateFirst(Conjunction, Frame)
    /// `to buy a newspaper`.
    case purpose(Frame)
    /// `and is reading it`: the same subject and object.
    case sameObject
    case and(Frame)
    case but(Frame)
    /// The pattern's own clause is what somebody says.
    case reported
    /// The pattern's own clause is what somebody asks.
    case asked
  }

  let frame: Frame
  let form: Form
  let front: Front
  let subject: Subject
  let isNegated: Bool
  let mood: Mood
  let link: Link

  init(
    _ frame: Frame, _ form: Form, front: Front = .subject, subject: Subject = .plain, isNegated: Bool = false,
    mood: Mood = .statement, link: Link = .none
  ) {
    self.frame = frame
    self.form = form
    self.front = front
    self.subject = subject
    self.isNegated = isNegated
    self.mood = mood
    self.link = link
  }
}

extension SentencePattern.Conjunction {
  var english: String {
    switch self {
    case .because: "because"
    case .although: "although"
    case .while: "while"
    case .when: "when"
    case .if: "if"
    case .before: "before"
    case .until: "until"
    }
  }

  func german(_ form: SentencePattern.Form) -> String {
    switch self {
    case .because: "weil"
    case .although: "obwohl"
    case .while: "während"
    case .when: form == .past ? "als" : "wenn"
    case .if: "falls"
    case .before: "bevor"
    case .until: "bis"
    }
  }
}

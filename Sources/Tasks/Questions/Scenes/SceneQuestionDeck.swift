import Randomness

/// A question in one wording with one of its answers.
package struct SceneQuestionCard: Sendable {
  let question: SceneQuestion
  /// What is asked.
  package let text: String
  /// The answer that the scene must give.
  package let answer: String

  /// What the question aims at.
  package var kind: SceneQuestionKind { question.kind }
}

/// Every card of a kind, dealt round after round: a round has each card once, in an order of its own. So each question
/// text meets each of its answers equally often, up to the unfinished round, and nothing can be learned from the
/// question alone.
struct SceneQuestionDeck: Sendable {
  private let cards: [SceneQuestionCard]

  private init(_ kind: SceneQuestionKind) {
    cards = SceneQuestion.all(of: kind).flatMap { question in
      question.wordings.flatMap { text in
        kind.answers.map { SceneQuestionCard(question: question, text: text, answer: $0) }
      }
    }
  }

  /// The card at a place: in round r, place i deals the card (a·i + b) mod n, with b and an a without common divisor
  /// with n drawn for the round.
  func card(_ place: Int, seed: UInt64, purpose: String) -> SceneQuestionCard {
    var stream = RandomStream(seed: seed, purpose: purpose, slot: place / cards.count)
    var step = 0
    repeat {
      step = 1 + stream.integer(below: cards.count)
    } while greatestCommonDivisor(step, cards.count) != 1
    let start = stream.integer(below: cards.count)
    return cards[(step * (place % cards.count) + start) % cards.count]
  }

  /// The deck of a kind.
  static func of(_ kind: SceneQuestionKind) -> SceneQuestionDeck {
    switch kind {
    case .colour: colour
    case .shape: shape
    case .count: count
    case .position: position
    case .relation: relation
    case .comparison: comparison
    }
  }

  private static let colour = SceneQuestionDeck(.colour)
  private static let shape = SceneQuestionDeck(.shape)
  private static let count = SceneQuestionDeck(.count)
  private static let position = SceneQuestionDeck(.position)
  private static let relation = SceneQuestionDeck(.relation)
  private static let comparison = SceneQuestionDeck(.comparison)
}

/// The largest number that divides both (Euclid).
private func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
  second == 0 ? first : greatestCommonDivisor(second, first % second)
}

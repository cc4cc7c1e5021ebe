import Tasks
import Testing

/// The answers of drawn scenes against answers that are worked out here from the words of the question.
@Suite struct SceneAnswersTests {
  private let shapes = SceneShape.allCases.map(\.rawValue)

  /// The objects that a phrase means: `circle`, `circles`, `crosses`, `red object`, `red objects`.
  private func meant(_ phrase: String, _ objects: [SceneObject]) -> [SceneObject] {
    let first = phrase.split(separator: " ").first.map(String.init) ?? ""
    return objects.filter { object in
      first == object.colour.rawValue || [first, "\(first)s", "\(first)es"].contains(object.shape.rawValue)
        || ["\(object.shape.rawValue)s", "\(object.shape.rawValue)es"].contains(first)
    }
  }

  private func isInDirection(_ word: String, _ object: SceneObject, of other: SceneObject) -> Bool {
    switch word {
    case "left": object.x < other.x
    case "right": object.x > other.x
    case "above": object.y < other.y
    default: object.y > other.y
    }
  }

  @Test("900 scenes give the answers that their questions, taken word by word, ask for")
  func answers() throws {
    let set = SceneQuestions()
    for index in 0..<900 {
      let scene = try set.scene(index, of: .test)
      #expect(try expected(scene) == scene.answer, "\(scene.question) \(scene.objects)")
    }
  }

  private func expected(_ scene: AskedScene) throws -> String {
    let question = String(scene.question.dropLast())
    let objects = scene.objects
    if let match = question.wholeMatch(of: /(Is|Does) the (.+?)( lie)? (left|right|above|below)( of)? the (.+)/) {
      let first = try #require(meant(String(match.2), objects).first)
      let second = try #require(meant(String(match.6), objects).first)
      return isInDirection(String(match.4), first, of: second) ? "yes" : "no"
    }
    if let match = question.wholeMatch(of: /Are there (more|fewer) (.+) than (.+)/) {
      let counts = [meant(String(match.2), objects).count, meant(String(match.3), objects).count]
      return (match.1 == "more" ? counts[0] > counts[1] : counts[0] < counts[1]) ? "yes" : "no"
    }
    if let match = question.wholeMatch(of: /Is the (.+) (bigger|smaller) than the (.+)/) {
      let first = try #require(meant(String(match.1), objects).first)
      let second = try #require(meant(String(match.3), objects).first)
      return (match.2 == "bigger") == (first.radius > second.radius) ? "yes" : "no"
    }
    if let match = question.wholeMatch(
      of: /What (colour|shape) is( the object)? (left|right|above|below)( of)? the (.+)/)
    {
      let origin = try #require(meant(String(match.5), objects).first)
      let found = objects.filter { $0 != origin && isInDirection(String(match.3), $0, of: origin) }
      #expect(found.count == 1)
      return try #require(match.1 == "colour" ? found.first?.colour.rawValue : found.first?.shape.rawValue)
    }
    if let match = question.wholeMatch(of: /(How many|What is the number of) (.+?)( are there| can you see)?/) {
      return String(meant(String(match.2), objects).count)
    }
    let names = question.split(separator: " ").map(String.init).filter { word in
      shapes.contains(word) || SceneColour(rawValue: word) != nil
    }
    let found = meant(try #require(names.first), objects)
    #expect(names.count == 1 && found.count == 1)
    let object = try #require(found.first)
    switch scene.kind {
    case .colour: return object.colour.rawValue
    case .shape: return object.shape.rawValue
    default:
      let (x, y) = (object.x - 20, object.y - 20)
      return abs(x) > abs(y) ? (x < 0 ? "left" : "right") : (y < 0 ? "top" : "bottom")
    }
  }
}

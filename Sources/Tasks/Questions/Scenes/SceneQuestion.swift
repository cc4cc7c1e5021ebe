/// What a question about a scene aims at.
public enum SceneQuestionKind: String, Codable, Sendable, CaseIterable {
  /// The colour of an object: six answers.
  case colour
  /// The shape of an object: six answers.
  case shape
  /// How many objects of a shape or a colour: 0 to 4.
  case count
  /// Where in the picture an object lies: left, right, top or bottom.
  case position
  /// Whether an object lies left of, right of, above or below another: yes or no.
  case relation
  /// Whether there are more of one than of another, or whether one is bigger: yes or no.
  case comparison

  /// The possible answers, equally frequent for every question of this kind.
  public var answers: [String] {
    switch self {
    case .colour: SceneColour.allCases.map(\.rawValue)
    case .shape: SceneShape.allCases.map(\.rawValue)
    case .count: (0...SceneQuestion.mostObjects).map(String.init)
    case .position: ["left", "right", "top", "bottom"]
    case .relation, .comparison: ["yes", "no"]
    }
  }
}

/// What a question calls an object, or several.
enum SceneReference: Hashable, Sendable {
  case shape(SceneShape)
  case colour(SceneColour)

  /// Whether an object is meant.
  func fits(_ object: SceneObject) -> Bool {
    switch self {
    case .shape(let shape): object.shape == shape
    case .colour(let colour): object.colour == colour
    }
  }

  var singular: String {
    switch self {
    case .shape(let shape): shape.rawValue
    case .colour(let colour): "\(colour.rawValue) object"
    }
  }

  var plural: String {
    switch self {
    case .shape(.cross): "crosses"
    case .shape, .colour: singular + "s"
    }
  }

  static let shapes = SceneShape.allCases.map(SceneReference.shape)
  static let colours = SceneColour.allCases.map(SceneReference.colour)
}

/// The direction from one object to another.
enum SceneDirection: String, Sendable, CaseIterable {
  case left = "left of"
  case right = "right of"
  case above
  case below

  /// How far `object` lies in this direction from `other`, centre to centre in pixels; negative on the other side.
  func distance(of object: SceneObject, from other: SceneObject) -> Double {
    switch self {
    case .left: other.x - object.x
    case .right: object.x - other.x
    case .above: other.y - object.y
    case .below: object.y - other.y
    }
  }
}

/// What is asked about a scene.
enum SceneQuestion: Hashable, Sendable {
  case colour(SceneShape)
  case shape(SceneColour)
  case colourBeside(SceneDirection, SceneShape)
  case shapeBeside(SceneDirection, SceneColour)
  case count(SceneReference)
  case position(SceneReference)
  case relation(SceneReference, SceneDirection, SceneReference)
  case more(SceneReference, than: SceneReference)
  case fewer(SceneReference, than: SceneReference)
  case bigger(SceneReference, than: SceneReference)
  case smaller(SceneReference, than: SceneReference)

  /// The most objects in a scene.
  static let mostObjects = 4

  var kind: SceneQuestionKind {
    switch self {
    case .colour, .colourBeside: .colour
    case .shape, .shapeBeside: .shape
    case .count: .count
    case .position: .position
    case .relation: .relation
    case .more, .fewer, .bigger, .smaller: .comparison
    }
  }

  /// The ways to ask it.
  var wordings: [String] {
    switch self {
    case .colour(let shape):
      [
        "What colour is the \(shape)?", "What color is the \(shape)?", "Which colour does the \(shape) have?",
        "What is the colour of the \(shape)?",
      ]
    case .shape(let colour):
      [
        "Which shape is \(colour)?", "What shape is the \(colour) object?", "What is the \(colour) object?",
        "Which shape does the \(colour) object have?",
      ]
    case .colourBeside(let direction, let shape): ["What colour is the object \(direction.rawValue) the \(shape)?"]
    case .shapeBeside(let direction, let colour): ["What shape is \(direction.rawValue) the \(colour) object?"]
    case .count(let reference):
      [
        "How many \(reference.plural) are there?", "How many \(reference.plural) can you see?",
        "What is the number of \(reference.plural)?",
      ]
    case .position(let reference):
      [
        "Where is the \(reference.singular)?", "In which part of the picture is the \(reference.singular)?",
        "Where does the \(reference.singular) lie?",
      ]
    case .relation(let first, let direction, let second):
      [
        "Is the \(first.singular) \(direction.rawValue) the \(second.singular)?",
        "Does the \(first.singular) lie \(direction.rawValue) the \(second.singular)?",
      ]
    case .more(let first, let second): ["Are there more \(first.plural) than \(second.plural)?"]
    case .fewer(let first, let second): ["Are there fewer \(first.plural) than \(second.plural)?"]
    case .bigger(let first, let second): ["Is the \(first.singular) bigger than the \(second.singular)?"]
    case .smaller(let first, let second): ["Is the \(first.singular) smaller than the \(second.singular)?"]
    }
  }

  /// Every question of a kind.
  static func all(of kind: SceneQuestionKind) -> [SceneQuestion] {
    let references = SceneReference.shapes + SceneReference.colours
    let pairs = [SceneReference.shapes, SceneReference.colours].flatMap { group in
      group.flatMap { first in group.compactMap { $0 == first ? nil : (first, $0) } }
    }
    let directions = SceneDirection.allCases
    switch kind {
    case .colour:
      return SceneShape.allCases.map(SceneQuestion.colour)
        + SceneShape.allCases.flatMap { shape in directions.map { .colourBeside($0, shape) } }
    case .shape:
      return SceneColour.allCases.map(SceneQuestion.shape)
        + SceneColour.allCases.flatMap { colour in directions.map { .shapeBeside($0, colour) } }
    case .count: return references.map(SceneQuestion.count)
    case .position: return references.map(SceneQuestion.position)
    case .relation: return pairs.flatMap { first, second in directions.map { .relation(first, $0, second) } }
    case .comparison:
      return pairs.flatMap { first, second in
        [
          .more(first, than: second), .fewer(first, than: second), .bigger(first, than: second),
          .smaller(first, than: second),
        ]
      }
    }
  }
}

import Randomness

extension SceneQuestion {
  /// Draws one to ``mostObjects`` shapes with colours, those that the question speaks of first, for which the answer can
  /// hold; places and sizes decide whether it does.
  func drawAppearances(answer: String, _ stream: inout RandomStream) -> [SceneAppearance] {
    let most = SceneQuestion.mostObjects
    switch self {
    case .colour(let shape), .position(.shape(let shape)):
      return filled([.shape(shape)], upTo: stream.integer(from: 1, to: most), &stream)
    case .shape(let colour), .position(.colour(let colour)):
      return filled([.colour(colour)], upTo: stream.integer(from: 1, to: most), &stream)
    case .colourBeside(_, let shape):
      return filled([.shape(shape)], upTo: stream.integer(from: 2, to: most), &stream)
    case .shapeBeside(_, let colour):
      return filled([.colour(colour)], upTo: stream.integer(from: 2, to: most), &stream)
    case .count(let reference):
      let count = Int(answer) ?? 0
      let meant = [SceneReference](repeating: reference, count: count)
      return filled(meant, upTo: stream.integer(from: max(1, count), to: most), &stream)
    case .relation(let first, _, let second), .bigger(let first, let second), .smaller(let first, let second):
      return filled([first, second], upTo: stream.integer(from: 2, to: most), &stream)
    case .more(let first, let second), .fewer(let first, let second):
      let total = stream.integer(from: 1, to: most)
      let share = stream.integer(from: 0, to: total)
      let meant =
        [SceneReference](repeating: first, count: share) + [SceneReference](repeating: second, count: total - share)
      return filled(meant, upTo: stream.integer(from: total, to: most), &stream)
    }
  }

  /// What the question speaks of; other objects of a scene must not fit these.
  private var references: [SceneReference] {
    switch self {
    case .colour(let shape), .colourBeside(_, let shape): [.shape(shape)]
    case .shape(let colour), .shapeBeside(_, let colour): [.colour(colour)]
    case .count(let reference), .position(let reference): [reference]
    case .relation(let first, _, let second), .more(let first, let second), .fewer(let first, let second),
      .bigger(let first, let second), .smaller(let first, let second):
      [first, second]
    }
  }

  /// An appearance for each that is meant, then others up to a count.
  private func filled(
    _ meant: [SceneReference], upTo count: Int, _ stream: inout RandomStream
  ) -> [SceneAppearance] {
    var appearances = meant.map { reference in
      switch reference {
      case .shape(let shape): SceneAppearance(shape: shape, colour: stream.element(of: SceneColour.allCases))
      case .colour(let colour): SceneAppearance(shape: stream.element(of: SceneShape.allCases), colour: colour)
      }
    }
    let excluded = references
    let shapes = SceneShape.allCases.filter { !excluded.contains(.shape($0)) }
    let colours = SceneColour.allCases.filter { !excluded.contains(.colour($0)) }
    while appearances.count < count {
      appearances.append(SceneAppearance(shape: stream.element(of: shapes), colour: stream.element(of: colours)))
    }
    return appearances
  }

  /// Whether the first two objects are compared in size.
  var comparesSizes: Bool {
    switch self {
    case .bigger, .smaller: true
    default: false
    }
  }
}

/// A shape and a colour.
struct SceneAppearance {
  let shape: SceneShape
  let colour: SceneColour
}

extension RandomStream {
  /// A uniform integer between two bounds, both possible.
  fileprivate mutating func integer(from least: Int, to most: Int) -> Int { least + integer(below: most - least + 1) }

  /// An element, each as likely.
  fileprivate mutating func element<Element>(of elements: [Element]) -> Element {
    elements[integer(below: elements.count)]
  }
}

extension SceneQuestion {
  /// How far two objects must be apart along an axis, in pixels, so that one is clearly left of, or above, the other.
  private static let clearDistance = 6.0
  /// How far an object must lie from the picture's centre, in pixels, so that it is clearly at one side.
  private static let clearOffset = 7.0
  /// By which factor two objects must differ, in radius and in the root of their area, so that one is clearly bigger.
  private static let clearRatio = 1.1

  /// The answer that a scene gives; nothing when the question does not fit the scene, or when not everyone would give
  /// the same answer.
  func answer(in objects: [SceneObject]) -> String? {
    switch self {
    case .colour(let shape): SceneQuestion.only(.shape(shape), objects)?.colour.rawValue
    case .shape(let colour): SceneQuestion.only(.colour(colour), objects)?.shape.rawValue
    case .colourBeside(let direction, let shape):
      SceneQuestion.only(direction, from: .shape(shape), objects)?.colour.rawValue
    case .shapeBeside(let direction, let colour):
      SceneQuestion.only(direction, from: .colour(colour), objects)?.shape.rawValue
    case .count(let reference): String(objects.count(where: reference.fits))
    case .position(let reference): SceneQuestion.only(reference, objects).flatMap(SceneQuestion.side)
    case .relation(let first, let direction, let second):
      SceneQuestion.pair(first, second, objects).flatMap { first, second in
        let distance = direction.distance(of: first, from: second)
        return abs(distance) < SceneQuestion.clearDistance ? nil : SceneQuestion.word(distance > 0)
      }
    case .more(let first, let second): SceneQuestion.isMore(first, than: second, objects).map(SceneQuestion.word)
    case .fewer(let first, let second): SceneQuestion.isMore(second, than: first, objects).map(SceneQuestion.word)
    case .bigger(let first, let second): SceneQuestion.isBigger(first, than: second, objects).map(SceneQuestion.word)
    case .smaller(let first, let second): SceneQuestion.isBigger(second, than: first, objects).map(SceneQuestion.word)
    }
  }

  private static func word(_ isTrue: Bool) -> String { isTrue ? "yes" : "no" }

  /// The one object that is meant.
  private static func only(_ reference: SceneReference, _ objects: [SceneObject]) -> SceneObject? {
    let meant = objects.filter(reference.fits)
    return meant.count == 1 ? meant[0] : nil
  }

  private static func pair(
    _ first: SceneReference, _ second: SceneReference, _ objects: [SceneObject]
  ) -> (SceneObject, SceneObject)? {
    guard let first = only(first, objects), let second = only(second, objects) else { return nil }
    return (first, second)
  }

  /// The one object in a direction from the one that is meant, all others being clearly on one side or the other.
  private static func only(
    _ direction: SceneDirection, from reference: SceneReference, _ objects: [SceneObject]
  ) -> SceneObject? {
    guard let origin = only(reference, objects) else { return nil }
    var found: [SceneObject] = []
    for object in objects where !reference.fits(object) {
      let distance = direction.distance(of: object, from: origin)
      if abs(distance) < clearDistance { return nil }
      if distance > 0 { found.append(object) }
    }
    return found.count == 1 ? found[0] : nil
  }

  /// The side of the picture at which an object lies: its offset from the centre is at least ``clearOffset`` along one
  /// axis and at most half as much along the other.
  private static func side(_ object: SceneObject) -> String? {
    let x = object.x - Double(AskedScene.side) / 2
    let y = object.y - Double(AskedScene.side) / 2
    if abs(x) >= clearOffset && abs(y) <= abs(x) / 2 { return x < 0 ? "left" : "right" }
    if abs(y) >= clearOffset && abs(x) <= abs(y) / 2 { return y < 0 ? "top" : "bottom" }
    return nil
  }

  /// Whether there are more of one than of the other; at least one of either must be there.
  private static func isMore(
    _ first: SceneReference, than second: SceneReference, _ objects: [SceneObject]
  ) -> Bool? {
    let counts = (objects.count(where: first.fits), objects.count(where: second.fits))
    return counts == (0, 0) ? nil : counts.0 > counts.1
  }

  private static func isBigger(
    _ first: SceneReference, than second: SceneReference, _ objects: [SceneObject]
  ) -> Bool? {
    guard let (first, second) = pair(first, second, objects) else { return nil }
    let ratios = [first.radius / second.radius, first.areaRoot / second.areaRoot]
    if ratios.allSatisfy({ $0 >= clearRatio }) { return true }
    if ratios.allSatisfy({ $0 <= 1 / clearRatio }) { return false }
    return nil
  }
}

extension SceneObject {
  /// The root of the area within the outline, holes included, in pixels: radius times that of the unit shape.
  fileprivate var areaRoot: Double {
    switch shape {
    case .circle: 1.684 * radius
    case .square: 1.640 * radius
    case .triangle: 1.254 * radius
    case .diamond: 1.168 * radius
    case .ring: 1.737 * radius
    case .cross: 1.428 * radius
    }
  }
}

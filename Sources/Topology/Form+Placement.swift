import Quantities
import Radio

extension Form where Value == Placement {
  /// A point, or a disc around the base station.
  static var placement: Form {
    let expected = "a point `{ x: 40 m, y: 10 m }` or a disc `{ from: 10 m, to: 150 m }`"
    return Form(
      expected: expected,
      read: { field, current, log in
        guard case .mapping(let pairs) = field.node.content else {
          log.add(field, expected: expected)
          return nil
        }
        if pairs.contains(where: { $0.key == "x" || $0.key == "y" }) {
          guard let point = Schema.point.read(field, over: Position(x: Metres(0), y: Metres(0)), log: log) else {
            return nil
          }
          return .fixed(point)
        }
        var disc = Disc(minimum: Metres(10), maximum: Metres(150))
        if case .disc(let minimum, let maximum) = current { disc = Disc(minimum: minimum, maximum: maximum) }
        guard let disc = Schema.disc.read(field, over: disc, log: log) else { return nil }
        guard disc.minimum <= disc.maximum else {
          log.add(
            at: field.node.place, key: field.path, found: "a disc from \(disc.minimum) to \(disc.maximum)",
            expected: "a disc whose `from` is not above its `to`", suggestion: "swap the two")
          return nil
        }
        return .disc(minimum: disc.minimum, maximum: disc.maximum)
      },
      write: { placement in
        switch placement {
        case .fixed(let position): Schema.point.write(position)
        case .disc(let minimum, let maximum): Schema.disc.write(Disc(minimum: minimum, maximum: maximum))
        }
      })
  }
}

import Quantities
import Radio

extension Form where Value == MobilityTrace {
  /// A file of comma-separated values, or its points one by one.
  static var trace: Form {
    let points = Form<[MobilityTrace.Point]>.list(
      of: Schema.tracePoint.form("a point"),
      from: MobilityTrace.Point(time: Seconds(0), position: Position(x: Metres(0), y: Metres(0))), atLeast: 1,
      "a list of points like `{ time: 0 s, x: 40 m, y: 10 m }`")
    let expected = "the path of a CSV file, or \(points.expected)"
    return Form(
      expected: expected,
      read: { field, _, log in
        var trace: MobilityTrace?
        switch field.node.content {
        case .sequence: trace = points.read(field, [], log).map { MobilityTrace(points: $0) }
        case .scalar(let path) where !path.isEmpty: trace = contents(of: path, field, log)
        case .scalar, .mapping: log.add(field, expected: expected)
        }
        if let count = trace?.points.count, count > Mobility.maximumPoints {
          let refusal = TraceFiles.tooLong(count)
          log.add(
            at: field.node.place, key: field.path, found: refusal.found, expected: refusal.expected,
            suggestion: refusal.suggestion)
          return nil
        }
        return trace
      },
      write: { points.write($0.points) })
  }

  private static func contents(of path: String, _ field: Field, _ log: FaultLog) -> MobilityTrace? {
    do {
      return try log.traces.trace(path, in: log.folder)
    } catch {
      log.add(
        at: field.node.place, key: field.path, found: error.found, expected: error.expected,
        suggestion: error.suggestion)
      return nil
    }
  }
}
